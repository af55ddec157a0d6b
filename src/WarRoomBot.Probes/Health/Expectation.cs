using System.Diagnostics;
using System.Text.Json;
using WarRoomBot.Probes.Network;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.Health;

/// <summary>Something that the answer must say; where the selection finds many values, each of them must.</summary>
internal sealed record Expectation(Selection Select, Wanted Wanted)
{
    /// <summary>What is not as it should be, in a few words; null when it is met.</summary>
    public string? Unmet(JsonElement root, Secrets secrets)
    {
        try
        {
            return Select.Aggregate == Aggregate.None ? UnmetByValue(root, secrets) : UnmetByFigure(root, secrets);
        }
        catch (InvalidOperationException)
        {
            return "the answer holds broken text";
        }
    }

    private string? UnmetByValue(JsonElement root, Secrets secrets) => Select.Select(root) switch
    {
        Selected.Missing missing => $"{missing.Path} is missing",
        Selected.Elements { Lacking: [var path, ..] } => $"{secrets.Clip(path)} is missing",
        Selected.Elements { Items.Count: 0 } => $"{Select.Text} finds nothing",
        Selected.Elements found => found.Items
            .Where(item => !Wanted.Holds(item.Element))
            .Select(item => $"{secrets.Clip(item.Path)} is {Shown(item.Element, secrets)}, wanted {Wanted.Words}")
            .FirstOrDefault(),
        _ => throw new UnreachableException(),
    };

    private string? UnmetByFigure(JsonElement root, Secrets secrets) => Figures.Of(Select, root, null, null, secrets) switch
    {
        Reading.Number figure when Wanted.Holds(JsonSerializer.SerializeToElement(figure.Value)) => null,
        Reading.Number figure => $"{Select.Text} is {JsonSerializer.Serialize(figure.Value)}, wanted {Wanted.Words}",
        Reading.NoData none => none.Why,
        Reading.Failed failed => failed.Why,
        _ => $"{Select.Text} is not a number",
    };

    private static string Shown(JsonElement value, Secrets secrets) => value.ValueKind switch
    {
        JsonValueKind.String => secrets.Quote(value.GetString()!),
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => value.GetRawText(),
    };
}
