using System.Diagnostics;
using System.Text.Json;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Probes.Selecting;

/// <summary>Makes one reading of what a selection finds in a document.</summary>
internal static class Figures
{
    /// <param name="unit">What the plan says the source counts in; null when it counts in the metric's own unit.</param>
    /// <param name="empty">
    /// What it means that there is nothing: a list without items, a filter that nothing passes, null. Null for no data.
    /// </param>
    /// <returns>In a list, what is null or not finite is left out; what cannot be understood spoils the whole.</returns>
    public static Reading Of(Selection selection, JsonElement root, SourceUnit? unit, Reading? empty, Secrets secrets)
    {
        try
        {
            return selection.Select(root) switch
            {
                Selected.Missing missing => new Reading.NoData($"{missing.Path} is missing from the answer"),
                Selected.Elements elements => Of(selection, elements.Items, new Figure(unit, secrets), empty),
                _ => throw new UnreachableException(),
            };
        }
        catch (InvalidOperationException)
        {
            // The reader of JSON checks text only when it is asked for: half a surrogate pair ends here.
            return new Reading.Failed(Failure.NotUnderstood, "the answer holds broken text");
        }
    }

    private static Reading Of(Selection selection, IReadOnlyList<Found> found, Figure figure, Reading? empty)
    {
        if (selection.Aggregate == Aggregate.Count)
            return new Reading.Number(found.Count(item => !IsNull(item)));
        if (found.Count == 0)
            return empty ?? new Reading.NoData($"{selection.Text} finds nothing");
        if (found.All(IsNull))
            return empty ?? figure.Of(found[0]);
        if (selection.Aggregate is not (Aggregate.None or Aggregate.Length))
            return Taken(selection, [.. found.Select(figure.Of)]);
        if (found.Count > 1)
            return new Reading.Failed(
                Failure.Configuration, $"{selection.Text} finds {found.Count} values; say which, or take max, min, sum, avg or count");
        return selection.Aggregate == Aggregate.Length ? Length(selection, found[0]) : figure.Of(found[0]);
    }

    private static Reading Taken(Selection selection, List<Reading> readings)
    {
        if (readings.FirstOrDefault(reading => reading is Reading.Failed) is { } failed)
            return failed;
        if (readings.Any(reading => reading is Reading.Truth))
            return new Reading.Failed(Failure.NotUnderstood, $"{selection.Text} finds yes or no, not numbers");
        var numbers = readings.OfType<Reading.Number>().Select(number => number.Value).ToList();
        if (numbers.Count == 0)
            return readings[0];
        var value = selection.Aggregate switch
        {
            Aggregate.Max => numbers.Max(),
            Aggregate.Min => numbers.Min(),
            Aggregate.Sum => numbers.Sum(),
            Aggregate.Avg => numbers.Average(),
            _ => throw new UnreachableException(),
        };
        return double.IsFinite(value) ? new Reading.Number(value) : new Reading.NoData($"{selection.Text} is not a finite number");
    }

    private static Reading Length(Selection selection, Found found) => found.Element.ValueKind switch
    {
        JsonValueKind.Array => new Reading.Number(found.Element.GetArrayLength()),
        JsonValueKind.Object => new Reading.Number(found.Element.GetPropertyCount()),
        _ => new Reading.Failed(Failure.NotUnderstood, $"{selection.Text} has no list to count"),
    };

    private static bool IsNull(Found found) => found.Element.ValueKind == JsonValueKind.Null;
}
