using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>
/// What people say to the bot in messages: with its name in a channel (Docs "app_mention event"), which is to us as if they had typed a command,
/// or to it alone (Docs "message.im event").
/// </summary>
internal static class SaidRequest
{
    /// <returns>Null when there is nothing in it for us.</returns>
    internal static ChatEvent? Read(EventEnvelope envelope)
    {
        if (envelope is not { Type: "event_callback", TeamId: { } team, Event: { User.Id: { } user, Channel.Id: { } channel, Ts: { } ts, BotId: null } said }
            || !SlackIds.IsId(team) || !SlackIds.IsUser(user) || !SlackIds.IsId(channel) || !SlackIds.IsOpaque(ts))
            return null;
        // By the message, not by the event: Slack has sent one message under several events (node-slack-sdk issue 2141).
        var (key, conversation, person) = ($"slack/{team}/said/{channel}/{ts}", new Conversation(SlackPlatform.PlatformName, team, channel), new Person(user, user));
        switch (said)
        {
            case { Type: "app_mention" }:
                var (text, mentions) = SlackMarkup.Read(AfterName(said.Text ?? "", envelope.Authorizations?.FirstOrDefault(each => each.IsBot)?.UserId));
                var (command, rest) = CommandOf(text.Trim());
                return new Typed
                {
                    Key = key,
                    Conversation = conversation,
                    Person = person,
                    Thread = SlackIds.IsOpaque(said.ThreadTs) ? said.ThreadTs : ts,
                    Command = command,
                    Text = rest,
                    Mentions = [.. mentions.Where(person => !person.IsGroup)],
                    Groups = [.. mentions.Where(person => person.IsGroup)],
                };
            case { Type: "message", ChannelType: "im", Subtype: null or "file_share" }:
                return new DirectMessage { Key = key, Conversation = conversation, Person = person, Text = SlackMarkup.Read(said.Text ?? "").Text.Trim() };
            default:
                return null;
        }
    }

    /// <summary>What follows the bot's name; the whole text where its name is not found.</summary>
    /// <param name="bot">Its id; null when Slack does not say, and then the first name counts.</param>
    private static string AfterName(string text, string? bot)
    {
        var name = text.IndexOf($"<@{bot}", StringComparison.Ordinal);
        var end = name < 0 ? -1 : text.IndexOf('>', name);
        return end < 0 ? text : text[(end + 1)..];
    }

    /// <summary>The command may be named, with its slash or without; it is <c>warroom</c> otherwise. Nothing at all asks for help.</summary>
    private static (string Command, string Text) CommandOf(string text)
    {
        var words = text.TrimStart('/', ',', ':', ' ').Split(' ', 2, StringSplitOptions.TrimEntries);
        var rest = words.Length == 2 ? words[1] : "";
        return words[0].ToLowerInvariant() switch
        {
            "" => ("warroom", "help"),
            "incident" when rest.Length > 0 => ("incident", rest),
            "warroom" => ("warroom", rest.Length > 0 ? rest : "help"),
            _ => ("warroom", string.Join(' ', words)),
        };
    }
}
