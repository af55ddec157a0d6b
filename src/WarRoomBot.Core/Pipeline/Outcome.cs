using WarRoomBot.Cards;
using WarRoomBot.Chat;

namespace WarRoomBot.Pipeline;

/// <summary>
/// What should happen because of one message: written in the same transaction as the change of state, carried out afterwards.
/// A handler builds one and returns it.
/// </summary>
public sealed class Outcome
{
    private readonly List<Effect> _effects = [];

    public IReadOnlyList<Effect> Effects => _effects;

    /// <summary>Nothing to tell anybody.</summary>
    public static Outcome Nothing => new();

    /// <summary>Only a sentence for the person who asked: a refusal, or an answer that concerns nobody else.</summary>
    public static Outcome Answer(ChatEvent asked, RichText sentence) => new Outcome().Reply(asked, Card.Text(sentence));

    public Outcome Add(Effect effect)
    {
        _effects.Add(effect);
        return this;
    }

    /// <summary>Takes over all that <paramref name="other"/> wants to happen.</summary>
    public Outcome Also(Outcome other)
    {
        _effects.AddRange(other._effects);
        return this;
    }

    /// <summary>Shows something only to the person who asked; who asked for all to see is answered in the thread of what they said.</summary>
    public Outcome Reply(ChatEvent asked, Card card) => Add(new Notice($"reply/{asked.Key}/{_effects.Count}", asked.Conversation, card)
    {
        To = asked.Thread is null ? asked.Person : null,
        ReplyTo = asked.Thread is null ? asked.Reply : null,
        Under = asked.Thread,
        Priority = asked.Thread is null ? Priority.Routine : Priority.Answer,
    });
}

/// <summary>One thing that should happen.</summary>
public abstract record Effect;

/// <summary>
/// A living message: posted once, edited in place whenever it is shown again with other content. Latest wins; showing the same
/// content again costs nothing.
/// </summary>
/// <param name="Key">The thing it shows, such as <c>room/7/board</c>.</param>
public sealed record Show(string Key, Conversation Conversation, Card Card) : Effect
{
    public Priority Priority { get; init; } = Priority.Routine;

    /// <summary>Pinned to the conversation once posted.</summary>
    public bool Pinned { get; init; }

    /// <summary>The key of the card whose thread it is posted in; null for the conversation itself.</summary>
    public string? ThreadOf { get; init; }

    /// <summary>The platform's id of a message that somebody wrote, in whose thread it is posted; null for none.</summary>
    public string? Under { get; init; }

    /// <summary>Posted anew, so that people are notified again, and the earlier message removed: replaced, not stacked.</summary>
    public bool Again { get; init; }

    /// <summary>Told, to this reply handle, if the platform refuses the card for good.</summary>
    public string? ReplyTo { get; init; }
}

/// <summary>Removes the living message again; harmless when it never was posted.</summary>
public sealed record Withdraw(string Key) : Effect;

/// <summary>A conversation takes messages again: the living ones that it refused are tried again.</summary>
public sealed record TryAgain(Conversation Conversation) : Effect;

/// <summary>A message sent once.</summary>
/// <param name="Key">Unique: the same key is sent only once, however often it is asked for.</param>
public sealed record Notice(string Key, Conversation Conversation, Card Card) : Effect
{
    public Priority Priority { get; init; } = Priority.Routine;

    /// <summary>The key of the card whose thread it belongs to; null for the conversation itself.</summary>
    public string? ThreadOf { get; init; }

    /// <summary>The platform's id of a message that somebody wrote, in whose thread it is posted; null for none.</summary>
    public string? Under { get; init; }

    /// <summary>Only this person sees it; null for everybody.</summary>
    public Person? To { get; init; }

    /// <summary>The platform's handle for answering that person; without one it goes to the conversation, shown only to them.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>
    /// Shown with the card, which says what it is; null for none. Where the chat takes no files the text follows the card, cut. What only one
    /// person sees has no file.
    /// </summary>
    public ChatFile? File { get; init; }
}

/// <summary>
/// Work outside chat, such as measuring. Its result comes back in through the inbox as <c>done/{kind}</c>.
/// </summary>
/// <param name="Key">Unique: the same key is carried out only once.</param>
/// <param name="Kind">Names the <see cref="Delivery.IPerformer"/>.</param>
/// <param name="Lane">The lane its result is handled in.</param>
/// <param name="Body">JSON for the performer.</param>
public sealed record Perform(string Key, string Kind, string Lane, string Body) : Effect;

/// <summary>A moment at which something falls due. The same key again moves it.</summary>
/// <param name="Kind">Names the handler; see <see cref="Routes.AddDue{T}"/>.</param>
/// <param name="At">UTC wall-clock time, with the room's pace already applied.</param>
/// <param name="Subject">What it is about, for the handler: as a rule the room's number.</param>
public sealed record FallsDue(string Key, string Lane, string Kind, DateTimeOffset At, string Subject) : Effect;

/// <summary>Takes a due moment back; harmless when it is gone already.</summary>
public sealed record CallOff(string Key) : Effect;

/// <summary>A line in the room's append-only record.</summary>
/// <param name="What">A stable word such as <c>check-answered</c>: reports look for it.</param>
/// <param name="By">Who did it; null for the bot itself.</param>
/// <param name="Data">JSON with the particulars; null for none.</param>
public sealed record Record(long Room, string What, Person? By, string Text, string? Data = null) : Effect;

/// <summary>Tells the features above that something happened; each subscriber handles it in a turn of its own.</summary>
/// <param name="Name">A stable word such as <c>room-changed</c>.</param>
/// <param name="Subject">As a rule the room's number.</param>
public sealed record Fact(string Name, string Lane, string Subject) : Effect;

/// <summary>What goes first when not everything can go at once.</summary>
public enum Priority
{
    /// <summary>Severity P0 and P1: never waits behind anything below.</summary>
    Urgent = 0,

    /// <summary>The answer to what a person has just done.</summary>
    Answer = 1,

    /// <summary>Checks, alerts of lower severity.</summary>
    Routine = 2,

    /// <summary>Boards and other housekeeping.</summary>
    Background = 3,
}
