namespace WarRoomBot.Chat;

/// <summary>A message that somebody chose from the menu beside it: the value of the press on the shortcut they chose it for, as JSON.</summary>
/// <param name="Id">The platform's id of it.</param>
/// <param name="Text">In plain words, at most <see cref="Longest"/> characters.</param>
/// <param name="By">Who wrote it; null for an app.</param>
/// <param name="Link">Where it can be read, http or https; null for none.</param>
public sealed record ChosenMessage(string Id, string Text, Person? By, string? Link)
{
    /// <summary>A form that is opened with it carries it along.</summary>
    public const int Longest = 1500;
}
