using WarRoomBot.Cards;

namespace WarRoomBot.Chat;

/// <summary>
/// A button on a card that stands somewhere else than what it is about, as on a person's own page: the press counts where the thing is, and is
/// handled there like one on the thing's own card.
/// </summary>
public static class Elsewhere
{
    private const string Prefix = "at";

    /// <param name="button">As on the thing's own card.</param>
    /// <param name="about">Where the thing is.</param>
    public static Button Button(Button button, Conversation about) =>
        button.Address is null ? button with { Action = $"{Prefix} {about} {button.Action}" } : button;

    /// <summary>The press as if it had been made where the thing is. Nobody reaches into another workspace that way.</summary>
    public static Pressed Resolved(Pressed pressed) =>
        pressed.Action.Split(' ', 3) is [Prefix, var where, var action] && where.Split('/', 3).Length == 3
        && Conversation.Parse(where) is var about && (about.Platform, about.Workspace) == (pressed.Conversation.Platform, pressed.Conversation.Workspace)
            ? pressed with { Action = action, Conversation = about, ConversationName = null }
            : pressed;
}
