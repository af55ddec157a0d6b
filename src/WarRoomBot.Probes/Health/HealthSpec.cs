using System.Globalization;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;

namespace WarRoomBot.Probes.Health;

/// <summary>Up or down: a status, and what the answer must say.</summary>
internal sealed record HealthSpec : ProbeSpec
{
    public required HttpAsk Ask { get; init; }

    public ValueList<StatusRange> Statuses { get; init; } = [new(200, 200)];

    public ValueList<Expectation> Expect { get; init; } = [];

    /// <summary>How often it is tried before it counts as down; at least 1.</summary>
    public int Attempts { get; init; } = 2;

    /// <summary>Between two attempts, in the room's own time.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    public override string Origin =>
        Expect.Count == 0 ? Ask.Words : $"{Ask.Words} → {string.Join(", ", Expect.Select(expectation => expectation.Select.Text))}";

    public override string? Host => Ask.Host;

    public override Unit? Unit => Plans.Unit.UpDown;
}

/// <summary>Statuses from <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
internal readonly record struct StatusRange(int First, int Last)
{
    public bool Holds(int status) => status >= First && status <= Last;

    /// <returns>Null when it is none of <c>200</c>, <c>2xx</c>, <c>200-204</c>.</returns>
    public static StatusRange? Parse(string text)
    {
        if (text is [>= '1' and <= '5', 'x', 'x'])
            return new((text[0] - '0') * 100, ((text[0] - '0') * 100) + 99);
        var parts = text.Split('-');
        return parts.Length <= 2 && Status(parts[0].Trim()) is { } first && Status(parts[^1].Trim()) is { } last && first <= last
            ? new(first, last)
            : null;
    }

    private static int? Status(string text) =>
        text is [>= '1' and <= '5', _, _] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;
}
