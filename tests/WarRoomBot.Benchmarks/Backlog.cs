using System.Diagnostics;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Benchmarks;

/// <summary>What was accepted and is not done yet.</summary>
internal static class Backlog
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>How long after the last of them was accepted the last of them is done; two minutes at most.</summary>
    internal static async Task<TimeSpan> HandledAsync(TestDatabase database)
    {
        var began = Stopwatch.GetTimestamp();
        await using var opened = await database.OpenAsync();
        while (Stopwatch.GetElapsedTime(began) < LongestWait
            && await opened.Store.ReadAsync((session, token) => session.ListAsync<long>("select id from inbox where state = 0 limit 1", null, token), default) is [_, ..])
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        return Stopwatch.GetElapsedTime(began);
    }
}
