using WarRoomBot.Signals;

namespace WarRoomBot.Plans;

/// <summary>A way to tell of alerts outside chat.</summary>
/// <param name="Key">Unique in the plan, and the same as long as the plan is.</param>
/// <param name="Title">What people read: <c>PagerDuty</c>, <c>SMS 1 of 2</c>.</param>
/// <param name="Severities">For which severities; empty for all.</param>
public sealed record WayOut(string Key, string Title, IReadOnlyList<SignalSeverity> Severities, Means Means)
{
    public bool Takes(SignalSeverity severity) => Severities.Count == 0 || Severities.Contains(severity);
}

/// <summary>Whom a way out tells, and how. It is never printed with its values: some are secrets, all are somebody's.</summary>
public abstract record Means
{
    private Means()
    {
    }

    /// <summary>Its kind alone.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <param name="RoutingKey">The integration key of an Events API v2 integration; a secret.</param>
    public sealed record PagerDuty(string RoutingKey) : Means;

    public sealed record Email(string Address) : Means;

    /// <param name="Number">With + and the country in front, digits only.</param>
    public sealed record Sms(string Number) : Means;

    /// <param name="Address">http or https; may hold a token.</param>
    public sealed record Webhook(Uri Address) : Means;
}
