namespace WarRoomBot.Chat;

/// <summary>
/// A form of a feature: when it opens and what it asks. This path has to end within the person's request, so it only reads; sending the
/// form in is an ordinary message for the inbox.
/// </summary>
public interface IForm
{
    /// <summary>The <see cref="Form.Id"/> it builds.</summary>
    string Id { get; }

    /// <summary>The context to open it with, if <paramref name="happened"/> opens it; otherwise null.</summary>
    string? Opens(ChatEvent happened);

    /// <summary>
    /// The form as it is now. Null when there is nothing to fill in: then what happened goes to its ordinary handler, which says why. That
    /// handler also answers when the platform did not open the form in time.
    /// </summary>
    Task<Form?> BuildAsync(Conversation conversation, string context, CancellationToken cancellationToken);

    /// <summary>As <see cref="BuildAsync(Conversation, string, CancellationToken)"/>, for whoever asks for it: null as well when they may not fill it in.</summary>
    Task<Form?> BuildAsync(ChatEvent asked, string context, CancellationToken cancellationToken) => BuildAsync(asked.Conversation, context, cancellationToken);

    /// <summary>Why what was asked cannot be filled in any more, when that is found on sending it in; null where nobody knows better than the door.</summary>
    Task<string?> WhyNotAsync(Submitted submitted, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>What is asked next, once it was sent in and stored: an extra, for whoever closes it loses nothing. Null for nothing.</summary>
    Task<Form?> NextAsync(Submitted submitted, CancellationToken cancellationToken) => Task.FromResult<Form?>(null);

    /// <summary>Sentences by field id for what is wrong beyond missing and too long; empty when all is well.</summary>
    Task<IReadOnlyDictionary<string, string>> CheckAsync(Submitted submitted, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());
}
