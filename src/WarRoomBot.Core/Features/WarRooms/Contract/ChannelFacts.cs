using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.WarRooms.Contract;

/// <summary>What the features above are told of a channel of theirs; that it takes nothing any more is <see cref="Delivery.ConversationClosed"/>.</summary>
internal static class ChannelFacts
{
    /// <summary>The subject is a <see cref="NamedChannel"/>, as JSON.</summary>
    internal const string Renamed = "channel-renamed";

    internal static Fact RenamedTo(Conversation channel, string name) => new(Renamed, channel.ToString(), Json.Write(new NamedChannel(channel, name)));
}

internal sealed record NamedChannel(Conversation Channel, string Name);
