using Microsoft.AspNetCore.Http;
using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Web.LocalChat;

/// <summary>The files of the local chat: kept in a table, and handed out to whoever sits at this machine.</summary>
internal sealed class LocalFiles(IDatabase database) : IFiles
{
    public string Platform => LocalNames.Platform;

    public async Task<Delivered> UploadAsync(string key, Conversation conversation, ChatFile file, CancellationToken cancellationToken)
    {
        try
        {
            var id = await database.WriteAsync((session, token) => FileStore.AddAsync(session, key, conversation, file, token), cancellationToken);
            return new Delivered.Done(NewMessage.Handle(id));
        }
        catch (StorageUnavailableException exception)
        {
            return new Delivered.Later(null, exception.Message, Unreachable: true);
        }
    }

    /// <summary>As it is to be saved: nothing is run or shown in the browser, whatever stands in it.</summary>
    public async Task<IResult> ServeAsync(string channel, long id, CancellationToken cancellationToken)
    {
        var file = await database.ReadAsync((session, token) => FileStore.FindAsync(session, LocalNames.Conversation(channel), id, token), cancellationToken);
        return file is null
            ? TypedResults.NotFound()
            : TypedResults.File(System.Text.Encoding.UTF8.GetBytes(file.Body), "text/plain; charset=utf-8", file.Name);
    }
}

/// <summary>The files that the local chat keeps.</summary>
internal static class FileStore
{
    internal static async Task<long> AddAsync(Session session, string key, Conversation conversation, ChatFile file, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            "insert into chat_file (key, conversation, name, title, type, body) values (@key, @conversation, @Name, @Title, @Type, @Text) on conflict (key) do nothing",
            new { key, conversation, file.Name, file.Title, file.Type, file.Text },
            cancellationToken);
        return await session.ValueAsync<long>("select id from chat_file where key = @key", new { key }, cancellationToken);
    }

    internal static Task<KeptFile?> FindAsync(Session session, Conversation conversation, long id, CancellationToken cancellationToken) => session.FindAsync<KeptFile>(
        "select name, body from chat_file where id = @id and conversation = @conversation", new { id, conversation }, cancellationToken);
}

internal sealed record KeptFile(string Name, string Body);

/// <summary>A file as it stands under its message.</summary>
public sealed record FileLink(long Id, string Name, string Title);
