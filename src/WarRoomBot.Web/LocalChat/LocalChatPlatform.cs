using Microsoft.Extensions.Logging;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Web.LocalChat;

/// <summary>The chat in the browser, seen from the one door out: a platform as the others, whose server is a table of ours.</summary>
internal sealed class LocalChatPlatform(IDatabase database, Commotion commotion, OpenForms forms, TimeProvider time, ILogger<LocalChatPlatform> logger)
    : IChatPlatform
{
    public string Name => LocalNames.Platform;

    public TimeSpan Timeout => TimeSpan.FromSeconds(10);

    public TimeSpan Take(ChatCall call, Conversation conversation, Priority priority) => TimeSpan.Zero;

    public Task<Delivered> PostAsync(Message message, CancellationToken cancellationToken)
    {
        long parent = 0;
        if (message.Thread is not null && !NewMessage.TryId(message.Thread, out parent))
            return Task.FromResult<Delivered>(new Delivered.Gone($"'{message.Thread}' is no message of the local chat"));
        var added = new NewMessage(message.Conversation, message.Op, message.Card.ToJson(), ByBot: true, LocalNames.Bot)
        {
            ReplyTo = message.Thread is null ? null : parent,
            // Whoever is answered by handle alone is not always named.
            To = message.To is null ? null : message.To.Id.Length > 0 ? message.To.Id : message.ReplyTo ?? "",
            File = message.File is { } file && NewMessage.TryId(file.Handle, out var kept) ? new(kept, file.File.Name, file.File.Title) : null,
        };
        return BoundedAsync(
            token => ChangeAsync(
                message.Conversation,
                async (session, inner) => await MessageStore.AddAsync(session, added, time.GetUtcNow(), inner) is { } id
                    ? new Delivered.Done(NewMessage.Handle(id))
                    : new Delivered.Gone("the message it replies to is not there"),
                token),
            // Not knowing is not the same as not having: it is looked for before it is posted again.
            why => new Delivered.Unsure(why),
            cancellationToken);
    }

    public Task<Delivered> EditAsync(Message message, string handle, CancellationToken cancellationToken) => AlterAsync(
        message.Conversation,
        handle,
        (session, id, token) => MessageStore.EditAsync(session, message.Conversation, id, message.Card.ToJson(), time.GetUtcNow(), token),
        new Delivered.Gone("there is no such message"),
        cancellationToken);

    public Task<Delivered> DeleteAsync(Conversation conversation, string handle, CancellationToken cancellationToken) => AlterAsync(
        conversation,
        handle,
        (session, id, token) => MessageStore.RemoveAsync(session, conversation, id, time.GetUtcNow(), token),
        new Delivered.Done(handle),
        cancellationToken);

    public Task<Delivered> PinAsync(Conversation conversation, string handle, CancellationToken cancellationToken) => AlterAsync(
        conversation,
        handle,
        (session, id, token) => MessageStore.PinAsync(session, conversation, id, token),
        new Delivered.Gone("there is no such message"),
        cancellationToken);

    public Task<Delivered> FindAsync(Message message, DateTimeOffset since, CancellationToken cancellationToken) => BoundedAsync(
        async token => await database.ReadAsync((session, inner) => MessageStore.FindAsync(session, message.Op, inner), token) is { } id
            ? new Delivered.Done(NewMessage.Handle(id))
            : new Delivered.Gone("it was never posted"),
        Later,
        cancellationToken);

    public Task<bool> OpenFormAsync(ChatEvent asked, Form form, CancellationToken cancellationToken)
    {
        var opened = asked.Trigger is { } trigger && forms.Open(trigger, form);
        if (!opened)
            Log.FormNotOpened(logger, form.Id);
        return Task.FromResult(opened);
    }

    private Task<Delivered> AlterAsync(
        Conversation conversation, string handle, Func<Session, long, CancellationToken, Task<bool>> alter, Delivered missing,
        CancellationToken cancellationToken) => NewMessage.TryId(handle, out var id)
            ? BoundedAsync(
                token => ChangeAsync(
                    conversation, async (session, inner) => await alter(session, id, inner) ? new Delivered.Done(handle) : missing, token),
                Later,
                cancellationToken)
            : Task.FromResult(missing);

    private async Task<Delivered> ChangeAsync(
        Conversation conversation, Func<Session, CancellationToken, Task<Delivered>> change, CancellationToken cancellationToken)
    {
        var answer = await database.WriteAsync(change, cancellationToken);
        commotion.Announce(conversation);
        return answer;
    }

    private async Task<Delivered> BoundedAsync(
        Func<CancellationToken, Task<Delivered>> call, Func<string, Delivered> failed, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await call(either.Token);
        }
        catch (StorageUnavailableException exception)
        {
            return failed(exception.Message);
        }
        catch (ConflictException exception)
        {
            return new Delivered.Later(TimeSpan.Zero, exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return failed($"no answer within {Timeout.TotalSeconds:0} s");
        }
    }

    private static Delivered Later(string why) => new Delivered.Later(null, why, Unreachable: true);
}
