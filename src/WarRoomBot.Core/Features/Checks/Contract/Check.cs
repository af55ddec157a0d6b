using System.Globalization;
using System.Text.Json.Serialization;
using WarRoomBot.Chat;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Checks.Contract;

/// <summary>One due moment of the schedule, once it is due: what was measured and who answered what. Transitions are pure.</summary>
internal sealed record Check
{
    /// <summary>Its place in the room's schedule, from 0; those of routines come after it, in the order in which they were posted.</summary>
    public required int Number { get; init; }

    /// <summary>Offset from T0.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>Or the routine, when it came by the calendar.</summary>
    public required string Phase { get; init; }

    /// <summary>The day a routine's check belongs to, in the plan's time zone; null for a check of the schedule.</summary>
    public DateOnly? Day { get; init; }
    public required IReadOnlyList<string> Metrics { get; init; }
    public required IReadOnlyList<Asked> Questions { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public required DateTimeOffset PostedAt { get; init; }

    /// <summary>Earlier checks that fell due while nobody could post them; this one stands for them too.</summary>
    public IReadOnlyList<TimeSpan> StandsFor { get; init; } = [];

    /// <summary>How each metric stood; null until measured.</summary>
    public IReadOnlyList<Measured>? Figures { get; init; }
    public DateTimeOffset? MeasuredAt { get; init; }
    public int Reminders { get; init; }

    /// <summary>No more answers are taken.</summary>
    public bool Closed { get; init; }

    /// <summary>What people call it: <c>T+10m</c>, <c>Daily health check of 23 Nov 2026</c>.</summary>
    [JsonIgnore]
    public string Label => Day is { } day ? string.Create(CultureInfo.InvariantCulture, $"{Phase} of {day:d MMM yyyy}") : Durations.Offset(At);

    [JsonIgnore]
    public bool IsLate => StandsFor.Count > 0 || PostedAt - DueAt > TimeSpan.FromMinutes(1);

    [JsonIgnore]
    public IEnumerable<Asked> Unanswered => Questions.Where(question => question.Answer is null);

    [JsonIgnore]
    public bool IsAnswered => Questions.All(question => question.Answer is not null);

    /// <summary>It was closed with questions open: no answer counts any more.</summary>
    [JsonIgnore]
    public bool IsMissed => Closed && !IsAnswered;

    public Check WithFigures(IReadOnlyList<Measured> figures, DateTimeOffset at) => this with { Figures = figures, MeasuredAt = at };

    /// <summary>A later answer replaces an earlier one; the record keeps both.</summary>
    public Check WithAnswer(string question, Answer answer) => this with
    {
        Questions = [.. Questions.Select(asked => asked.Name == question ? asked with { Answer = answer } : asked)],
    };

    public Check Close() => this with { Closed = true };

    /// <summary>People and measurement say different things: the one metric a question is about stands badly, and somebody said OK.</summary>
    public Measured? Contradicts(Asked question) =>
        question is { About: { } metric, Answer.Verdict: Verdict.Ok }
            ? Figures?.FirstOrDefault(figure => figure.Metric == metric && figure.Level is Level.Critical or Level.Warning)
            : null;
}

/// <param name="Owner">The role that is reminded; null for nobody in particular.</param>
/// <param name="About">The metric that measures the same; null for none.</param>
internal sealed record Asked(string Name, string Text, string? Owner, string? About)
{
    public Answer? Answer { get; init; }

    public static Asked Of(Question question) => new(question.Name, question.Text, question.Owner, question.About);
}

internal sealed record Answer(Verdict Verdict, Person By, DateTimeOffset At, string? Note);

[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
internal enum Verdict
{
    Ok,
    Watch,
    Problem,
}

/// <summary>A metric as the check found it.</summary>
internal sealed record Measured(string Metric, Level Level, string Value);
