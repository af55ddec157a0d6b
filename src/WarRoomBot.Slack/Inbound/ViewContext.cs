using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>
/// What travels with a modal in its <c>private_metadata</c> and comes back when it is sent in or a button in it is pressed: the
/// conversation on the first line, the form's context after it. The form's id is the view's <c>callback_id</c>.
/// </summary>
internal readonly record struct ViewContext(Conversation Conversation, string Context)
{
    /// <summary>Slack's limit on <c>private_metadata</c>, in characters (Docs "Modals").</summary>
    internal const int Longest = 3000;

    public override string ToString() => $"{Conversation}\n{Context}";

    /// <returns>Null when the view is none of ours.</returns>
    internal static ViewContext? Parse(string? metadata) =>
        metadata?.Split('\n', 2) is [var conversation, var context] && conversation.Split('/', 3) is ["slack", not "", not ""]
            ? new(Conversation.Parse(conversation), context)
            : null;
}
