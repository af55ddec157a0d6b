namespace WarRoomBot.Slack;

/// <summary>Slack's ids, as far as their shape may be relied on.</summary>
internal static class SlackIds
{
    /// <summary>A team, channel, user or view: it becomes a part of keys and lanes, so nothing that could be taken for a separator.</summary>
    internal static bool IsId(string? text) => text is { Length: > 0 and <= 64 } && text.All(char.IsAsciiLetterOrDigit);

    /// <summary>A trigger, a timestamp or the like: opaque, printable, without blanks.</summary>
    internal static bool IsOpaque(string? text) =>
        text is { Length: > 0 and <= 255 } && text.All(character => character is > ' ' and < (char)127);

    /// <summary>Somebody who can be mentioned or written to: <c>U…</c>, or <c>W…</c> in an organisation.</summary>
    internal static bool IsUser(string? text) =>
        IsId(text) && text is ['U' or 'W', ..] && text.All(character => !char.IsAsciiLetterLower(character));

    /// <summary>
    /// The channel's name, unless it is one of the words that Slack puts in its place where there is none to tell.
    /// </summary>
    internal static string? ChannelName(string? text) =>
        text is null or "" or "privategroup" or "directmessage" || text.StartsWith("mpdm-", StringComparison.Ordinal) ? null : text;
}
