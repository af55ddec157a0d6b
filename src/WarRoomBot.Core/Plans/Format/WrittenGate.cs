using WarRoomBot.Signals;

namespace WarRoomBot.Plans.Format;

internal sealed record WrittenGate
{
    public required Placed<string>? Title { get; init; }

    public required Placed<TimeSpan>? At { get; init; }

    public required IReadOnlyList<Placed<WrittenGateCall>> CalledBy { get; init; }

    public required Placed<IReadOnlyList<Placed<WrittenCriterion>>>? Criteria { get; init; }

    public required Placed<IReadOnlyList<Placed<WrittenOption>>>? Options { get; init; }

    public required Placed<IReadOnlyList<Placed<string>>>? SignedBy { get; init; }

    public required Placed<int>? Quorum { get; init; }

    public required Placed<IReadOnlyList<Placed<string>>>? Veto { get; init; }

    public required Placed<TimeSpan>? OpenFor { get; init; }

    public required Placed<string>? Expires { get; init; }

    public required Placed<TimeSpan>? RemindEvery { get; init; }

    public required Placed<int>? Reminders { get; init; }
}

internal sealed record WrittenGateCall(Placed<string>? Metric, Placed<WrittenThreshold>? When);

/// <param name="Option">As it is, once nothing is wrong.</param>
internal sealed record WrittenOption(GateOption Option, Placed<string> Name)
{
    public Placed<string>? Playbook { get; init; }
}

internal sealed record WrittenCriterion
{
    public required string? Title { get; init; }

    public required Placed<string>? Metric { get; init; }

    public required Statistic? Statistic { get; init; }

    public required Placed<TimeSpan>? Over { get; init; }

    public required Placed<Bound>? Bound { get; init; }

    public required double Samples { get; init; }

    public required Placed<IReadOnlyList<Placed<SignalSeverity>>>? Incidents { get; init; }

    public required Placed<IReadOnlyList<Placed<SignalSeverity>>>? Alerts { get; init; }

    public required Placed<double>? Answered { get; init; }

    public required Placed<string>? Phase { get; init; }

    public required Placed<string>? Ask { get; init; }

    public required Placed<string>? Owner { get; init; }

    internal Criterion Make() =>
        Metric is { } metric ? new Criterion.Figure(Title, metric.Value, Statistic!.Value, Over!.Value, Bound!.Value, Samples)
        : Incidents is { } incidents ? new Criterion.Incidents(Title, Severities(incidents), Over?.Value, Fewer)
        : Alerts is { } alerts ? new Criterion.Alerts(Title, Severities(alerts), Fewer)
        : Answered is { } answered ? new Criterion.Answered(Title, Phase?.Value, answered.Value)
        : new Criterion.Ask(Title ?? Ask!.Value, Owner?.Value);

    private int Fewer => (int?)Bound?.Value.Limit ?? 1;

    private static List<SignalSeverity> Severities(Placed<IReadOnlyList<Placed<SignalSeverity>>> written) =>
        [.. written.Value.Select(severity => severity.Value).Distinct().Order()];
}
