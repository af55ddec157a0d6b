using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Delivery;
using WarRoomBot.Host;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.TestKit;

/// <summary>One process of the product, as it is shipped, on loopback and on a clock that moves only when told.</summary>
public sealed class Bot : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    /// <summary>How far the clock is moved when all that is left waits for a rate limit.</summary>
    private static readonly TimeSpan Nudge = TimeSpan.FromMilliseconds(250);

    private readonly WebApplication _app;

    private Bot(WebApplication app, FakeClock clock) => (_app, Clock) = (app, clock);

    public FakeClock Clock { get; }

    public IServiceProvider Services => _app.Services;

    public IDatabase Store => Services.GetRequiredService<IDatabase>();

    public Uri Address => new(_app.Urls.First());

    /// <param name="database">May be shared by several processes, and outlive them.</param>
    /// <param name="clock">Shared by all that takes part.</param>
    /// <param name="settings">Configuration beyond the storage's.</param>
    /// <param name="change">Puts fakes in, or takes parts out.</param>
    public static async Task<Bot> StartAsync(
        TestDatabase database, FakeClock clock, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? change = null)
    {
        var app = WarRoomHost.Build([], builder =>
        {
            builder.Configuration.Sources.Clear();
            builder.Configuration.AddInMemoryCollection(database.Configuration);
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Urls"] = "http://127.0.0.1:0", ["Logging:LogLevel:Default"] = "None" });
            builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
            builder.Services.AddSingleton<TimeProvider>(clock);
            // The same chance in every run.
            builder.Services.AddSingleton(new Random(1));
            change?.Invoke(builder.Services);
        });
        await app.StartAsync();
        var bot = new Bot(app, clock);
        await bot.Store.Opened;
        return bot;
    }

    /// <summary>
    /// Waits until nothing is left to do, moving the clock on where a retry, a rate limit or the lease asks for it.
    /// </summary>
    public async Task SettleAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        var still = 0;
        Left? before = null;
        while (true)
        {
            var left = await LeftAsync();
            if (left.Count == 0 && !IsBusy)
                return;
            still = left == before ? still + 1 : 0;
            before = left;
            if (left is { NextAt: { } next, Inbox: 0, Due: 0, Actions: 0 } && still > 2 && !IsBusy)
                (still, before) = (0, MoveTo(next));
            else if (still > (IsBusy || left.Actions > 0 ? 100 : 10))
                (still, before) = (0, MoveTo(Clock.GetUtcNow() + Nudge));
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"The bot does not come to rest: {left}");
            await Task.Delay(Look, TimeProvider.System);
        }
    }

    /// <summary>Lets time pass in steps although not everything can be done.</summary>
    public async Task PassAsync(TimeSpan by, TimeSpan step)
    {
        for (var until = Clock.GetUtcNow() + by; Clock.GetUtcNow() < until;)
        {
            Clock.Advance(step);
            await Task.Delay(Look, TimeProvider.System);
        }
    }

    /// <summary>Moves the clock on, stopping at everything that falls due on the way, each time until all is done.</summary>
    public Task AdvanceAsync(TimeSpan by) => AdvanceToAsync(Clock.GetUtcNow() + by);

    public async Task AdvanceToAsync(DateTimeOffset to)
    {
        await SettleAsync();
        while (await NextDueAsync() is { } next && next <= to)
        {
            Clock.AdvanceTo(next > Clock.GetUtcNow() ? next : Clock.GetUtcNow());
            await SettleAsync();
        }

        if (to > Clock.GetUtcNow())
            Clock.AdvanceTo(to);
        await SettleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private Task<DateTimeOffset?> NextDueAsync() => Store.ReadAsync(
        async (session, token) => (await session.ListAsync<DateTimeOffset>("select at from due order by at limit 1", null, token)) is [var at] ? at : (DateTimeOffset?)null,
        CancellationToken.None);

    private bool IsBusy => Services.GetRequiredService<DeliveryLoop>().IsBusy;

    private Left? MoveTo(DateTimeOffset at)
    {
        Clock.AdvanceTo(at);
        return null;
    }

    private Task<Left> LeftAsync() => Store.ReadAsync(
        async (session, token) =>
        {
            var now = Clock.GetUtcNow();
            var platforms = Services.GetRequiredService<PlatformGates>().All.Select(gate => gate.Platform.Name).ToList();
            var outbox = (await session.ListAsync<Waiting>("select conversation, next_at from outbox where state in (0, 1)", null, token))
                .Where(waiting => platforms.Contains(waiting.Conversation.Platform))
                .ToList();
            var retries = await session.ListAsync<DateTimeOffset>(
                "select next_at from inbox where state = 0 and next_at > @now union all select next_at from action where next_at > @now", new { now }, token);
            var later = outbox.Select(waiting => waiting.NextAt).Concat(retries).ToList();
            return new Left(
                await session.ValueAsync<long>("select count(*) from inbox where state = 0 and next_at <= @now", new { now }, token),
                await session.ValueAsync<long>("select count(*) from due where at <= @now", new { now }, token),
                await session.ValueAsync<long>("select count(*) from action where next_at <= @now", new { now }, token),
                later.Count,
                later.Count > 0 && later.TrueForAll(at => at > now) ? later.Min() : null);
        },
        CancellationToken.None);

    private sealed record Waiting(Conversation Conversation, DateTimeOffset NextAt);

    /// <param name="Later">Messages, and what is to be tried again.</param>
    /// <param name="NextAt">When the first of those may go, if none may now.</param>
    private sealed record Left(long Inbox, long Due, long Actions, long Later, DateTimeOffset? NextAt)
    {
        public long Count => Inbox + Due + Actions + Later;
    }
}
