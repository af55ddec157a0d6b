using WarRoomBot.Signals;

namespace WarRoomBot.Plans;

/// <summary>How alerts are answered, and who is called when they are not. Durations are in the room's time.</summary>
public sealed record AlertRules
{
    /// <summary>One for each severity, P0 first.</summary>
    public required IReadOnlyList<SeverityRules> Severities { get; init; }

    /// <summary>The ladder, lowest step first.</summary>
    public required IReadOnlyList<EscalationStep> Escalation { get; init; }

    /// <summary>Who is called, beside the ladder, when a metric has been bad enough for long enough.</summary>
    public required IReadOnlyList<CallRule> Calls { get; init; }

    /// <summary>Who is told outside chat, each on its own.</summary>
    public required IReadOnlyList<WayOut> WaysOut { get; init; }

    public required BusinessHours BusinessHours { get; init; }

    /// <summary>Whoever has acknowledged an alert that still fires is asked this long afterwards whether they are still on it.</summary>
    public required TimeSpan AskAgain { get; init; }

    /// <summary>How long they have for the answer before the alert counts as not acknowledged again.</summary>
    public required TimeSpan AnswerWithin { get; init; }

    /// <summary>More new alerts of one source within a minute than this are a storm and fold into one card.</summary>
    public required int StormAbove { get; init; }

    public SeverityRules this[SignalSeverity severity] => Severities[(int)severity];
}

/// <param name="Name">What people read beside P0 to P3.</param>
/// <param name="Acknowledge">How long people have to acknowledge; null for the next business day.</param>
public sealed record SeverityRules(SignalSeverity Severity, string Name, TimeSpan? Acknowledge)
{
    /// <summary>What is so bad, in a few words; null where the plan leaves that to people.</summary>
    public string? Meaning { get; init; }

    /// <summary>Names of the roles that are brought into an incident.</summary>
    public IReadOnlyList<string> Invite { get; init; } = [];

    /// <summary>How often an incident is to be told about, in the room's time; null for no reminders.</summary>
    public TimeSpan? UpdateEvery { get; init; }
}

/// <summary>
/// One step of the ladder. Steps at zero are called at once; the others begin when the acknowledge time has run out, with the distances
/// that the plan gives them.
/// </summary>
/// <param name="After">Zero for at once; otherwise in relation to the other steps.</param>
/// <param name="Notify">Names of roles.</param>
/// <param name="Severities">For which severities; empty for all.</param>
public sealed record EscalationStep(TimeSpan After, IReadOnlyList<string> Notify, IReadOnlyList<SignalSeverity> Severities);

/// <param name="Metric">Its name.</param>
/// <param name="Threshold">When it counts, and what is said then.</param>
/// <param name="Notify">Names of roles.</param>
public sealed record CallRule(string Metric, Threshold Threshold, IReadOnlyList<string> Notify);

/// <summary>When people can be expected to answer what is not urgent, in the plan's time zone.</summary>
public sealed record BusinessHours(TimeOnly From, TimeOnly To, IReadOnlyList<DayOfWeek> Days, IReadOnlyList<DateOnly> Holidays)
{
    /// <summary>The end of the first business day that begins after <paramref name="now"/>: until then what came in today is to be answered.</summary>
    public DateTimeOffset NextDayEnds(DateTimeOffset now, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        do
            day = day.AddDays(1);
        while (!Days.Contains(day.DayOfWeek) || Holidays.Contains(day));
        var local = day.ToDateTime(To);
        // An hour that the clocks skip is read as the one after.
        if (zone.IsInvalidTime(local))
            local = local.AddHours(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
