using System.Text.Json.Nodes;

namespace WarRoomBot.Plans;

/// <summary>
/// How one kind of value is written in a plan file: reads it, tells every mistake in it, and describes itself for the JSON Schema, so that
/// the file format is written down once. <see cref="Shapes"/> has those there are.
/// </summary>
public abstract class Shape<T>
{
    /// <summary>Reads <paramref name="node"/>; on a mistake tells it and returns null or default.</summary>
    /// <remarks>Goes on after a mistake as far as it can: all of a file's mistakes are told at once.</remarks>
    public abstract T? Read(PlanNode node, Mistakes mistakes);

    /// <summary>The JSON Schema (draft 2020-12) of what <see cref="Read"/> takes; a new object each time.</summary>
    public abstract JsonObject Schema();

    /// <summary>Like <see cref="Read"/>, with the place; null after a mistake, even where a default could be taken for a value.</summary>
    internal Placed<T>? Find(PlanNode node, Mistakes mistakes)
    {
        if (node is PlanNode.Scalar { IsTold: true })
            return null;
        var before = mistakes.Count;
        var value = Read(node, mistakes);
        return value is null || (default(T) is not null && mistakes.Count > before) ? null : new(value, node);
    }
}

/// <summary>A value and the place in the file where it stands, for what is wrong with it beyond its form.</summary>
public sealed record Placed<T>(T Value, PlanNode At);

/// <summary>An entry whose name the author chose.</summary>
/// <param name="Value">Null after a mistake: the name is known all the same.</param>
public sealed record Named<T>(Placed<string> Name, Placed<T>? Value);
