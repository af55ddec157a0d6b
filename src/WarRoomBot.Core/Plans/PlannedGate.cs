using WarRoomBot.Signals;

namespace WarRoomBot.Plans;

/// <summary>A go/no-go decision as the plan has it: what is asked, who decides, and what follows.</summary>
public sealed record PlannedGate
{
    /// <summary>What people type.</summary>
    public required string Name { get; init; }

    /// <summary>What people read, as in <c>Go-live decision</c>.</summary>
    public required string Title { get; init; }

    /// <summary>When it opens by itself, from T0; null for only by command or when it is called.</summary>
    public TimeSpan? At { get; init; }

    /// <summary>What else opens it while the room is open.</summary>
    public IReadOnlyList<GateCall> CalledBy { get; init; } = [];

    public required IReadOnlyList<Criterion> Criteria { get; init; }

    /// <summary>From go, the first, to no-go, the last; at least two.</summary>
    public required IReadOnlyList<GateOption> Options { get; init; }

    /// <summary>Names of the roles whose sign-off is wanted.</summary>
    public required IReadOnlyList<string> SignedBy { get; init; }

    /// <summary>How many of them decide.</summary>
    public required int Quorum { get; init; }

    /// <summary>Names of the roles, of those that sign, without which nothing is decided and whose no-go decides at once.</summary>
    public IReadOnlyList<string> Veto { get; init; } = [];

    /// <summary>How long people have to sign.</summary>
    public required TimeSpan OpenFor { get; init; }

    /// <summary>The place of the option that holds when the time is over, never the first; null for no decision, which is not a go.</summary>
    public int? Expires { get; init; }

    /// <summary>How often those who have not signed are asked again.</summary>
    public required TimeSpan RemindEvery { get; init; }

    /// <summary>After so many reminders no more come.</summary>
    public required int Reminders { get; init; }
}

/// <summary>A metric that calls a gate.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="When">When it calls.</param>
public sealed record GateCall(string Metric, Threshold When);

/// <param name="Name">What people read, on the button and in the decision.</param>
public sealed record GateOption(string Name)
{
    /// <summary>The room goes on for this long; null for not.</summary>
    public TimeSpan? Extend { get; init; }

    /// <summary>The room ends.</summary>
    public bool End { get; init; }

    /// <summary>A rollback incident of this severity is opened; null for none.</summary>
    public SignalSeverity? Rollback { get; init; }

    /// <summary>The playbook of that incident; null for none.</summary>
    public string? Playbook { get; init; }

    /// <summary>The name of the plan that runs next in the same place, when this room has ended; null for none.</summary>
    public string? Start { get; init; }
}

/// <summary>One thing that has to be so.</summary>
/// <param name="Title">What people read, without a full stop; null for the usual words.</param>
public abstract record Criterion(string? Title)
{
    /// <summary>What was measured over a stretch of time.</summary>
    /// <param name="Metric">Its name.</param>
    /// <param name="Over">How far back, in the room's time.</param>
    /// <param name="Samples">How much of that time has to be covered by samples for it to be known, in percent.</param>
    public sealed record Figure(string? Title, string Metric, Statistic Statistic, TimeSpan Over, Bound Bound, double Samples) : Criterion(Title);

    /// <summary>Fewer incidents than <paramref name="Below"/>.</summary>
    /// <param name="Severities">Those that count.</param>
    /// <param name="Over">Open at any time within this, in the room's time; null for those that are open now.</param>
    public sealed record Incidents(string? Title, IReadOnlyList<SignalSeverity> Severities, TimeSpan? Over, int Below) : Criterion(Title);

    /// <summary>Fewer alerts than <paramref name="Below"/> that are not over.</summary>
    /// <param name="Severities">Those that count.</param>
    public sealed record Alerts(string? Title, IReadOnlyList<SignalSeverity> Severities, int Below) : Criterion(Title);

    /// <summary>Enough of what was asked was answered.</summary>
    /// <param name="Phase">Its name; null for all checks so far.</param>
    /// <param name="Percent">Of the questions.</param>
    public sealed record Answered(string? Title, string? Phase, double Percent) : Criterion(Title);

    /// <summary>Something only people know.</summary>
    /// <param name="Text">What people read, as in <c>User feedback mostly positive</c>.</param>
    /// <param name="Owner">The role that is asked; null for whoever signs.</param>
    public sealed record Ask(string Text, string? Owner) : Criterion(Text);
}

/// <summary>What is made of the samples of a stretch of time.</summary>
public enum Statistic
{
    Max,
    Min,
    Average,

    /// <summary>How much of what was read was up, in percent.</summary>
    Uptime,
}

/// <summary>Where a figure may be.</summary>
/// <param name="Above">It may be above the limit; false for below.</param>
/// <param name="Inclusive">It may be the limit itself.</param>
public sealed record Bound(double Limit, bool Above, bool Inclusive)
{
    public bool Holds(double value) => (Inclusive && value == Limit) || (Above ? value > Limit : value < Limit);

    /// <summary><c>below</c>, <c>at least</c>.</summary>
    public string Words => (Above, Inclusive) switch
    {
        (true, false) => "above",
        (false, false) => "below",
        (true, true) => "at least",
        (false, true) => "at most",
    };
}
