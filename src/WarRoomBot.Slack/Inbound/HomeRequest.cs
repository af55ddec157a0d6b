using WarRoomBot.Cards;
using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>
/// What people do outside channels: they look at the Home tab (Docs "app_home_opened event", sent on every visit), or choose a shortcut from
/// the menu (Docs "Shortcuts"), which is to us as if they had pressed the button of that action on their Home tab.
/// </summary>
internal static class HomeRequest
{
    /// <returns>Null when it is nothing of the kind.</returns>
    internal static HomeOpened? Opened(EventEnvelope envelope) =>
        envelope is { Type: "event_callback", TeamId: { } team, EventId: { } id, Event: { Type: "app_home_opened", Tab: "home", User.Id: { } user } }
        && SlackIds.IsId(team) && SlackIds.IsOpaque(id) && SlackIds.IsUser(user)
            ? new()
            {
                Key = $"slack/{team}/event/{id}",
                Conversation = SlackHome.Of(team, user),
                Person = new(user, user),
                Reply = SlackReply.Directly(user),
            }
            : null;

    /// <returns>Null when a field that must be there is missing, or it is none.</returns>
    internal static Pressed? Chosen(InteractionPayload payload) =>
        payload is { Type: "shortcut", CallbackId: { } action, User: { Id: { } user } by, TeamId: { } team }
        && action.Length is > 0 and <= ActionId.LongestAction && SlackIds.IsId(team) && SlackIds.IsUser(user) && SlackIds.IsOpaque(payload.ActionTs)
            ? new()
            {
                Key = $"slack/{team}/shortcut/{payload.ActionTs}/{user}",
                Conversation = SlackHome.Of(team, user),
                Person = new(user, by.Username ?? by.Name ?? user),
                Reply = SlackReply.Directly(user),
                Trigger = SlackIds.IsOpaque(payload.TriggerId) ? payload.TriggerId : null,
                Action = action,
                Value = "",
            }
            : null;

    /// <summary>From the menu beside a message.</summary>
    /// <returns>Null when a field that must be there is missing, or it is none.</returns>
    internal static Pressed? ChosenFor(InteractionPayload payload) =>
        payload is { Type: "message_action", CallbackId: { } action, User: { Id: { } user } by, TeamId: { } team, Channel: { Id: { } channel } place, Message: { Ts: { } ts } message }
        && action.Length is > 0 and <= ActionId.LongestAction
        && SlackIds.IsId(team) && SlackIds.IsUser(user) && SlackIds.IsId(channel) && SlackIds.IsOpaque(ts) && SlackIds.IsOpaque(payload.ActionTs)
            ? new()
            {
                Key = $"slack/{team}/shortcut/{payload.ActionTs}/{user}/{ts}",
                Conversation = new(SlackPlatform.PlatformName, team, channel),
                ConversationName = SlackIds.ChannelName(place.Name),
                Person = new(user, by.Username ?? by.Name ?? user),
                Reply = string.IsNullOrEmpty(payload.ResponseUrl) ? null : payload.ResponseUrl,
                Trigger = SlackIds.IsOpaque(payload.TriggerId) ? payload.TriggerId : null,
                Action = action,
                Value = Json.Write(new ChosenMessage(
                    ts, Texts.Cut(SlackMarkup.Read(message.Text ?? "").Text.Trim(), ChosenMessage.Longest), SlackIds.IsUser(message.User) ? new(message.User!, message.User!) : null,
                    LinkTo(payload.Team?.Domain, channel, ts))),
            }
            : null;

    /// <summary>As chat.getPermalink would say, without the call: the form has to be open within three seconds.</summary>
    private static string? LinkTo(string? domain, string channel, string ts) =>
        domain is { Length: > 0 } && domain.All(character => char.IsAsciiLetterOrDigit(character) || character == '-')
            ? $"https://{domain}.slack.com/archives/{channel}/p{ts.Replace(".", "", StringComparison.Ordinal)}"
            : null;
}
