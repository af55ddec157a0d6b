using System.Text.Json.Nodes;
using Humanizer;

namespace WarRoomBot.Plans;

/// <summary>One of a few words.</summary>
internal sealed class ChoiceShape<T>(IReadOnlyList<(string Word, T Value)> words) : Shape<T>
{
    public override T? Read(PlanNode node, Mistakes mistakes)
    {
        if (node is PlanNode.Scalar scalar)
        {
            foreach (var (word, value) in words)
            {
                if (word.Equals(scalar.Text, StringComparison.OrdinalIgnoreCase))
                    return value;
            }
        }

        var known = words.Select(choice => choice.Word).ToList();
        var nearest = node is PlanNode.Scalar { IsFilled: false } written ? Nearest.To(written.Text, known) : null;
        mistakes.Unfit(node, "one of the words for this", nearest is null ? $"write {known.Humanize("or")}" : $"did you mean '{nearest}'?");
        return default;
    }

    public override JsonObject Schema() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["enum"] = new JsonArray([.. words.Select(choice => Constant(choice.Word))]) },
            new JsonObject { ["type"] = "string", ["pattern"] = Shapes.Placeholder }),
    };

    /// <summary>YAML takes a bare true or false for more than a word.</summary>
    private static JsonNode Constant(string word) => bool.TryParse(word, out var flag) ? JsonValue.Create(flag) : JsonValue.Create(word)!;
}
