using System.Text.Json.Serialization;
using WarRoomBot.Probes;

namespace WarRoomBot.Features.Metrics.Contract;

/// <summary>One reading of one metric at one time, as stored and passed on.</summary>
/// <param name="Metric">The metric's name in the plan.</param>
/// <param name="At">When the reading began, UTC.</param>
/// <param name="Value">The number, or 1 and 0 for yes and no; null when there was none.</param>
/// <param name="Why">Why there was no value, why it is a no, or what belongs beside the figure; null when there is nothing to explain.</param>
/// <param name="Took">How long it took.</param>
internal sealed record Sample(string Metric, DateTimeOffset At, SampleOutcome Outcome, double? Value, string? Why, TimeSpan Took)
{
    /// <summary>How far the reading came over a network; not stored.</summary>
    public Reach Reach { get; init; } = Reach.Nowhere;

    [JsonIgnore]
    public bool IsValue => Value is not null;

    [JsonIgnore]
    public bool IsTrue => Value > 0;

    public static Sample Of(string metric, DateTimeOffset at, Reading reading, TimeSpan took) => reading switch
    {
        Reading.Number number => new(metric, at, SampleOutcome.Number, number.Value, number.Note, took),
        Reading.Truth truth => new(metric, at, SampleOutcome.Truth, truth.Value ? 1 : 0, truth.Why, took),
        Reading.NoData noData => new(metric, at, SampleOutcome.NoData, null, noData.Why, took),
        Reading.Failed failed => new(metric, at, SampleOutcome.Failed, null, failed.Why, took),
        _ => throw new ArgumentOutOfRangeException(nameof(reading), reading, "no such reading"),
    };
}

[JsonConverter(typeof(JsonStringEnumConverter<SampleOutcome>))]
internal enum SampleOutcome : long
{
    Number = 1,
    Truth = 2,
    NoData = 3,
    Failed = 4,

    /// <summary>Could not be asked because the room saw nothing at all: it says nothing about the metric.</summary>
    Blind = 5,
}
