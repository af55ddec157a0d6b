using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>The form that Slack posts for a slash command (Docs "Implementing slash commands").</summary>
internal static class CommandRequest
{
    /// <returns>Null when a field that must be there is missing or broken.</returns>
    internal static Typed? Read(ReadOnlySpan<byte> form)
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

        if (command is not { Length: > 1 } || command[0] != '/'
            || !SlackIds.IsId(team) || !SlackIds.IsId(channel) || !SlackIds.IsId(user) || !SlackIds.IsOpaque(trigger))
            return null;
        var conversation = new Conversation(SlackPlatform.PlatformName, team!, channel!);
        var (plain, mentions) = SlackMarkup.Read(text ?? "");
        return new Typed
        {
            Key = $"slack/{team}/cmd/{trigger}",
            Conversation = conversation,
            ConversationName = SlackIds.ChannelName(channelName),
            Person = new(user!, string.IsNullOrEmpty(userName) ? user! : userName),
            Reply = string.IsNullOrEmpty(reply) ? null : reply,
            Trigger = trigger,
            Command = command[1..],
            Text = plain,
            Mentions = mentions,
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
