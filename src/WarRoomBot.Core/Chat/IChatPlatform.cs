using WarRoomBot.Cards;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Chat;

/// <summary>
/// A chat platform, seen from the one door out. It knows messages, not features: a new feature needs nothing new here.
/// Implementations bound every call by a time-out of their own, map each failure to one of the answers of <see cref="Delivered"/>,
/// and throw only when cancelled.
/// </summary>
public interface IChatPlatform
{
    /// <summary>The first part of its <see cref="Conversation"/>s.</summary>
    string Name { get; }

    /// <summary>The longest a call may take before <see cref="Delivered.Unsure"/> is answered.</summary>
    TimeSpan Timeout { get; }

    /// <summary>
    /// Asks the platform's rate limits for one call. Zero: go, and it is counted. Otherwise nothing is counted, and this is how long to wait
    /// before asking again.
    /// </summary>
    TimeSpan Take(ChatCall call, Conversation conversation, Priority priority);

    /// <summary>Posts a message, marked with <see cref="Message.Op"/> so that <see cref="FindAsync"/> can find it.</summary>
    Task<Delivered> PostAsync(Message message, CancellationToken cancellationToken);

    /// <summary>Replaces the content of a message posted earlier. Doing it twice does no harm.</summary>
    Task<Delivered> EditAsync(Message message, string handle, CancellationToken cancellationToken);

    /// <summary>Removes a message posted earlier; one that is gone already counts as removed.</summary>
    Task<Delivered> DeleteAsync(Conversation conversation, string handle, CancellationToken cancellationToken);

    /// <summary>Pins a message; one that is pinned already counts as done.</summary>
    Task<Delivered> PinAsync(Conversation conversation, string handle, CancellationToken cancellationToken);

    /// <summary>
    /// Looks for a message whose posting was not answered: <see cref="Delivered.Done"/> with its handle, or <see cref="Delivered.Gone"/>
    /// when it never arrived.
    /// </summary>
    /// <param name="message">As it was posted; found by <see cref="Message.Op"/>.</param>
    /// <param name="since">When the attempt began.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    Task<Delivered> FindAsync(Message message, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Opens a form for the person who asked for it; what they send in belongs to the conversation they asked in.</summary>
    /// <returns>False when the platform refused, as a rule because the few seconds of <see cref="ChatEvent.Trigger"/> were over.</returns>
    Task<bool> OpenFormAsync(ChatEvent asked, Form form, CancellationToken cancellationToken);
}

/// <summary>The calls that platforms limit separately.</summary>
public enum ChatCall
{
    Post,
    Whisper,
    Edit,
    Delete,
    Pin,
    Find,

    /// <summary>See <see cref="IFiles"/>.</summary>
    Upload,
}

/// <summary>A message on its way.</summary>
/// <param name="Op">Unique for this message; travels with it, invisibly.</param>
public sealed record Message(Conversation Conversation, Card Card, string Op)
{
    /// <summary>The handle of the message whose thread it belongs to.</summary>
    public string? Thread { get; init; }

    /// <summary>Only this person sees it. Such a message can neither be found nor edited later.</summary>
    public Person? To { get; init; }

    /// <summary>The platform's handle for answering that person.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>
    /// Shown with it; null for none. Such a message is neither edited nor looked for by <see cref="Op"/> alone: the file's id tells it from
    /// all others.
    /// </summary>
    public UploadedFile? File { get; init; }
}

/// <summary>What became of a call to a platform.</summary>
public abstract record Delivered
{
    private Delivered()
    {
    }

    /// <summary>It happened.</summary>
    /// <param name="Handle">The platform's id of the message.</param>
    public sealed record Done(string Handle) : Delivered;

    /// <summary>It did not happen, and may be tried again.</summary>
    /// <param name="After">Not before this has passed; null leaves it to the caller.</param>
    /// <param name="Unreachable">The platform as a whole does not answer, so trying other messages is no use either.</param>
    public sealed record Later(TimeSpan? After, string Why, bool Unreachable = false) : Delivered;

    /// <summary>It may have happened: the answer was lost.</summary>
    public sealed record Unsure(string Why) : Delivered;

    /// <summary>The message it was about does not exist (any more).</summary>
    /// <param name="File">It is the uploaded file that does not: it has to be brought anew.</param>
    public sealed record Gone(string Why, bool File = false) : Delivered;

    /// <summary>The platform will never take it as it is.</summary>
    /// <param name="Why">For the log: the platform's own word.</param>
    /// <param name="Advice">One sentence for the person concerned that says what would be right.</param>
    public sealed record Rejected(string Why, string Advice) : Delivered
    {
        /// <summary>The conversation takes nothing at all any more: it was archived or removed, or the bot was put out of it.</summary>
        public bool IsClosed { get; init; }
    }
}
