using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Host;

/// <summary>How the program ends, as whoever runs it as a service sees it. Real processes.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task A_bot_that_is_told_to_stop_ends_with_0_and_complains_of_nothing()
    {
        await using var database = await TestDatabase.CreateEmptyAsync(Engine.Sqlite);
        await using var host = await HostProcess.StartAsync(On(database));

        var (code, complaints) = await host.StopAsync();

        Assert.Equal((0, ""), (code, complaints));
    }

    [Fact]
    public async Task A_bot_that_refuses_its_database_ends_with_1_and_says_why()
    {
        await using var database = await TestDatabase.CreateEmptyAsync(Engine.Sqlite);
        await using (var opened = await database.OpenAsync())
        {
            await opened.Store.WriteAsync(
                (session, token) => session.ExecuteAsync(
                    "insert into schema_version (number, name, checksum, applied_at) values (9999, '9999_future', 'x', 0)", null, token),
                TestContext.Current.CancellationToken);
        }

        var ended = await Assert.ThrowsAsync<InvalidOperationException>(() => HostProcess.StartAsync(On(database)));

        Assert.Contains("ended with 1", ended.Message, StringComparison.Ordinal);
        Assert.Contains("9999_future", ended.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("disposed", ended.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> On(TestDatabase database) => new(database.Configuration) { ["LocalChat:Enabled"] = "true" };
}
