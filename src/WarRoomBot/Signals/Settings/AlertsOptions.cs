namespace WarRoomBot.Host.Signals.Settings;

/// <summary>The section <c>Alerts:Sources</c> as it is written, one entry per alert source.</summary>
internal sealed class AlertsOptions
{
    public const string Section = "Alerts:Sources";

    public IReadOnlyList<WrittenSource> Sources { get; set; } = [];

    public static IReadOnlyList<WrittenSource> Read(IConfiguration configuration) =>
    [
        .. configuration.GetSection(Section).GetChildren().Select(source => new WrittenSource(
            source.Key,
            Values(source.GetChildren().Where(key => key.Value is not null)),
            Values(source.GetSection(WrittenSource.Severities).GetChildren()))),
    ];

    private static Dictionary<string, string> Values(IEnumerable<IConfigurationSection> keys) =>
        keys.ToDictionary(key => key.Key, key => key.Value ?? "", StringComparer.OrdinalIgnoreCase);
}

/// <summary>One entry of <c>Alerts:Sources</c>.</summary>
/// <param name="Name">The part of the address behind <c>/alerts/</c>.</param>
/// <param name="Values">
/// <c>Kind</c> and <c>Secret</c>; <c>Room</c> its alerts belong to; <c>Severity</c> where the source names none, P2 when absent;
/// <c>RepeatsWithin</c>, how often at least it repeats a firing alert; and the kind's own.
/// </param>
/// <param name="Words">The section <c>Severities</c>: the team's own word, and P0 to P3.</param>
internal sealed record WrittenSource(string Name, IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Words)
{
    public const string Kind = "Kind";
    public const string Secret = "Secret";
    public const string Room = "Room";
    public const string Severity = "Severity";
    public const string Severities = "Severities";
    public const string RepeatsWithin = "RepeatsWithin";

    /// <summary>Null when it is missing or blank.</summary>
    public string? this[string key] => Values.GetValueOrDefault(key) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>The names of its keys alone: one of the values is a secret.</summary>
    public override string ToString() => $"{Name}: {string.Join(", ", Values.Keys)}";
}
