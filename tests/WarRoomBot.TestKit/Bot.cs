using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Delivery;
using WarRoomBot.Host;
using WarRoomBot.Pipeline;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.TestKit;

/// <summary>One process of the product, as it is shipped, on loopback and on a clock that moves only when told.</summary>
public sealed class Bot : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan Nap = TimeSpan.FromSeconds(15);

    /// <summary>Looks at which nothing has to be under way before that is believed: a timer that has fired wakes its loop a little later.</summary>
    private const int CalmLooks = 3;

    /// <summary>Looks at which something is under way and yet nothing goes on outside: it waits for the clock.</summary>
    private const int IdleLooks = 12;

    private const int AlarmLooks = 20;

    private readonly WebApplication _app;
    private readonly Traffic _traffic;
    private readonly Lazy<Dictionary<string, Func<bool>>> _loops;

    private bool _isGone;

    private Bot(WebApplication app, FakeClock clock, Traffic traffic)
    {
        (_app, Clock, _traffic) = (app, clock, traffic);
        _loops = new(() => LoopsOf(app.Services));
    }

    public FakeClock Clock { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>How many of the calls under way are held up on purpose, until the clock or the test lets them go.</summary>
    public Func<int> Held { get; set; } = () => 0;

    public IDatabase Store => Services.GetRequiredService<IDatabase>();

    public Uri Address => new(_app.Urls.First());

    /// <param name="database">May be shared by several processes, and outlive them.</param>
    /// <param name="clock">Shared by all that takes part.</param>
    /// <param name="settings">Configuration beyond the storage's.</param>
    /// <param name="change">Puts fakes in, or takes parts out.</param>
    /// <param name="waits">Until the storage is open; false when it cannot be opened yet.</param>
    public static async Task<Bot> StartAsync(
        TestDatabase database, FakeClock clock, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? change = null,
        bool waits = true)
    {
        var traffic = new Traffic();
        var app = WarRoomHost.Build([], Configure, services =>
        {
            change?.Invoke(services);
            traffic.Install(services);
        });
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        var bot = new Bot(app, clock, traffic);
        if (waits)
            await bot.Store.Opened;
        return bot;

        void Configure(WebApplicationBuilder builder)
        {
            builder.Configuration.Sources.Clear();
            builder.Configuration.AddInMemoryCollection(database.Configuration);
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Urls"] = "http://127.0.0.1:0", ["Logging:LogLevel:Default"] = "None" });
            builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
            builder.Services.AddSingleton<TimeProvider>(clock);
            // The same chance in every run.
            builder.Services.AddSingleton(new Random(1));
        }
    }

    /// <summary>
    /// Waits until nothing is left to do before the next moment falls due, moving the clock on where all that is left waits for time: a
    /// retry, a rate limit, the lease.
    /// </summary>
    public async Task SettleAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        var alarms = 0;
        while (true)
        {
            var rests = await RestAsync();
            var left = await LeftAsync();
            if (left.Count == 0 && rests)
                return;
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"The bot does not come to rest at {Clock.GetUtcNow():u}: {left}; busy: {string.Join(", ", Busy)}; errors: {await ErrorsAsync()}");
            // The timekeeper's own alarm clock wakes on a thread of its own.
            if (IsBusy && rests || left.Due > 0 && ++alarms % AlarmLooks > 0)
                continue;
            var next = (left is { NextAt: { } at, Inbox: 0, Due: 0, Actions: 0 } ? at : Clock.NextTimerAt) ?? Clock.GetUtcNow();
            if (rests && left is { Inbox: 0, Due: 0, Actions: 0 } && next >= left.NextDueAt)
                return;
            Clock.AdvanceTo(next);
        }
    }

    /// <summary>Lets time pass whatever is left to do meanwhile, as for who waits for a chat that is away.</summary>
    public async Task WaitAsync(TimeSpan by)
    {
        for (var until = Clock.GetUtcNow() + by; Clock.GetUtcNow() < until;)
        {
            await RestAsync();
            var next = Clock.GetUtcNow() + Nap;
            if (await Store.ReadAsync(NextDueAsync, CancellationToken.None) is { } due && due > Clock.GetUtcNow() && due < next)
                next = due;
            Clock.JumpTo(next < until ? next : until);
        }

        await RestAsync();
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
        while (await Store.ReadAsync(NextDueAsync, CancellationToken.None) is { } next && next <= to)
        {
            Clock.JumpTo(next);
            await SettleAsync();
        }

        Clock.JumpTo(to);
        await SettleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isGone)
            return;
        _isGone = true;
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task<DateTimeOffset?> NextDueAsync(Session session, CancellationToken token) =>
        await session.ListAsync<DateTimeOffset>("select at from due order by at limit 1", null, token) is [var at] ? at : null;

    private IEnumerable<string> Busy => _loops.Value.Where(loop => loop.Value()).Select(loop => loop.Key);

    private bool IsBusy => Busy.Any();

    /// <returns>False when something is under way that waits for the clock.</returns>
    private async Task<bool> RestAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        for (int calm = 0, idle = 0; TimeProvider.System.GetElapsedTime(began) < Patience;)
        {
            calm = IsBusy ? 0 : calm + 1;
            // A turn never waits for the clock: however long it takes, it is worked on.
            idle = _traffic.UnderWay > Held() || _loops.Value["inbox"]() ? 0 : idle + 1;
            if (calm == CalmLooks)
                return true;
            if (calm == 0 && idle >= IdleLooks)
                return false;
            await Task.Delay(Look, TimeProvider.System);
        }

        return false;
    }

    private static Dictionary<string, Func<bool>> LoopsOf(IServiceProvider services)
    {
        var hosted = services.GetServices<IHostedService>().ToList();
        var (runner, actions, delivery) = (hosted.OfType<InboxRunner>().Single(), hosted.OfType<ActionLoop>().Single(), hosted.OfType<DeliveryLoop>().Single());
        return new() { ["inbox"] = () => runner.IsBusy, ["actions"] = () => actions.IsBusy, ["delivery"] = () => delivery.IsBusy };
    }

    private Task<Left> LeftAsync() => Store.ReadAsync(
        async (session, token) =>
        {
            var now = Clock.GetUtcNow();
            var platforms = Services.GetRequiredService<PlatformGates>().Platforms;
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
                later.Count > 0 && later.TrueForAll(at => at > now) ? later.Min() : null,
                await NextDueAsync(session, token));
        },
        CancellationToken.None);

    private Task<string> ErrorsAsync() => Store.ReadAsync(
        async (session, token) => string.Join("; ", await session.ListAsync<string>(
            "select error from inbox where state = 0 and error is not null union select kind || ' ' || key from action union select error from outbox where state in (0, 1) and error is not null", null, token)),
        CancellationToken.None);

    private sealed record Waiting(Conversation Conversation, DateTimeOffset NextAt);

    /// <param name="Later">Messages, and what is to be tried again.</param>
    /// <param name="NextAt">When the first of those may go, if none may now.</param>
    /// <param name="NextDueAt">The next moment that falls due.</param>
    private sealed record Left(long Inbox, long Due, long Actions, long Later, DateTimeOffset? NextAt, DateTimeOffset? NextDueAt)
    {
        public long Count => Inbox + Due + Actions + Later;
    }
}
