using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Slack;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;

namespace WarRoomBot.Tests.Slack;

/// <summary>The Slack adapter alone in a small host, between a fake workspace and a door that only takes notes.</summary>
internal sealed class SlackBot : IAsyncDisposable
{
    /// <summary>Looks at which no call is under way before that is believed: a timer that has fired calls a little later.</summary>
    private const int CalmLooks = 4;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    private readonly WebApplication _app;
    private readonly Traffic _traffic;

    private SlackBot(WebApplication app, FakeSlack slack, FakeClock clock, NotingDoor door, NotedLogs logs, Traffic traffic) =>
        (_app, Workspace, Clock, Door, Logs, _traffic) = (app, slack, clock, door, logs, traffic);

    public FakeSlack Workspace { get; }

    public FakeClock Clock { get; }

    public NotingDoor Door { get; }

    public NotedLogs Logs { get; }

    public IChatPlatform Platform => _app.Services.GetRequiredService<IChatPlatform>();

    public IFiles Files => _app.Services.GetRequiredService<IFiles>();

    public SlackState State => _app.Services.GetRequiredService<SlackState>();

    /// <summary>The bot asks Slack who it is, as it does by itself when it starts.</summary>
    public Task SignOnAsync() => _app.Services.GetRequiredService<SlackWorkspaces>().Only!.SignOnAsync(CancellationToken.None);

    /// <param name="times">Connects by Socket Mode, this patient; null to be called by HTTP.</param>
    /// <param name="prepare">The workspace, before the bot is there.</param>
    public static async Task<SlackBot> StartAsync(SocketTimes? times = null, Action<FakeSlack>? prepare = null)
    {
        var clock = new FakeClock();
        var slack = await FakeSlack.StartAsync(clock);
        prepare?.Invoke(slack);
        var door = new NotingDoor();
        var logs = new NotedLogs();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(times is null ? slack.Settings : slack.SocketSettings);
        // The same chance in every run.
        builder.Services.AddSingleton(new Random(1));
        if (times is not null)
            builder.Services.AddSingleton(times);
        var traffic = new Traffic();
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton<IChatDoor>(door).AddSlack(builder.Configuration);
        traffic.InstallHttp(builder.Services);
        var bot = new SlackBot(builder.Build(), slack, clock, door, logs, traffic);
        bot._app.MapSlack();
        await bot.SignOnAsync();
        await bot._app.StartAsync();
        slack.Connect(new(bot._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()));
        return bot;
    }

    public Conversation In(string channel) => new("slack", FakeSlack.TeamId, Workspace.Channel(channel).Id);

    public Message Message(string channel, string text, string op = "op1") => new(In(channel), Card.Text(text), op);

    public Task<Delivered> PostAsync(Message message) => Platform.PostAsync(message, TestContext.Current.CancellationToken);

    /// <summary>Lets time pass from one timer to the next, each only when every call was answered.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        for (var until = Clock.GetUtcNow() + by; ; Clock.AdvanceTo(Clock.NextTimerAt is { } next && next < until ? next : until))
        {
            for (var calm = 0; calm < CalmLooks; calm = _traffic.UnderWay == 0 ? calm + 1 : 0)
                await Task.Delay(Look, TimeProvider.System);
            if (Clock.GetUtcNow() >= until)
                return;
        }
    }

    /// <summary>Ends in an orderly way, as at an update.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Workspace.DisposeAsync();
    }
}

/// <summary>Keeps what the adapter brings, once for each key, as the inbox does.</summary>
internal sealed class NotingDoor : IChatDoor
{
    private readonly ConcurrentQueue<ChatEvent> _brought = [];
    private readonly ConcurrentDictionary<string, ChatEvent> _accepted = [];

    /// <summary>Everything, redeliveries too, in order.</summary>
    public IReadOnlyList<ChatEvent> Brought => [.. _brought];

    /// <summary>As the inbox would hold it.</summary>
    public IReadOnlyCollection<ChatEvent> Accepted => [.. _accepted.Values];

    public IReadOnlyDictionary<string, string> Wrong { get; set; } = new Dictionary<string, string>();

    public Exception? Fails { get; set; }

    public Task Opened => Task.CompletedTask;

    public Task AcceptAsync(ChatEvent happened, CancellationToken cancellationToken)
    {
        if (Fails is not null)
            throw Fails;
        _brought.Enqueue(happened);
        _accepted.TryAdd(happened.Key, happened);
        return Task.CompletedTask;
    }

    public async Task<FormAnswer> SubmitAsync(Submitted submitted, CancellationToken cancellationToken)
    {
        if (Wrong.Count == 0)
            await AcceptAsync(submitted, cancellationToken);
        return new(Wrong);
    }
}

/// <summary>Every line that was logged, whatever by.</summary>
internal sealed class NotedLogs : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = [];

    public IReadOnlyList<string> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
