using WarRoomBot.Data;

namespace WarRoomBot.Features.Incidents;

/// <summary>Which calls of playbooks were begun and are not known to have been answered.</summary>
internal static class StepMarks
{
    /// <returns>False when it was begun before.</returns>
    internal static async Task<bool> SetAsync(Session session, string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        await session.ExecuteAsync("insert into step_begun (key, at) values (@key, @now) on conflict (key) do nothing", new { key, now }, cancellationToken) == 1;

    internal static Task<int> RemoveAsync(Session session, string key, CancellationToken cancellationToken) =>
        session.ExecuteAsync("delete from step_begun where key = @key", new { key }, cancellationToken);
}
