using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
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
    private readonly WebApplication _app;

    private SlackBot(WebApplication app, FakeSlack slack, FakeClock clock, NotingDoor door, NotedLogs logs) =>
        (_app, Workspace, Clock, Door, Logs) = (app, slack, clock, door, logs);

    public FakeSlack Workspace { get; }

    public FakeClock Clock { get; }

    public NotingDoor Door { get; }

    public NotedLogs Logs { get; }

    public IChatPlatform Platform => _app.Services.GetRequiredService<IChatPlatform>();

    public SlackState State => _app.Services.GetRequiredService<SlackState>();

    public SlackSignOn SignOn => _app.Services.GetServices<IHostedService>().OfType<SlackSignOn>().Single();

    public static async Task<SlackBot> StartAsync()
    {
        var clock = new FakeClock();
        var slack = await FakeSlack.StartAsync(clock);
        var door = new NotingDoor();
        var logs = new NotedLogs();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(slack.Settings);
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton<IChatDoor>(door).AddSlack(builder.Configuration);
        var bot = new SlackBot(builder.Build(), slack, clock, door, logs);
        bot._app.MapSlack();
        await bot.SignOn.AskAsync(CancellationToken.None);
        await bot._app.StartAsync();
        slack.Connect(new(bot._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()));
        return bot;
    }

    public Conversation In(string channel) => new("slack", FakeSlack.TeamId, Workspace.Channel(channel).Id);

    public Message Message(string channel, string text, string op = "op1") => new(In(channel), Card.Text(text), op);

    public Task<Delivered> PostAsync(Message message) => Platform.PostAsync(message, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
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
