using System.Text.Json.Nodes;

namespace WarRoomBot.Plans;

/// <summary>
/// How one kind of value is written in a plan file: reads it, tells every mistake in it, and describes itself for the JSON Schema, so that
/// the file format is written down once.
/// </summary>
public abstract class Shape<T>
{
    /// <summary>Reads <paramref name="node"/>; on a mistake tells it and returns null or default.</summary>
    /// <remarks>Goes on after a mistake as far as it can: all of a file's mistakes are told at once.</remarks>
    public abstract T? Read(PlanNode node, Mistakes mistakes);

    /// <summary>The JSON Schema (draft 2020-12) of what <see cref="Read"/> takes.</summary>
    public abstract JsonObject Schema();
}
