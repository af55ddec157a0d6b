using System.Text.Json;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Probes.Selecting;

/// <summary>Reads one value of an answer as a figure or a yes or no. What is not a figure never becomes one.</summary>
/// <param name="unit">What the plan says the source counts in; null when it counts in the metric's own unit.</param>
internal sealed class Figure(SourceUnit? unit, Secrets secrets)
{
    /// <exception cref="InvalidOperationException">The text is not valid Unicode.</exception>
    public Reading Of(Found found) => Of(secrets.Clip(found.Path), found.Element);

    private Reading Of(string path, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => Number(path, element.GetDouble(), unit),
        JsonValueKind.String => Text(path, element.GetString()!),
        JsonValueKind.True => Truth(path, true),
        JsonValueKind.False => Truth(path, false),
        JsonValueKind.Null => new Reading.NoData($"{path} is null"),
        JsonValueKind.Array => new Reading.Failed(
            Failure.Configuration, $"{path} is a list; say which of its values, as in {path}[0] or max({path}[*])"),
        _ => new Reading.Failed(Failure.Configuration, $"{path} is an object; say which of its values"),
    };

    private Reading Text(string path, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new Reading.NoData($"{path} is empty");
        if (bool.TryParse(text, out var truth))
            return Truth(path, truth);
        if (!SourceUnit.TryRead(text, out var number, out var written))
            return new Reading.Failed(Failure.NotUnderstood, $"{path} is {secrets.Quote(text)}, not a number");
        return written is not null && unit is not null && written.Unit != unit.Unit
            ? new Reading.Failed(Failure.NotUnderstood, $"{path} is {secrets.Quote(text)}, but the plan reads it as {unit.Name}")
            : Number(path, number, written ?? unit);
    }

    private static Reading Number(string path, double number, SourceUnit? unit)
    {
        var value = number * (unit?.Factor ?? 1);
        return double.IsFinite(value) ? new Reading.Number(value) : new Reading.NoData($"{path} is not a finite number");
    }

    private Reading Truth(string path, bool value) => unit is null
        ? new Reading.Truth(value, value ? null : $"{path} is false")
        : new Reading.Failed(Failure.NotUnderstood, $"{path} is {(value ? "true" : "false")}, but the plan reads it as {unit.Name}");
}
