using WarRoomBot.Data;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Chat;

/// <summary>Where adapters bring what people do, verified and in the product's words. When a method returns, the platform gets its answer.</summary>
public interface IChatDoor
{
    /// <summary>Completes once what comes in can be stored; whoever fetches it should not begin before.</summary>
    Task Opened { get; }

    /// <summary>Stores what happened, or opens the form that it asks for.</summary>
    /// <exception cref="StorageUnavailableException">Nothing was stored: the platform is to be told to try again.</exception>
    Task AcceptAsync(ChatEvent happened, CancellationToken cancellationToken);

    /// <summary>Stores a form that was sent in, or tells what is wrong with it. Sent in twice it is stored once and answered alike.</summary>
    /// <exception cref="StorageUnavailableException">Nothing was stored: the platform is to be told to try again.</exception>
    Task<FormAnswer> SubmitAsync(Submitted submitted, CancellationToken cancellationToken);
}

/// <summary>What becomes of a form that was sent in.</summary>
/// <param name="Wrong">Sentences by field id, or under an id of no field for the form as a whole; empty when it was stored and the form may close.</param>
/// <param name="Next">What is asked next in its place, now that it was stored; null for nothing.</param>
public sealed record FormAnswer(IReadOnlyDictionary<string, string> Wrong, Form? Next = null)
{
    public static readonly FormAnswer Stored = new(new Dictionary<string, string>());
}

internal sealed class ChatDoor(Inbox inbox, IEnumerable<IForm> forms, IEnumerable<IChatPlatform> platforms, IEnumerable<IListener> listeners) : IChatDoor
{
    private readonly Dictionary<string, IForm> _forms = forms.ToDictionary(form => form.Id);
    private readonly Dictionary<string, IChatPlatform> _platforms = platforms.ToDictionary(platform => platform.Name);

    /// <summary>The form stays open with it: nobody's words are lost.</summary>
    private const string TooLate = "Nothing was saved: what this is about is over, or has changed since. The newest card shows how it stands; your words stay here until you close this.";

    public Task Opened => inbox.Opened;

    public async Task AcceptAsync(ChatEvent happened, CancellationToken cancellationToken)
    {
        if (happened is Pressed pressed)
            happened = Elsewhere.Resolved(pressed);
        if (happened is MessageTouched or PersonChanged or ChannelChanged or CardTakenAway && !await IsHeardAsync(happened, cancellationToken))
            return;
        if (!await OpenedAsync(happened, cancellationToken))
            await inbox.AcceptAsync(happened, cancellationToken);
    }

    public async Task<FormAnswer> SubmitAsync(Submitted submitted, CancellationToken cancellationToken)
    {
        var form = _forms.GetValueOrDefault(submitted.Form);
        // What it has led to must not speak against it when it comes again.
        if (form is not null && !await inbox.HasAsync(submitted.Key, cancellationToken)
            && await WrongAsync(form, submitted, cancellationToken) is { Count: > 0 } wrong)
            return new(wrong);
        await inbox.AcceptAsync(submitted, cancellationToken);
        return form is null ? FormAnswer.Stored : FormAnswer.Stored with { Next = await form.NextAsync(submitted, cancellationToken) };
    }

    private static async Task<IReadOnlyDictionary<string, string>> WrongAsync(IForm form, Submitted submitted, CancellationToken cancellationToken)
    {
        if (await form.BuildAsync(submitted.Conversation, submitted.Context, cancellationToken) is not { } asked)
            return new Dictionary<string, string> { [""] = await form.WhyNotAsync(submitted, cancellationToken) ?? TooLate };
        var wrong = Form.Check(asked, submitted.Values);
        return wrong.Count == 0 ? await form.CheckAsync(submitted, cancellationToken) : wrong;
    }

    private async Task<bool> IsHeardAsync(ChatEvent happened, CancellationToken cancellationToken)
    {
        foreach (var listener in listeners)
        {
            if (await listener.HearsAsync(happened, cancellationToken))
                return true;
        }

        return false;
    }

    private async Task<bool> OpenedAsync(ChatEvent happened, CancellationToken cancellationToken)
    {
        if (happened.Trigger is null || !_platforms.TryGetValue(happened.Conversation.Platform, out var platform))
            return false;
        foreach (var form in _forms.Values)
        {
            if (form.Opens(happened) is { } context
                && await form.BuildAsync(happened, context, cancellationToken) is { } built)
                return await platform.OpenFormAsync(happened, built, cancellationToken);
        }

        return false;
    }
}
