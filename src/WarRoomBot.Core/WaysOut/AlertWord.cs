using System.Text.Json.Serialization;
using WarRoomBot.Signals;

namespace WarRoomBot.WaysOut;

/// <summary>What is said of an alert outside chat: the state it is in now. Each gateway takes what it has room for.</summary>
public sealed record AlertWord
{
    /// <summary>The same from firing to resolved, and of no other alert: <c>warroom/7/1772539200/3</c>. At most 255 letters.</summary>
    public required string Key { get; init; }

    /// <summary>The same for the same word said twice, because nobody knows whether it arrived.</summary>
    public required string Id { get; init; }

    public required AlertStage Stage { get; init; }

    public required SignalSeverity Severity { get; init; }

    /// <summary>One line: severity, what is wrong, its state.</summary>
    public required string Headline { get; init; }

    /// <summary>What else is known, one line each; without secrets, like a card.</summary>
    public required IReadOnlyList<WordLine> Lines { get; init; }

    /// <summary>Of whom it comes: the plan's title and what was deployed.</summary>
    public required string Room { get; init; }

    /// <summary>What fired at its source, or the metric's name.</summary>
    public required string Class { get; init; }

    public required DateTimeOffset FiredAt { get; init; }

    /// <summary>Http or https addresses with what they lead to.</summary>
    public required IReadOnlyList<WordLink> Links { get; init; }

    public required bool IsRehearsal { get; init; }
}

/// <param name="Name">What it is: <c>Called</c>.</param>
public sealed record WordLine(string Name, string Text);

public sealed record WordLink(string Text, string Address);

[JsonConverter(typeof(JsonStringEnumConverter<AlertStage>))]
public enum AlertStage
{
    Firing,
    Acknowledged,
    Resolved,
}
