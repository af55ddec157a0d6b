using WarRoomBot.Chat;
using WarRoomBot.Web.Rendering;

namespace WarRoomBot.Web.LocalChat;

/// <summary>Who looks at which channel: what everything on the page needs to know.</summary>
public sealed record Viewer(string Channel, Person Person)
{
    /// <summary>The page itself; it keeps the name, so that two windows may be two people.</summary>
    public string Address => $"/chat/{Channel}?as={Uri.EscapeDataString(Person.Name)}";

    public string Of(string what) => $"/chat/{Channel}/{what}";

    public PressTarget Press(long message) => new(Of("press"), Person, message);

    public string OtherChannel(string channel) => (this with { Channel = channel }).Address;
}

/// <summary>A channel as one reader sees it.</summary>
public sealed record ChannelView
{
    public required Viewer Viewer { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<ChatMessage> Pinned { get; init; }

    public required IReadOnlyList<string> Channels { get; init; }

    public required IReadOnlyList<ChatCommand> Commands { get; init; }

    /// <summary>There are older messages than those shown.</summary>
    public required bool HasEarlier { get; init; }

    /// <summary>What changes from here on is shown as it happens; null for a page that looks back.</summary>
    public required long? Newest { get; init; }

    /// <summary>What was typed and not taken.</summary>
    public string Draft { get; init; } = "";

    /// <summary>Why it was not taken.</summary>
    public string? Problem { get; init; }

    /// <summary>What was given as a name and is none; null when nothing was.</summary>
    public string? NoName { get; init; }

    /// <summary>Why it is none.</summary>
    public string? NameProblem { get; init; }

    /// <summary>A form to be filled in before anything else.</summary>
    public FormQuestion? Form { get; init; }

    /// <summary>A press to be confirmed before it counts.</summary>
    public ConfirmQuestion? Confirm { get; init; }
}

/// <summary>A form as it is shown.</summary>
/// <param name="Values">What was filled in, by field id; fields that are absent show what they begin with.</param>
/// <param name="Wrong">Sentences by field id.</param>
public sealed record FormQuestion(Viewer Viewer, Form Form, IReadOnlyDictionary<string, string>? Values, IReadOnlyDictionary<string, string> Wrong)
{
    /// <summary>What is wrong with no field in particular.</summary>
    public string? WrongAltogether => string.Join(' ', Wrong.Where(wrong => Form.Fields.All(asked => asked.Id != wrong.Key)).Select(wrong => wrong.Value)) is { Length: > 0 } sentences
        ? sentences
        : null;
}

/// <summary>A button that wants to be confirmed.</summary>
public sealed record ConfirmQuestion(Viewer Viewer, long Message, Cards.Button Button);
