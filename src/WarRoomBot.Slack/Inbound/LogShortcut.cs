using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>
/// <b>Add to log</b> in the menu of a message (Docs "message_action"): as if the person had typed <c>/warroom log</c> with what the message
/// says, and who wrote it.
/// </summary>
internal static class LogShortcut
{
    internal const string CallbackId = "log";
    internal const string Name = "Add to log";

    /// <returns>Null when a field that must be there is missing.</returns>
    internal static Typed? Read(InteractionPayload payload)
    {
        if (payload is not { User: { Id: { } user } by, Channel: { Id: { } channel } place, Message: { } message }
            || !SlackIds.IsId(payload.TeamId) || !SlackIds.IsId(user) || !SlackIds.IsId(channel) || !SlackIds.IsOpaque(message.Ts) || !SlackIds.IsOpaque(payload.ActionTs))
            return null;
        var person = new Person(user, by.Username ?? by.Name ?? user);
        var (text, mentions) = SlackMarkup.Read(message.Text ?? "");
        // The payload names its author by id alone.
        var author = message.User is not { } id || !SlackIds.IsId(id) ? null : id == user ? person : new Person(id, id);
        var words = text.Trim();
        return new()
        {
            Key = $"slack/{payload.TeamId}/shortcut/{payload.ActionTs}/{user}/{message.Ts}",
            Conversation = new(SlackPlatform.PlatformName, payload.TeamId!, channel),
            ConversationName = SlackIds.ChannelName(place.Name),
            Person = person,
            Reply = string.IsNullOrEmpty(payload.ResponseUrl) ? null : payload.ResponseUrl,
            Command = "warroom",
            Text = words.Length == 0 ? "log" : author is null ? $"log {words}" : $"log @{author.Name} wrote: {words}",
            Mentions = author is null ? mentions : [author, .. mentions],
        };
    }
}
