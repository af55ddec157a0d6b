using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>
/// What the core holds as the right to open a form: Slack's trigger (3 seconds, one use) and where it was given, because a modal knows
/// nothing of the channel it was opened from.
/// </summary>
internal readonly record struct SlackTrigger(string Id, Conversation Conversation)
{
    public override string ToString() => $"{Id} {Conversation}";

    internal static SlackTrigger? Parse(string text) =>
        text.Split(' ', 2) is [var id, var conversation] && conversation.Split('/', 3).Length == 3
            ? new(id, Conversation.Parse(conversation))
            : null;
}
