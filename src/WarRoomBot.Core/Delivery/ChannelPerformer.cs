using WarRoomBot.Cards;
using WarRoomBot.Chat;

namespace WarRoomBot.Delivery;

/// <summary>Does with a channel what a feature wants done, on the platform that it is on.</summary>
internal sealed class ChannelPerformer(IEnumerable<IChannels> platforms) : IPerformer
{
    internal const string ActionKind = "channel";

    private readonly Dictionary<string, IChannels> _platforms = platforms.ToDictionary(platform => platform.Platform);

    public string Kind => ActionKind;

    public async Task<string> PerformAsync(string key, string body, CancellationToken cancellationToken) => Json.Write(Json.Read<ChannelWork>(body) switch
    {
        ChannelWork.Create create => On(create.Near) is { } on ? await on.CreateAsync(create, cancellationToken) : None(create.Near),
        ChannelWork.Furnish furnish => On(furnish.Channel) is { } on ? await on.FurnishAsync(furnish, cancellationToken) : None(furnish.Channel),
        ChannelWork.Invite invite => On(invite.Channel) is { } on ? await on.InviteAsync(invite, cancellationToken) : None(invite.Channel),
        ChannelWork.Archive archive => On(archive.Channel) is { } on ? await on.ArchiveAsync(archive, cancellationToken) : None(archive.Channel),
        var work => throw new InvalidOperationException($"nothing does {work.GetType().Name}"),
    });

    private IChannels? On(Conversation conversation) => _platforms.GetValueOrDefault(conversation.Platform);

    /// <summary>The platform was switched off since.</summary>
    private static ChannelAnswer None(Conversation conversation) => new() { Trouble = $"{conversation.Platform} is not connected" };
}
