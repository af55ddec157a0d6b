using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Web.LocalChat;

/// <summary>Messages of the local chat; whatever emoji a plan names, here it is one and the same mark.</summary>
internal sealed class LocalMessages(IDatabase database, IPages pages) : IMessages
{
    public string Platform => LocalNames.Platform;

    public async Task<SeenMessage?> ReadAsync(Conversation conversation, string message, string emoji, CancellationToken cancellationToken)
    {
        if (!NewMessage.TryId(message, out var id)
            || await database.ReadAsync((session, token) => MarkStore.FindAsync(session, conversation, id, token), cancellationToken) is not { } found)
            return null;
        return new(
            LocalNames.Person(found.ByName),
            found.PostedAt,
            found.Body,
            pages.AddressOf($"/chat/{Uri.EscapeDataString(conversation.Channel)}#m-{message}"),
            found.Thread is { } thread ? NewMessage.Handle(thread) : null,
            found.Marks > 0);
    }
}

/// <summary>Who marked which message.</summary>
internal static class MarkStore
{
    /// <summary>Marks it, or takes that person's mark away.</summary>
    /// <returns>Whether it bears the mark now; null when there is no such message of a person's.</returns>
    internal static async Task<bool?> ToggleAsync(Session session, Conversation conversation, long message, Person by, CancellationToken cancellationToken)
    {
        if (!await MessageStore.TouchAsync(session, conversation, message, cancellationToken) || await FindAsync(session, conversation, message, cancellationToken) is null)
            return null;
        var arguments = new { message, person = by.Id };
        var isMarked = await session.ExecuteAsync("delete from chat_mark where message = @message and person = @person", arguments, cancellationToken) == 0;
        if (isMarked)
            await session.ExecuteAsync("insert into chat_mark (message, person) values (@message, @person)", arguments, cancellationToken);
        await session.ExecuteAsync("update chat_message set marks = (select count(*) from chat_mark where message = @message) where id = @message", arguments, cancellationToken);
        return isMarked;
    }

    internal static Task<MarkableMessage?> FindAsync(Session session, Conversation conversation, long id, CancellationToken cancellationToken) => session.FindAsync<MarkableMessage>(
        "select body, by_name, posted_at, thread, marks from chat_message where id = @id and conversation = @conversation and by_bot = 0 and removed_at is null",
        new { id, conversation },
        cancellationToken);
}

internal sealed record MarkableMessage(string Body, string ByName, DateTimeOffset PostedAt, long? Thread, long Marks);
