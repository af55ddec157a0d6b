namespace WarRoomBot.Chat;

/// <summary>
/// Something to be done without typing, from a menu of the platform's: choosing it is a press on a button of this action. Manifests are made from
/// these.
/// </summary>
/// <param name="Action">At most 250 characters.</param>
/// <param name="Name">At most 24 characters, Slack's limit.</param>
/// <param name="Does">At most 150 characters.</param>
/// <param name="On">Where the menu is.</param>
public sealed record ChatShortcut(string Action, string Name, string Does, ShortcutPlace On);

public enum ShortcutPlace
{
    /// <summary>Beside the place where people write; the press has the conversation of the person's own page.</summary>
    Anywhere,

    /// <summary>Beside a message; the value of the press is a <see cref="ChosenMessage"/>.</summary>
    Message,
}
