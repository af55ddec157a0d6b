using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>
/// What travels with a modal in its <c>private_metadata</c> and comes back when it is sent in or a button in it is pressed: the conversation
/// it was opened in on the first line, with the channel's name and whether answers go to the person directly; the form's context after it. The
/// form's id is the view's <c>callback_id</c>.
/// </summary>
/// <param name="Name">The channel's name; null where it is not known.</param>
/// <param name="IsDirect">The person looks at no channel.</param>
internal readonly record struct ViewContext(Conversation Conversation, string Context, string? Name = null, bool IsDirect = false)
{
    private const char Between = '\t';
    private const string Directly = "im";

    /// <summary>Slack's limit on <c>private_metadata</c>, in characters (Docs "Modals").</summary>
    internal const int Longest = 3000;

    public override string ToString() => Name is null && !IsDirect ? $"{Conversation}\n{Context}" : $"{Conversation}{Between}{Name}{Between}{(IsDirect ? Directly : "")}\n{Context}";

    /// <summary>Where somebody asked, with what the form says of itself.</summary>
    internal static ViewContext Of(ChatEvent asked, Form form)
    {
        var context = new ViewContext(asked.Conversation, form.Context, asked.ConversationName, SlackReply.IsDirect(asked.Reply));
        // The name is a comfort.
        return context.ToString().Length > Longest ? context with { Name = null } : context;
    }

    /// <returns>Null when the view is none of ours.</returns>
    internal static ViewContext? Parse(string? metadata) =>
        metadata?.Split('\n', 2) is [var where, var context] && where.Split(Between) is [var conversation, .. var more] && conversation.Split('/', 3) is ["slack", not "", not ""]
            ? new(Conversation.Parse(conversation), context, more is [{ Length: > 0 } name, ..] ? name : null, more is [_, Directly])
            : null;
}
