using System.Text.Json.Nodes;

namespace WarRoomBot.Plans.Format;

/// <summary>How long a room lasts: a duration, or <c>none</c> for a standing room.</summary>
internal sealed class RoomLengthShape : Shape<RoomLength>
{
    private const string None = "none";

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    public override RoomLength? Read(PlanNode node, Mistakes mistakes)
    {
        if (node is PlanNode.Scalar { IsNothing: false } scalar)
        {
            if (scalar.Text.Trim() == None)
                return new(null);
            if (Durations.TryParse(scalar.Text, out var duration) && duration >= Shortest && duration <= Longest)
                return new(duration);
        }

        mistakes.Unfit(
            node, $"a duration from {Durations.Written(Shortest)} to {Durations.Written(Longest)}", $"write 48h, for instance, or {None} for a standing room, without an end");
        return null;
    }

    public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = $"{Durations.Pattern}|^{None}$|{Shapes.Placeholder}" };
}

/// <param name="Time">Null for a standing room.</param>
internal sealed record RoomLength(TimeSpan? Time);
