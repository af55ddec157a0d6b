namespace WarRoomBot.Probes;

/// <summary>What came of reading a metric once. There is no other way out, and nothing that failed ever becomes a number.</summary>
public abstract record Reading
{
    private Reading()
    {
    }

    /// <summary>A finite number in the metric's unit: percent as 0–100, durations in milliseconds, sizes in bytes.</summary>
    public sealed record Number(double Value) : Reading
    {
        /// <summary>What belongs beside the figure, in a few words, such as <c>4/5 ok</c>; null when there is nothing to add.</summary>
        public string? Note { get; init; }
    }

    /// <summary>Yes or no: up or down.</summary>
    /// <param name="Why">Why it is not true, or what belongs beside it; null when there is nothing to add.</param>
    public sealed record Truth(bool Value, string? Why = null) : Reading
    {
        /// <summary>The class of failure, when it is not true only because it could not be asked; null when it answered.</summary>
        public Failure? Failure { get; init; }
    }

    /// <summary>Asked correctly, and nothing was there.</summary>
    /// <param name="Why">A few words for people, such as <c>errorRate is missing from the answer</c>.</param>
    public sealed record NoData(string Why) : Reading;

    /// <summary>Could not be asked: unreachable, refused, too slow, not understood.</summary>
    /// <param name="Failure">The class of failure.</param>
    /// <param name="Why">A few words for people, secrets masked.</param>
    public sealed record Failed(Failure Failure, string Why) : Reading;
}

/// <summary>Why something could not be asked.</summary>
public enum Failure
{
    /// <summary>The probe's own settings make no sense for what was found.</summary>
    Configuration,

    /// <summary>Its name leads nowhere: who looks names up says so.</summary>
    Dns,

    /// <summary>Nobody listens there.</summary>
    Refused,
    Timeout,
    Tls,

    /// <summary>The address may not be probed.</summary>
    Forbidden,
    Redirect,

    /// <summary>The server answered that it does not answer: an error status, a wrong password, too many connections.</summary>
    Status,
    TooLarge,

    /// <summary>The answer is not what was expected: not JSON, not a number.</summary>
    NotUnderstood,

    /// <summary>Anything else on the way.</summary>
    Network,

    /// <summary>No way there: names cannot be looked up, no connection comes about and nobody says why. Perhaps this machine has no network.</summary>
    Unreachable,
}
