namespace WarRoomBot.Signals;

/// <summary>What the configuration says of one source.</summary>
/// <param name="Name">The part of the address behind <c>/alerts/</c>.</param>
/// <param name="Secret">A bearer token or the signing secret, as the kind has it; never empty.</param>
/// <param name="Severity">Counts where the source names no severity or an unknown one.</param>
public sealed record SourceSettings(string Name, string Secret, SignalSeverity Severity)
{
    /// <summary>The room that its alerts belong to, as the configuration names it; null for none in particular.</summary>
    public string? Room { get; init; }

    /// <summary>What this team's own words for severities mean, by the word in any case; they go before the words known to all.</summary>
    public IReadOnlyDictionary<string, SignalSeverity> Severities { get; init; } = new Dictionary<string, SignalSeverity>();

    /// <summary>How often at least the source repeats a firing alert; null for the kind's own default.</summary>
    public TimeSpan? RepeatsWithin { get; init; }

    /// <summary>Keys of the kind alone, such as an allowed SNS topic.</summary>
    public IReadOnlyDictionary<string, string> Extra { get; init; } = new Dictionary<string, string>();

    /// <summary>Without the secret.</summary>
    public override string ToString() => Name;
}
