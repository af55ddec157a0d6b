using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>
/// What people do outside channels: they look at the Home tab (Docs "app_home_opened event", sent on every visit), or choose a shortcut from
/// the menu (Docs "Shortcuts"), which is to us as if they had pressed the button of that action on their Home tab.
/// </summary>
internal static class HomeRequest
{
    /// <summary>The shortcuts beside the composer: the action, its name of at most 24 characters, and what it does in at most 150.</summary>
    internal static readonly IReadOnlyList<(string Action, string Name, string Does)> Shortcuts =
    [
        ("room.start", "Start a war room", "Opens a war room in a channel, for what was just deployed"),
        ("incident.open", "Open an incident", "Opens an incident in a war room: place, people, playbook, clock"),
    ];

    /// <returns>Null when it is nothing of the kind.</returns>
    internal static HomeOpened? Opened(EventEnvelope envelope) =>
        envelope is { Type: "event_callback", TeamId: { } team, EventId: { } id, Event: { Type: "app_home_opened", Tab: "home", User: { } user } }
        && SlackIds.IsId(team) && SlackIds.IsOpaque(id) && SlackIds.IsUser(user)
            ? new()
            {
                Key = $"slack/{team}/event/{id}",
                Conversation = SlackHome.Of(team, user),
                Person = new(user, user),
                Reply = SlackReply.Directly(user),
            }
            : null;

    /// <returns>Null when a field that must be there is missing, or it is no shortcut of ours.</returns>
    internal static Pressed? Chosen(InteractionPayload payload) =>
        payload is { Type: "shortcut", CallbackId: { } action, User: { Id: { } user } by, TeamId: { } team }
        && Shortcuts.Any(shortcut => shortcut.Action == action) && SlackIds.IsId(team) && SlackIds.IsUser(user) && SlackIds.IsOpaque(payload.ActionTs)
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
}
