using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>A slash command (Docs "Implementing slash commands"): a form by HTTP, an object of the same fields by a socket.</summary>
internal sealed record SlashCommand
{
    public string? Command { get; init; }
    public string? Text { get; init; }
    public string? TeamId { get; init; }
    public string? ChannelId { get; init; }
    public string? ChannelName { get; init; }
    public string? UserId { get; init; }
    public string? UserName { get; init; }
    public string? ResponseUrl { get; init; }
    public string? TriggerId { get; init; }
}

/// <summary>Reads slash commands.</summary>
internal static class CommandRequest
{
    /// <returns>Null when a field that must be there is missing.</returns>
    internal static Typed? Read(SlashCommand given)
    {
        if (given is not { Command: ['/', _, ..] command, TeamId: { } team, ChannelId: { } channel, UserId: { } user, TriggerId: { } trigger }
            || !SlackIds.IsId(team) || !SlackIds.IsId(channel) || !SlackIds.IsId(user) || !SlackIds.IsOpaque(trigger))
            return null;
        var conversation = new Conversation(SlackPlatform.PlatformName, team, channel);
        var (plain, mentions) = SlackMarkup.Read(given.Text ?? "");
        return new Typed
        {
            Key = $"slack/{team}/cmd/{trigger}",
            Conversation = conversation,
            ConversationName = SlackIds.ChannelName(given.ChannelName),
            Person = new(user, string.IsNullOrEmpty(given.UserName) ? user : given.UserName),
            Reply = string.IsNullOrEmpty(given.ResponseUrl) ? null : given.ResponseUrl,
            Trigger = trigger,
            Command = command[1..],
            Text = plain,
            Mentions = [.. mentions.Where(person => !person.IsGroup)],
            Groups = [.. mentions.Where(person => person.IsGroup)],
        };
    }

    /// <returns>Null when a field's encoding is broken.</returns>
    internal static SlashCommand? Parse(ReadOnlySpan<byte> form)
    {
        string? command = null, text = null, team = null, channel = null, channelName = null, user = null, userName = null;
        string? reply = null, trigger = null;
        var reader = new FormReader(form);
        while (reader.Next())
        {
            var name = reader.Name;
            var read = name switch
            {
                _ when name.SequenceEqual("command"u8) => Take(reader, ref command),
                _ when name.SequenceEqual("text"u8) => Take(reader, ref text),
                _ when name.SequenceEqual("team_id"u8) => Take(reader, ref team),
                _ when name.SequenceEqual("channel_id"u8) => Take(reader, ref channel),
                _ when name.SequenceEqual("channel_name"u8) => Take(reader, ref channelName),
                _ when name.SequenceEqual("user_id"u8) => Take(reader, ref user),
                _ when name.SequenceEqual("user_name"u8) => Take(reader, ref userName),
                _ when name.SequenceEqual("response_url"u8) => Take(reader, ref reply),
                _ when name.SequenceEqual("trigger_id"u8) => Take(reader, ref trigger),
                _ => true,
            };
            if (!read)
                return null;
        }

        return new()
        {
            Command = command,
            Text = text,
            TeamId = team,
            ChannelId = channel,
            ChannelName = channelName,
            UserId = user,
            UserName = userName,
            ResponseUrl = reply,
            TriggerId = trigger,
        };
    }

    /// <summary>
    /// Slack's look whether the address answers: unsigned, so nothing else in the body counts, and only the exact value 1 (as slackapi/bolt-js
    /// since 4.7.2).
    /// </summary>
    internal static bool IsSslCheck(ReadOnlySpan<byte> form)
    {
        var reader = new FormReader(form);
        while (reader.Next())
        {
            if (reader.Name.SequenceEqual("ssl_check"u8))
                return reader.Encoded.SequenceEqual("1"u8);
        }

        return false;
    }

    /// <summary>The first of several fields with one name counts.</summary>
    private static bool Take(FormReader reader, ref string? field)
    {
        if (field is not null)
            return true;
        if (!reader.TryText(out var text))
            return false;
        field = text;
        return true;
    }
}
