namespace WarRoomBot.Chat;

/// <summary>Reads messages that people wrote, on one platform.</summary>
/// <remarks>What cannot be done now is thrown as <see cref="Delivery.TryLaterException"/> and asked again when it says so.</remarks>
public interface IMessages
{
    /// <summary>The first part of its <see cref="Conversation"/>s.</summary>
    string Platform { get; }

    /// <param name="conversation">Where it stands.</param>
    /// <param name="message">The platform's id of it.</param>
    /// <param name="emoji">The mark that is looked for on it, by name without colons.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>As it is now; null when it is gone, or not for us to read.</returns>
    Task<SeenMessage?> ReadAsync(Conversation conversation, string message, string emoji, CancellationToken cancellationToken);
}

/// <summary>A message as it stands in chat now.</summary>
/// <param name="Text">In plain words: the platform's markup is undone.</param>
/// <param name="Link">Where it can be read, http or https; null for none.</param>
/// <param name="Thread">The message whose thread it stands in; null for none.</param>
/// <param name="Marked">Somebody's mark is on it.</param>
public sealed record SeenMessage(Person By, DateTimeOffset At, string Text, string? Link, string? Thread, bool Marked);

/// <summary>Says which of the many things that happen to messages, people and channels matter to a feature: what nobody listens for is not stored.</summary>
public interface IListener
{
    /// <summary>Quick, for a busy channel asks all the time.</summary>
    /// <param name="happened">What nobody did to the bot itself, such as <see cref="MessageTouched"/> and <see cref="PersonChanged"/>.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    ValueTask<bool> HearsAsync(ChatEvent happened, CancellationToken cancellationToken);
}
