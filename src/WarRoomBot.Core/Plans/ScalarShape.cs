using System.Text.Json.Nodes;

namespace WarRoomBot.Plans;

/// <summary>A single value.</summary>
/// <param name="what">What it is, for people: <c>a duration</c>.</param>
/// <param name="remedy">How it is written, for people.</param>
internal sealed class ScalarShape<T>(string what, string remedy, JsonObject schema, ScalarShape<T>.Parser parse) : Shape<T>
{
    internal delegate bool Parser(PlanNode.Scalar scalar, out T value);

    public override T? Read(PlanNode node, Mistakes mistakes)
    {
        if (node is PlanNode.Scalar scalar && parse(scalar, out var value))
            return value;
        mistakes.Unfit(node, what, remedy);
        return default;
    }

    public override JsonObject Schema() => schema.DeepClone().AsObject();
}
