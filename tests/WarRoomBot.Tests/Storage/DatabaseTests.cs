using WarRoomBot.Data;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Storage;

public sealed class DatabaseTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, 123, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Engines]
    public async Task An_arrival_is_stored_once_however_often_it_comes(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var opened = await database.OpenAsync();

        var first = await opened.Store.AppendAsync(Arrival("a"), Token);
        var again = await opened.Store.AppendAsync(Arrival("a"), Token);

        Assert.True(first);
        Assert.False(again);
        Assert.Equal(1, await CountAsync(opened.Store, "inbox"));
    }

    [Theory, Engines]
    public async Task Arrivals_from_many_senders_at_once_are_all_stored(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var opened = await database.OpenAsync();

        var fresh = await Task.WhenAll(Enumerable.Range(0, 500).Select(number => opened.Store.AppendAsync(Arrival($"{number % 400}"), Token)));

        Assert.Equal(400, await CountAsync(opened.Store, "inbox"));
        Assert.Equal(400, fresh.Count(stored => stored));
    }

    [Theory, Engines]
    public async Task A_flood_of_arrivals_does_not_stop_the_work_on_those_before(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var opened = await database.OpenAsync();
        using var enough = new CancellationTokenSource();
        var flood = Enumerable.Range(0, 3000).Select(async sender =>
        {
            for (var number = 0; !enough.IsCancellationRequested; number++)
                await opened.Store.AppendAsync(Arrival($"{sender}-{number}"), Token);
        }).ToList();

        for (var work = 0; work < 5; work++)
            await opened.Store.WriteAsync((session, token) => session.ExecuteAsync("delete from lease where name = 'none'", null, token), Token).WaitAsync(TimeSpan.FromSeconds(20), Token);
        await enough.CancelAsync();

        await Task.WhenAll(flood);
    }

    [Theory, Engines]
    public async Task Work_that_fails_leaves_nothing_and_harms_no_other(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var opened = await database.OpenAsync();

        var works = Enumerable.Range(0, 20).Select(number => opened.Store.WriteAsync(
            async (session, token) =>
            {
                await LeaseAsync(session, $"lease {number}", token);
                return number % 2 == 0 ? number : throw new InvalidOperationException("no");
            },
            Token)).ToList();

        foreach (var (work, number) in works.Select((work, number) => (work, number)))
        {
            if (number % 2 == 0)
                Assert.Equal(number, await work);
            else
                await Assert.ThrowsAsync<InvalidOperationException>(() => work);
        }

        Assert.Equal(10, await CountAsync(opened.Store, "lease"));
    }

    [Theory, Engines]
    public async Task A_broken_rule_of_the_schema_is_told_as_itself(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var opened = await database.OpenAsync();
        Task<bool> InsertAsync() => opened.Store.WriteAsync((session, token) => LeaseAsync(session, "same", token), Token);
        await InsertAsync();

        var error = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(InsertAsync);

        Assert.IsNotType<StorageUnavailableException>(error);
        Assert.Equal(1, await CountAsync(opened.Store, "lease"));
    }

    [Theory, Engines]
    public async Task What_is_read_in_one_go_does_not_change_underneath(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var opened = await database.OpenAsync();

        var (before, after) = await opened.Store.ReadAsync(
            async (session, token) =>
            {
                var before = await session.ValueAsync<long>("select count(*) from inbox", null, token);
                await opened.Store.AppendAsync(Arrival("meanwhile"), token);
                return (before, await session.ValueAsync<long>("select count(*) from inbox", null, token));
            },
            Token);

        Assert.Equal(before, after);
        Assert.Equal(1, await CountAsync(opened.Store, "inbox"));
    }

    [Theory, Engines]
    public async Task Times_come_back_as_they_were_to_the_millisecond(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var opened = await database.OpenAsync();
        await opened.Store.AppendAsync(Arrival("a"), Token);

        var at = await opened.Store.ReadAsync(
            async (session, token) => (await session.ListAsync<DateTimeOffset>("select received_at from inbox", null, token))[0], Token);

        Assert.Equal(Noon, at);
    }

    [Theory, Engines]
    public async Task What_was_stored_is_there_for_the_next_process(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using (var opened = await database.OpenAsync())
            await opened.Store.AppendAsync(Arrival("a"), Token);

        await using var next = await database.OpenAsync();

        Assert.False(await next.Store.AppendAsync(Arrival("a"), Token));
    }

    private static Arrival Arrival(string key) => new(key, "lane", "chat", "{}", Noon);

    private static async Task<bool> LeaseAsync(Session session, string name, CancellationToken cancellationToken) =>
        await session.ExecuteAsync("insert into lease (name, owner, beat) values (@name, 'me', 0)", new { name }, cancellationToken) == 1;

    private static Task<long> CountAsync(IDatabase store, string table) =>
        store.ReadAsync((session, token) => session.ValueAsync<long>($"select count(*) from {table}", null, token), Token);
}
