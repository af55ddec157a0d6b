namespace WarRoomBot.Pipeline;

/// <summary>
/// What was asked cannot be done, for a reason that whoever asked is told at once. Work of our own that meets it is tried again, as after any
/// other failure.
/// </summary>
/// <param name="sentence">For people: what happened, and what would be right. No secrets.</param>
public abstract class RefusedException(string sentence) : Exception(sentence);
