using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Delivery;

/// <summary>
/// One living message (a card) or one message sent once (a notice): what should be seen, and what is known of what is seen. The next
/// thing to do follows from the two alone, so a new process goes on where a dead one stopped.
/// </summary>
internal sealed record OutboxRow
{
    public required long Id { get; init; }
    public required string Key { get; init; }
    public required Conversation Conversation { get; init; }
    public required long Priority { get; init; }

    /// <summary>Lower goes first: the priority, or a place behind all others while the message keeps failing.</summary>
    public required long Rank { get; init; }
    public required OutboxState State { get; init; }
    public required string Body { get; init; }

    /// <summary>Counts the contents that should have been seen; <see cref="SentRevision"/> is the one that was.</summary>
    public required long Revision { get; init; }
    public required long SentRevision { get; init; }

    /// <summary>The message should be removed, and not come again.</summary>
    public required long Withdrawn { get; init; }

    /// <summary>The message should be removed and posted anew.</summary>
    public required long Repost { get; init; }

    /// <summary>0 not wanted, 1 wanted, 2 done.</summary>
    public required long Pinned { get; init; }

    /// <summary>The platform's id of the message; null while there is none.</summary>
    public string? Handle { get; init; }
    public string? ThreadOf { get; init; }

    /// <summary>The platform's id of a message of somebody's, in whose thread it stands.</summary>
    public string? Under { get; init; }
    public string? ToId { get; init; }
    public string? ToName { get; init; }
    public string? ReplyTo { get; init; }

    /// <summary>JSON of the <see cref="ChatFile"/> that goes with the message; null for none.</summary>
    public string? File { get; init; }

    /// <summary>The platform's id of the file; null while it is not there, empty when it is shown in words instead.</summary>
    public string? Upload { get; init; }

    /// <summary>The posting that was begun: its mark, when, and with which content.</summary>
    public string? Op { get; init; }
    public DateTimeOffset? AttemptAt { get; init; }
    public required long AttemptRevision { get; init; }

    public required long Attempts { get; init; }
    public required DateTimeOffset NextAt { get; init; }
    public string? Error { get; init; }

    /// <summary>A message that failed this often steps behind the others of its conversation.</summary>
    private const int StepsBehindAfter = 5;

    private const long Behind = 10;

    public Priority Urgency => (Priority)Priority;

    public Person? To => ToId is null ? null : new(ToId, ToName ?? ToId);

    /// <summary>The one next thing to do with the message; null when all is as it should be.</summary>
    public DeliveryStep? NextStep => this switch
    {
        { State: OutboxState.Rejected } => null,
        { State: OutboxState.Sending, ToId: not null } => DeliveryStep.LetGo,
        { State: OutboxState.Sending } => DeliveryStep.Find,
        { ToId: not null } => SentRevision < Revision ? DeliveryStep.Whisper : null,
        { Withdrawn: 1 } => Handle is null ? null : DeliveryStep.Delete,
        { Handle: null, File: not null, Upload: null } => DeliveryStep.Upload,
        { Handle: null } => DeliveryStep.Post,
        { Repost: 1 } => DeliveryStep.Delete,
        _ when Revision > SentRevision => DeliveryStep.Edit,
        { Pinned: 1 } => DeliveryStep.Pin,
        _ => null,
    };

    public Message Message(string? thread)
    {
        var (card, file) = (Card.FromJson(Body), File is null ? null : Json.Read<ChatFile>(File));
        return new(Conversation, file is not null && Upload is "" ? file.InWords(card) : card, Op ?? "")
        {
            Thread = thread,
            To = To,
            ReplyTo = ReplyTo,
            File = file is not null && Upload is { Length: > 0 } handle ? new(handle, file) : null,
        };
    }

    /// <summary>A posting is about to begin; until its answer is written it counts as possibly out.</summary>
    public OutboxRow Beginning(string op, DateTimeOffset now, DateTimeOffset lookAt) => this with
    {
        State = OutboxState.Sending,
        Op = op,
        AttemptAt = now,
        AttemptRevision = Revision,
        NextAt = lookAt,
    };

