using System.Globalization;
using WarRoomBot.Data;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Host.Cli;

/// <summary><c>warroombot verify &lt;room&gt;</c>: whether a room's record is as it was written.</summary>
internal sealed class RecordVerification(IDatabase database)
{
    private const int Good = 0;
    private const int Finding = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="room">The room's number.</param>
    /// <param name="kept">A hash as a decision's card shows it, <c>3f9a1c22…c1d0</c>; null for none.</param>
    /// <param name="output">Gets one sentence.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>The exit code: 0 when it is as it was written, 1 when it is not, or cannot be looked at.</returns>
    internal async Task<int> RunAsync(long room, string? kept, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            // Nothing else of the service is started.
            await ((IHostedService)database).StartAsync(cancellationToken);
            await database.Opened.WaitAsync(Patience, cancellationToken);
            var (sentence, code) = await database.ReadAsync((session, token) => LookAsync(session, room, kept, token), cancellationToken);
            await output.WriteLineAsync(sentence);
            return code;
        }
        catch (TimeoutException)
        {
            await output.WriteLineAsync("The storage could not be opened; Storage:Provider and Storage:ConnectionString say where it is.");
            return Finding;
        }
    }

    private static async Task<(string Sentence, int Code)> LookAsync(Session session, long number, string? kept, CancellationToken cancellationToken)
    {
        if (await RoomStore.FindAsync(session, number, cancellationToken) is not { } room)
            return ($"There is no room {number} in this storage.", Finding);
        var truth = await RoomRecord.VerifyAsync(session, room, cancellationToken);
        if (!truth.IsIntact)
            return ($"Room {number}: the record is NOT as it was written: {truth.Why}.", Finding);
        if (kept is not null && !await IsThereAsync(session, number, kept, cancellationToken))
            return ($"Room {number}: the record is NOT the one whose hash is {kept}: no row has it.", Finding);
        if (truth.Head is not { Length: > 0 } head)
            return ($"Room {number}: its record was written before records were sealed; nothing can be said of it.", Finding);
        return (string.Create(CultureInfo.InvariantCulture, $"Room {number}: the record is as it was written, {truth.Rows} rows; the last is {RecordChain.Short(head)}."), Good);
    }

    private static async Task<bool> IsThereAsync(Session session, long room, string kept, CancellationToken cancellationToken)
    {
        var parts = kept.Replace("...", "…", StringComparison.Ordinal).Split('…', 2);
        return (await RecordStore.ListAsync(session, room, cancellationToken))
            .Any(row => row.Hash.StartsWith(parts[0], StringComparison.OrdinalIgnoreCase) && row.Hash.EndsWith(parts[^1], StringComparison.OrdinalIgnoreCase));
    }
}
