using System.Text.Json.Serialization;

namespace WarRoomBot.Signals;

/// <summary>What an alert source sent us, in normal form.</summary>
public sealed record Signal
{
    /// <summary>The name of the source in the configuration: <c>Alerts:Sources:{name}</c>.</summary>
    public required string Source { get; init; }

    /// <summary>What the source itself uses to tell its alerts apart: the same from firing to resolved, at most 255 characters.</summary>
    public required string Fingerprint { get; init; }

    public required SignalStatus Status { get; init; }

    /// <summary>One line, at most 200 characters, foreign text.</summary>
    public required string Title { get; init; }

    /// <summary>Null when the source does not say; then the configuration's default counts.</summary>
    public SignalSeverity? Severity { get; init; }

    /// <summary>Particulars, at most 2,000 characters, foreign text; null for none.</summary>
    public string? Text { get; init; }

    /// <summary>What it is about; null when the source does not say.</summary>
    public string? Service { get; init; }

    /// <summary>The alert's name or rule: alerts of one kind fold together in a storm. Null falls back to the title.</summary>
    public string? Rule { get; init; }

    /// <summary>The figure that was measured, as the source writes it; null for none.</summary>
    public string? Value { get; init; }

    /// <summary>Where to look on; http or https.</summary>
    public string? Link { get; init; }

    /// <summary>When it began, as the source says, UTC.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, as the source says, UTC; only with <see cref="SignalStatus.Resolved"/>.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>
    /// Why a resolved signal may not mean that all is well, in a few words, such as <c>no data any more</c>; null when the source means it.
    /// </summary>
    public string? Doubt { get; init; }

    /// <summary>It is the monitoring that has a fault, not what it watches: a source without data, a rule that cannot be evaluated.</summary>
    public bool AboutMonitoring { get; init; }

    /// <summary>The source repeats a firing alert at least this often, so silence means something; null when it does not repeat.</summary>
    public TimeSpan? RepeatsWithin { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<SignalStatus>))]
public enum SignalStatus
{
    Firing,
    Acknowledged,
    Resolved,

    /// <summary>Nothing fires or ends; only worth a line in the record.</summary>
    Info,
}

/// <summary>The product's one scale; plans give the steps their names.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SignalSeverity>))]
public enum SignalSeverity
{
    P0,
    P1,
    P2,
    P3,
}
