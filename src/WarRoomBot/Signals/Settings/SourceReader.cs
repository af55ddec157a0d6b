using WarRoomBot.Plans;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Settings;

/// <summary>From what is written of the sources to what they are, or to every mistake in it, each with its key. No secret is ever repeated.</summary>
/// <param name="kinds">Those there are.</param>
/// <param name="platforms">The names of the chat platforms there are.</param>
/// <param name="mistakes">Is added to.</param>
internal sealed class SourceReader(IReadOnlyList<SignalSource> kinds, IReadOnlyCollection<string> platforms, List<string> mistakes)
{
    private static readonly string[] CommonKeys = [WrittenSource.Kind, WrittenSource.Secret, WrittenSource.Room, WrittenSource.Severity, WrittenSource.Severities];

    private const int LongestName = 64;

    internal IReadOnlyList<ConfiguredSource> Read(IEnumerable<WrittenSource> written) => [.. written.Select(Read).OfType<ConfiguredSource>()];

    private ConfiguredSource? Read(WrittenSource written)
    {
        var before = mistakes.Count;
        var kind = KindOf(written);
        if (written.Name.Length > LongestName || !written.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
            mistakes.Add($"{AlertsOptions.Section}:{written.Name}: the name stands in an address, so it has only letters, digits, - _ and .");
        // A secret is taken as it is written, blanks and all, but there has to be one.
        var secret = written.Values.GetValueOrDefault(WrittenSource.Secret);
        if (string.IsNullOrWhiteSpace(secret))
            mistakes.Add(Wrong(written, WrittenSource.Secret, "is missing: without it anybody could send alerts"));
        if (kind is not null)
            LookForStrangers(written, kind);
        LookAtRoom(written);
        var severity = SeverityOf(written, WrittenSource.Severity, written[WrittenSource.Severity]) ?? SignalSeverity.P2;
        var words = written.Words.ToDictionary(
            word => word.Key,
            word => SeverityOf(written, $"{WrittenSource.Severities}:{word.Key}", word.Value) ?? SignalSeverity.P2,
            StringComparer.OrdinalIgnoreCase);
        var repeats = RepeatsOf(written);
        if (kind is null)
            return null;

        var settings = new SourceSettings(written.Name, secret ?? "", severity)
        {
            Room = written[WrittenSource.Room],
            Severities = words,
            RepeatsWithin = repeats,
            Extra = kind.ExtraKeys.Where(key => written[key] is not null).ToDictionary(key => key, key => written[key]!),
        };
        if (kind.Check(settings) is var (key, why))
            mistakes.Add(Wrong(written, key, why));
        return mistakes.Count == before ? new(kind, settings) : null;
    }

    private SignalSource? KindOf(WrittenSource written)
    {
        var names = kinds.Select(kind => kind.Kind).ToList();
        if (written[WrittenSource.Kind] is not { } name)
        {
            mistakes.Add(Wrong(written, WrittenSource.Kind, $"is missing; it is one of {string.Join(", ", names)}"));
            return null;
        }

        var kind = kinds.FirstOrDefault(kind => string.Equals(kind.Kind, name, StringComparison.OrdinalIgnoreCase));
        if (kind is null)
        {
            mistakes.Add(Wrong(written, WrittenSource.Kind, $"'{name}' is not known; {(Nearest.To(name, names) is { } near
                ? $"did you mean {near}?"
                : $"it is one of {string.Join(", ", names)}")}"));
        }

        return kind;
    }

    /// <summary>A key that nobody reads is a mistake: a topic written wrong would let every topic in.</summary>
    private void LookForStrangers(WrittenSource written, SignalSource kind)
    {
        List<string> known = [.. CommonKeys, .. kind.ExtraKeys];
        if (kind.Repeats)
            known.Add(WrittenSource.RepeatsWithin);
        foreach (var key in written.Values.Keys.Where(key => !known.Contains(key, StringComparer.OrdinalIgnoreCase)))
        {
            mistakes.Add(Wrong(written, key, Nearest.To(key, known) is { } near
                ? $"is not a setting of {kind.Kind}; did you mean {near}?"
                : $"is not a setting of {kind.Kind}; it has {string.Join(", ", known)}"));
        }
    }

    /// <summary>Whether a channel of that name is there, only its platform can tell, which may be away at the start.</summary>
    private void LookAtRoom(WrittenSource written)
    {
        if (written[WrittenSource.Room] is not { } room)
            return;
        if (room.TrimStart('#').Length == 0 || room.Any(char.IsControl))
            mistakes.Add(Wrong(written, WrittenSource.Room, "names no channel; a channel's name such as #war-room is right, its id, or platform/workspace/channel"));
        if (!room.Contains('/', StringComparison.Ordinal))
            return;
        if (room.Split('/') is not [var platform, { Length: > 0 }, { Length: > 0 }])
            mistakes.Add(Wrong(written, WrittenSource.Room, $"'{room}' is not platform/workspace/channel"));
        else if (!platforms.Contains(platform))
            mistakes.Add(Wrong(written, WrittenSource.Room, $"'{room}' is on a platform that is not set up; {PlatformWords()}"));
    }

    private string PlatformWords() => platforms.Count == 0 ? "none is" : $"there is {string.Join(" and ", platforms)}";

    private SignalSeverity? SeverityOf(WrittenSource written, string key, string? word)
    {
        if (word is null)
            return null;
        if (Enum.TryParse<SignalSeverity>(word.Trim(), ignoreCase: true, out var severity) && Enum.IsDefined(severity) && !char.IsAsciiDigit(word.Trim()[0]))
            return severity;
        mistakes.Add(Wrong(written, key, $"'{word}' is none of P0, P1, P2, P3"));
        return null;
    }

    private TimeSpan? RepeatsOf(WrittenSource written)
    {
        if (written[WrittenSource.RepeatsWithin] is not { } text)
            return null;
        if (Durations.TryParse(text, out var duration) && duration > TimeSpan.Zero)
            return duration;
        mistakes.Add(Wrong(written, WrittenSource.RepeatsWithin, $"'{text}' is no duration such as 4h15m"));
        return null;
    }

    private static string Wrong(WrittenSource written, string key, string why) => $"{AlertsOptions.Section}:{written.Name}:{key} {why}";
}

/// <summary>An alert source that may send.</summary>
internal sealed record ConfiguredSource(SignalSource Kind, SourceSettings Settings);
