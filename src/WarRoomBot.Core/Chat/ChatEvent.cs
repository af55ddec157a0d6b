using System.Text.Json.Serialization;

namespace WarRoomBot.Chat;

/// <summary>Something a person did in chat, in the product's own words: what an adapter makes of a verified request.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "did")]
[JsonDerivedType(typeof(Typed), "typed")]
[JsonDerivedType(typeof(Pressed), "pressed")]
[JsonDerivedType(typeof(Submitted), "submitted")]
[JsonDerivedType(typeof(MessageTouched), "touched")]
[JsonDerivedType(typeof(HomeOpened), "home")]
[JsonDerivedType(typeof(PersonChanged), "person")]
[JsonDerivedType(typeof(ChannelChanged), "channel")]
[JsonDerivedType(typeof(CardTakenAway), "taken-away")]
[JsonDerivedType(typeof(DirectMessage), "direct")]
public abstract record ChatEvent
{
    /// <summary>Unique over all time: the platform's id of this delivery, so that a redelivery is recognised.</summary>
    public required string Key { get; init; }

    /// <summary>Where it happened, and where the answer goes.</summary>
    public required Conversation Conversation { get; init; }

    /// <summary>The channel's name without <c>#</c>, where the platform tells it.</summary>
    public string? ConversationName { get; init; }

    public required Person Person { get; init; }

    /// <summary>The platform's handle for answering only this person (Slack's response_url); null where there is none.</summary>
    public string? Reply { get; init; }

    /// <summary>
    /// The platform's id of the message it was said in, or of the one whose thread that stands in; the answer goes into the thread, for everybody
    /// there to see. Null for what is answered to this person alone.
    /// </summary>
    public string? Thread { get; init; }

    /// <summary>The platform's short-lived right to open a form; never stored.</summary>
    [JsonIgnore]
    public string? Trigger { get; init; }
}

/// <summary>A command was typed.</summary>
public sealed record Typed : ChatEvent
{
    /// <summary>Without the slash: <c>warroom</c> or <c>incident</c>.</summary>
    public required string Command { get; init; }

    /// <summary>
    /// What followed the command, as plain text: the platform's markup is undone, and each mention reads <c>@name</c>.
    /// The router takes the first word off before a handler sees it.
    /// </summary>
    public required string Text { get; init; }

    /// <summary>The people mentioned in <see cref="Text"/>, in order.</summary>
    public IReadOnlyList<Person> Mentions { get; init; } = [];

    /// <summary>The groups of people mentioned in <see cref="Text"/>, in order; who is in them is not known yet.</summary>
    public IReadOnlyList<Person> Groups { get; init; } = [];
}

/// <summary>A button was pressed.</summary>
public sealed record Pressed : ChatEvent
{
    /// <summary>The button's <see cref="Cards.Button.Action"/>.</summary>
    public required string Action { get; init; }

    /// <summary>The button's <see cref="Cards.Button.Value"/>.</summary>
    public required string Value { get; init; }
}

/// <summary>A form was sent in; its fields were already found valid.</summary>
public sealed record Submitted : ChatEvent
{
    /// <summary>The <see cref="Chat.Form.Id"/> of the form.</summary>
    public required string Form { get; init; }

    /// <summary>The <see cref="Chat.Form.Context"/> the form was opened with.</summary>
    public required string Context { get; init; }

    /// <summary>By field id; fields left empty are absent.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }
}

/// <summary>
/// Something happened to a message that somebody wrote. Channels are full of such things: only what a feature listens for is stored
/// (<see cref="IListener"/>).
/// </summary>
public sealed record MessageTouched : ChatEvent
{
    /// <summary>The platform's id of the message.</summary>
    public required string Message { get; init; }

    public required Touch What { get; init; }

    /// <summary>The emoji's name without colons; empty where there is none to it, or the platform has a single mark for timelines.</summary>
    public string Emoji { get; init; } = "";
}

/// <summary>
/// Somebody looks at the page that the platform keeps for them and the bot. Its conversation is that page: what is shown there replaces what
/// was, and only they see it.
/// </summary>
public sealed record HomeOpened : ChatEvent;

/// <summary>Somebody wrote to the bot alone; the conversation is theirs and the bot's.</summary>
public sealed record DirectMessage : ChatEvent
{
    /// <summary>In plain words.</summary>
    public required string Text { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<Touch>))]
public enum Touch
{
    /// <summary>Somebody put an emoji on it.</summary>
    Marked,

    /// <summary>Somebody took their emoji off it.</summary>
    Unmarked,
    Edited,
    Deleted,

    /// <summary>Somebody chose it from the menu beside it; once more takes it back.</summary>
    Chosen,
}

/// <summary>
/// Something changed about a person, which no message tells. The conversation is the one they left; of what concerns the whole workspace it has
/// no channel. Only what a feature listens for is stored (<see cref="IListener"/>).
/// </summary>
public sealed record PersonChanged : ChatEvent
{
    public required PersonNews What { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<PersonNews>))]
public enum PersonNews
{
    /// <summary>Their account in the workspace was deactivated.</summary>
    LeftWorkspace,
    LeftChannel,

    /// <summary>The person is a group: others are in it now.</summary>
    GroupChanged,
}

/// <summary>Something changed about the conversation as a whole. Only what a feature listens for is stored (<see cref="IListener"/>).</summary>
public sealed record ChannelChanged : ChatEvent
{
    public required ChannelNews What { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<ChannelNews>))]
public enum ChannelNews
{
    /// <summary>It takes no messages any more.</summary>
    Archived,
    Unarchived,

    /// <summary>Its name is <see cref="ChatEvent.ConversationName"/> now.</summary>
    Renamed,

    /// <summary>The bot was brought in.</summary>
    Entered,

    /// <summary>The bot was put out, and cannot come back by itself.</summary>
    PutOut,
}

/// <summary>A message of the bot was removed, by a person or by the bot itself. Only what a feature listens for is stored (<see cref="IListener"/>).</summary>
public sealed record CardTakenAway : ChatEvent
{
    /// <summary>The platform's id of the message.</summary>
    public required string Message { get; init; }
}
