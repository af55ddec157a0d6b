using WarRoomBot.Pipeline;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Pipeline;

public sealed class RecordStoreTests
{
    private sealed record Step(long Id, long Parent, long NotUsed, string Detail);

    [Fact]
    public async Task The_few_lines_of_one_kind_are_found_without_reading_the_whole_record()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        await using var opened = await database.OpenAsync();

        var steps = await opened.Store.ReadAsync(
            (session, token) => session.ListAsync<Step>($"explain query plan {RecordStore.OfOneKind}", new { room = 1L, what = "figure-given" }, token),
            TestContext.Current.CancellationToken);

        Assert.Contains(steps, step => step.Detail == "SEARCH log USING COVERING INDEX log_what (room=? AND what=?)");
        Assert.DoesNotContain(steps, step => step.Detail.EndsWith("(room=?)", StringComparison.Ordinal));
    }
}
