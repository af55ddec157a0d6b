using WarRoomBot.Data;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Chat;

/// <summary>Where adapters bring what people do, verified and in the product's words. When a method returns, the platform gets its answer.</summary>
public interface IChatDoor
{
    /// <summary>Stores what happened, or opens the form that it asks for.</summary>
    /// <exception cref="StorageUnavailableException">Nothing was stored: the platform is to be told to try again.</exception>
    Task AcceptAsync(ChatEvent happened, CancellationToken cancellationToken);

    /// <summary>Stores a form that was sent in, or tells what is wrong with it.</summary>
    /// <returns>Sentences by field id; empty when it was stored and the form may close.</returns>
    /// <exception cref="StorageUnavailableException">Nothing was stored: the platform is to be told to try again.</exception>
    Task<IReadOnlyDictionary<string, string>> SubmitAsync(Submitted submitted, CancellationToken cancellationToken);
}

internal sealed class ChatDoor(Inbox inbox, IEnumerable<IForm> forms, IEnumerable<IChatPlatform> platforms, IEnumerable<IListener> listeners) : IChatDoor
{
    private readonly Dictionary<string, IForm> _forms = forms.ToDictionary(form => form.Id);
    private readonly Dictionary<string, IChatPlatform> _platforms = platforms.ToDictionary(platform => platform.Name);

    public async Task AcceptAsync(ChatEvent happened, CancellationToken cancellationToken)
    {
        if (happened is Pressed pressed)
            happened = Elsewhere.Resolved(pressed);
        if (happened is MessageTouched or PersonChanged && !await IsHeardAsync(happened, cancellationToken))
            return;
        if (!await OpenedAsync(happened, cancellationToken))
            await inbox.AcceptAsync(happened, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, string>> SubmitAsync(Submitted submitted, CancellationToken cancellationToken)
    {
        if (_forms.TryGetValue(submitted.Form, out var form)
            && await form.BuildAsync(submitted.Conversation, submitted.Context, cancellationToken) is { } asked)
        {
            var wrong = Form.Check(asked, submitted.Values);
            if (wrong.Count == 0)
                wrong = await form.CheckAsync(submitted, cancellationToken);
            if (wrong.Count > 0)
                return wrong;
        }

        await inbox.AcceptAsync(submitted, cancellationToken);
        return new Dictionary<string, string>();
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
