using System.Diagnostics.CodeAnalysis;
using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>Somebody's Home tab, to the core a conversation like any other: there is one message in it, and only they see it.</summary>
internal static class SlackHome
{
    private const string Prefix = "home:";

    internal static Conversation Of(string team, string user) => new(SlackPlatform.PlatformName, team, $"{Prefix}{user}");

    /// <summary>Whose it is, if the channel is a Home tab.</summary>
    internal static bool IsHome(string channel, [NotNullWhen(true)] out string? user)
    {
        user = channel.StartsWith(Prefix, StringComparison.Ordinal) ? channel[Prefix.Length..] : null;
        return user is not null;
    }
}
