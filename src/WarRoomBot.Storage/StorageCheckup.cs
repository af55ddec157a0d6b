using System.Globalization;
using WarRoomBot.Checkups;
using WarRoomBot.Data;
using WarRoomBot.Storage.Schema;

namespace WarRoomBot.Storage;

/// <summary>Looks whether the storage has this program's schema, and writes and reads a row. It brings no schema up: a start does that.</summary>
internal sealed class StorageCheckup(IEngine engine, TimeProvider time) : ICheckup
{
    private const string Schema = "Schema";
    private const string Writing = "Writing and reading";
    private const string Away = "Look at Storage:Provider and Storage:ConnectionString, and whether the database runs";

    /// <summary>Beyond it people wait for the bot's answers.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(500);

    public string Name => "Storage";

    public async Task<IReadOnlyList<Finding>> LookAsync(CheckupOrder order, CancellationToken cancellationToken)
    {
        try
        {
            var missing = await engine.ReadAsync(MissingAsync, cancellationToken);
            return [Of(missing), missing is null ? await MakeAsync(cancellationToken) : await WriteAsync(order.Key, cancellationToken)];
        }
        catch (SchemaRefusedException refused)
        {
            return [Finding.Fails(Schema, refused.Wrong, refused.Remedy)];
        }
        catch (StorageUnavailableException away)
        {
            return [Finding.Fails(Writing, away.Message.TrimEnd('.'), Away)];
        }
    }

    /// <returns>Null before the first start.</returns>
    private async Task<IReadOnlyList<SchemaStep>?> MissingAsync(Session session, CancellationToken cancellationToken) =>
        await session.ValueAsync<long>(engine.HasSchema, null, cancellationToken) == 0
            ? null
            : await Migrator.MissingAsync(session, engine.Steps, cancellationToken);

    private Finding Of(IReadOnlyList<SchemaStep>? missing) => missing switch
    {
        null => Finding.Passes(Schema, $"{engine.Name}, empty; the first start makes it"),
        [] => Finding.Passes(Schema, $"{engine.Name}, up to date"),
        _ => Finding.Warns(Schema, string.Create(CultureInfo.InvariantCulture, $"{engine.Name}, {missing.Count} of {engine.Steps.Count} steps still to be taken"), "Back the storage up, then start this version: it takes them by itself"),
    };

    /// <summary>Where there is no table yet: one that is gone again at once.</summary>
    private async Task<Finding> MakeAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        await engine.WriteAsync(
            async (session, token) =>
            {
                await session.ExecuteAsync("create table doctor (said text)", null, token);
                return await session.ExecuteAsync("drop table doctor", null, token);
            },
            cancellationToken);
        return Of(time.GetElapsedTime(began));
    }

    private async Task<Finding> WriteAsync(string key, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        await engine.WriteAsync(
            (session, token) => session.ExecuteAsync(
                "insert into lease (name, owner, beat) values (@key, @key, 1) on conflict (name) do nothing", new { key }, token),
            cancellationToken);
        var read = await engine.ReadAsync((session, token) => session.FindAsync<string>("select owner from lease where name = @key", new { key }, token), cancellationToken);
        await engine.WriteAsync((session, token) => session.ExecuteAsync("delete from lease where name = @key", new { key }, token), cancellationToken);
        return read == key
            ? Of(time.GetElapsedTime(began))
            : Finding.Fails(Writing, "what was written cannot be read", "Look at the database server: it loses what it has acknowledged");
    }

    private static Finding Of(TimeSpan took)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"in {Math.Max(1, took.TotalMilliseconds):0} ms");
        return took < Slow ? Finding.Passes(Writing, words) : Finding.Warns(Writing, words, "Look at the disk, or the way to the database server: every answer waits for it");
    }
}
