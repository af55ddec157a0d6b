namespace WarRoomBot.Chat;

/// <summary>A typed command as people see it: help, manifests and the convention tests are made from these.</summary>
/// <param name="Command"><c>warroom</c> or <c>incident</c>.</param>
/// <param name="Word">The first word after it.</param>
/// <param name="Arguments">What may follow, for help; empty for nothing.</param>
/// <param name="Does">One line, starting with a small letter, without a full stop.</param>
/// <param name="Example">What could be typed after the slash, whole.</param>
/// <param name="Group">Help lists commands by what one wants to do.</param>
public sealed record ChatCommand(string Command, string Word, string Arguments, string Does, string Example, CommandGroup Group)
{
    /// <summary>As typed, with its arguments: <c>/warroom log &lt;text&gt;</c>.</summary>
    public string Usage => Arguments.Length > 0 ? $"/{Command} {Word} {Arguments}" : $"/{Command} {Word}";
}

/// <summary>In the order in which help shows them.</summary>
public enum CommandGroup
{
    Begin,
    Look,
    Alerts,
    Incidents,
    Record,
    People,
    Decide,
    Close,
}
