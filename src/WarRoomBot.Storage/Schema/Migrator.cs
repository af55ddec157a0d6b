using WarRoomBot.Data;

namespace WarRoomBot.Storage.Schema;

/// <summary>Brings the schema up to this program's. Runs under the engine's own lock, so two processes may start at once.</summary>
internal static class Migrator
{
    private const string History =
        "create table if not exists schema_version (number bigint primary key, name text not null, checksum text not null, applied_at bigint not null)";

    /// <param name="session">A writing session that already holds the lock; everything happens in its one transaction.</param>
    /// <param name="steps">All steps this program knows, in order.</param>
    /// <param name="now">Noted beside each step.</param>
    /// <param name="cancellationToken">Undoes it all.</param>
    /// <exception cref="SchemaRefusedException">The database is not one this program may work on.</exception>
    internal static async Task MigrateAsync(Session session, IReadOnlyList<SchemaStep> steps, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(History, null, cancellationToken);
        foreach (var step in await MissingAsync(session, steps, cancellationToken))
        {
            await session.ExecuteAsync(step.Sql, null, cancellationToken);
            await session.ExecuteAsync(
                "insert into schema_version (number, name, checksum, applied_at) values (@Number, @Name, @Checksum, @now)",
                new { step.Number, step.Name, step.Checksum, now },
                cancellationToken);
        }
    }

    /// <summary>The steps that are still to be taken, in order.</summary>
    /// <exception cref="SchemaRefusedException">The database is not one this program may work on.</exception>
    internal static async Task<IReadOnlyList<SchemaStep>> MissingAsync(Session session, IReadOnlyList<SchemaStep> steps, CancellationToken cancellationToken)
    {
        var applied = await session.ListAsync<AppliedStep>(
            "select number, name, checksum from schema_version order by number", null, cancellationToken);
        foreach (var before in applied)
        {
            var known = steps.FirstOrDefault(step => step.Number == before.Number)
                ?? throw new SchemaRefusedException(
                    $"The database has schema step {before.Name}, which this version does not know (it knows up to {steps[^1].Name})",
                    "Start the newer version that made it, or restore the backup taken before the update");
            if (known.Checksum != before.Checksum)
            {
                throw new SchemaRefusedException(
                    $"Schema step {before.Name} of this program is not the one that was applied to the database",
                    "Start the version that made the database, or restore a backup of it");
            }
        }

        return [.. steps.Where(step => applied.All(before => before.Number != step.Number))];
    }

    private sealed record AppliedStep(long Number, string Name, string Checksum);
}

/// <summary>The database was made by another version of the program; the message says what would be right.</summary>
/// <param name="wrong">A sentence without its full stop.</param>
/// <param name="remedy">What is to be done, likewise.</param>
public sealed class SchemaRefusedException(string wrong, string remedy) : Exception($"{wrong}. {remedy}.")
{
    public string Wrong => wrong;

    public string Remedy => remedy;
}