    /// <summary>The posting that was begun is out. What comes next with it, a pin or a change made meanwhile, need not wait until it would have been looked for.</summary>
    public OutboxRow Posted(string handle) => Settled(this with { Handle = handle, SentRevision = AttemptRevision, NextAt = AttemptAt ?? NextAt });

    /// <summary>The file is with the platform, or never will be: then its words are shown.</summary>
    public OutboxRow Uploaded(string handle) => Settled(this with { Upload = handle });

    /// <param name="revision">The content it shows now.</param>
    /// <param name="handle">A platform may name a message anew with each edit.</param>
    public OutboxRow Edited(long revision, string handle) => Settled(this with { SentRevision = revision, Handle = handle });

    public OutboxRow PinDone() => Settled(this with { Pinned = 2 });

    /// <summary>There is no such message; what should be seen, if anything, is posted anew.</summary>
    public OutboxRow Removed() => Settled(this with { Handle = null, Op = null, Repost = 0, SentRevision = 0, Pinned = Pinned == 2 ? 1 : Pinned });

    /// <summary>It may or may not have been seen by the one person it was for; it is not sent twice.</summary>
    public OutboxRow LetGo() => Settled(this with { SentRevision = Revision });

    /// <summary>It did not happen; once more, later.</summary>
    /// <param name="counts">
    /// False when the platform as a whole is to blame: the message keeps its place, for it is the most urgent that is tried while nothing goes.
    /// </param>
    public OutboxRow Postponed(DateTimeOffset nextAt, string why, bool counts = true)
    {
        var attempts = After(counts);
        return this with
        {
            State = OutboxState.Waiting,
            Attempts = attempts,
            Rank = attempts < StepsBehindAfter ? Priority : Priority + Behind,
            NextAt = nextAt,
            Error = why,
        };
    }

    /// <summary>It may have happened: look for it before anything else.</summary>
    /// <param name="counts">As for <see cref="Postponed"/>.</param>
    public OutboxRow Unsure(DateTimeOffset lookAt, string why, bool counts = true) =>
        this with { Attempts = After(counts), NextAt = lookAt, Error = why };

    /// <summary>Failures that are not its own lengthen the pauses, and bring no message to stepping behind.</summary>
    private long After(bool counts) => counts ? Attempts + 1 : Math.Max(Attempts, Math.Min(Attempts + 1, StepsBehindAfter - 2));

    /// <summary>The platform will not take it; the next change of content is a new try.</summary>
    public OutboxRow Refused(string why) => this with { State = OutboxState.Rejected, Attempts = 0, Error = why };

    /// <summary>What is still to do may be done at once: nothing is waited for any more.</summary>
    private static OutboxRow Settled(OutboxRow row)
    {
        row = row with { State = OutboxState.Waiting, Rank = row.Priority, Attempts = 0, NextAt = row.AttemptAt ?? row.NextAt, Error = null };
        return row.NextStep is null ? row with { State = OutboxState.Settled } : row;
    }
}

internal enum DeliveryStep
{
    Post,

    /// <summary>Post for one person only.</summary>
    Whisper,

    /// <summary>Bring the file to the platform, where nobody sees it before the message is posted.</summary>
    Upload,
    Edit,
    Delete,
    Pin,

    /// <summary>A posting was begun and its answer is not known: look for it.</summary>
    Find,

    /// <summary>As <see cref="Find"/>, of a message that cannot be looked for.</summary>
    LetGo,
}

internal enum OutboxState : long
{
    /// <summary>There is something to do.</summary>
    Waiting = 0,

    /// <summary>A posting was begun; if no process is at it, its answer is lost.</summary>
    Sending = 1,

    /// <summary>What is seen is what should be seen.</summary>
    Settled = 2,

    /// <summary>The platform refuses it.</summary>
    Rejected = 3,
}
