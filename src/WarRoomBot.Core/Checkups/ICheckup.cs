using WarRoomBot.Chat;

namespace WarRoomBot.Checkups;

/// <summary>A part of the product that proves, before it matters, that what it needs is there and lets it.</summary>
public interface ICheckup
{
    /// <summary>What is looked at, in a word or a few, for people: <c>Storage</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Looks, bounded by time-outs of its own; several run beside each other. It rings nobody and leaves nothing behind that anybody but
    /// whoever asked would see. What is wrong outside is a finding.
    /// </summary>
    /// <returns>Empty when there is nothing of its kind to look at.</returns>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellationToken"/> is cancelled.</exception>
    Task<IReadOnlyList<Finding>> LookAsync(CheckupOrder order, CancellationToken cancellationToken);
}

/// <summary>Who wants to know, and what about.</summary>
/// <param name="Key">Of this examination alone, and the same when it is begun again after a crash: what an earlier attempt left is found by it.</param>
/// <param name="At">When it was asked for.</param>
public sealed record CheckupOrder(string Key, DateTimeOffset At)
{
    /// <summary>Where the bot is to prove what it may do; null for nowhere.</summary>
    public Conversation? Conversation { get; init; }

    /// <summary>The conversation's name without <c>#</c>, where it is known.</summary>
    public string? ConversationName { get; init; }

    /// <summary>Who asked, from within the conversation; null at the command line.</summary>
    public Person? Asker { get; init; }

    /// <summary>The one plan to look at; null for all.</summary>
    public string? Plan { get; init; }
}

/// <summary>One thing that was looked at. Neither text holds a secret.</summary>
/// <param name="What">What was looked at: <c>Bot token</c>.</param>
/// <param name="Found">What was found, in a few words without a full stop: <c>Slack refuses it (invalid_auth)</c>; may be empty where it passes.</param>
/// <param name="Remedy">What is to be done, a sentence without its full stop; null when nothing is.</param>
public sealed record Finding(Grade Grade, string What, string Found, string? Remedy)
{
    public static Finding Passes(string what, string found) => new(Grade.Passes, what, found, null);

    public static Finding Warns(string what, string found, string remedy) => new(Grade.Warns, what, found, remedy);

    public static Finding Fails(string what, string found, string remedy) => new(Grade.Fails, what, found, remedy);
}

/// <summary>From the best to the worst.</summary>
public enum Grade
{
    /// <summary>As it should be.</summary>
    Passes,

    /// <summary>Not as it should be, or not known; a room can be run.</summary>
    Warns,

    /// <summary>Something will not work in the room.</summary>
    Fails,
}
