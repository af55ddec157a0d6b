using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Host.Signals;
using WarRoomBot.Host.Signals.Offers;
using WarRoomBot.Pipeline;
using WarRoomBot.Signals;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Chat;
using WarRoomBot.Tests.Slack;

namespace WarRoomBot.Tests.Signals;

/// <summary>Receiving alerts alone in a small host on loopback, above a store that only takes notes.</summary>
internal sealed class SignalBot : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler());

    private SignalBot(WebApplication app, FakeClock clock, NotingStore store, NotedLogs logs, FakeFetch fetch) =>
        (_app, Clock, Store, Logs, Fetch) = (app, clock, store, logs, fetch);

    public FakeClock Clock { get; }

    public NotingStore Store { get; }

    public NotedLogs Logs { get; }

    public FakeFetch Fetch { get; }

    public Uri Address => new(_app.Urls.Single());

    public IServiceProvider Services => _app.Services;

    /// <param name="configuration">Null for one source of each kind.</param>
    public static async Task<SignalBot> StartAsync(IEnumerable<KeyValuePair<string, string?>>? configuration = null)
    {
        var (clock, store, logs, fetch) = (new FakeClock(), new NotingStore(), new NotedLogs(), new FakeFetch());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection([new("Urls", "http://127.0.0.1:0")]);
        builder.Configuration.AddInMemoryCollection(configuration ?? Sender.All.SelectMany(sender => sender.Configuration));
        builder.Services
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IDatabase>(store)
            .AddSingleton<ISourceFetch>(fetch)
            .AddSingleton<IChatPlatform>(new FakePlatform("slack"))
            .AddSingleton<AfterCommit>()
            .AddSingleton<Inbox>()
            .AddSignals(builder.Configuration);
        var app = builder.Build();
        app.MapSignals();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, clock, store, logs, fetch);
    }

    /// <summary>Sends as the source really does.</summary>
    public Task<SignalAnswer> SendAsync(Sender sender, byte[]? body = null, string secret = Sender.Secret, DateTimeOffset? at = null)
    {
        var now = at ?? Clock.GetUtcNow();
        var wrapped = sender.Wraps(body ?? Encoding.UTF8.GetBytes(sender.Body), now);
        return SendRawAsync(
            sender.Method, $"/alerts/{sender.Name}?{sender.Query(secret)}", wrapped, [("Content-Type", sender.ContentType), .. sender.Signs(wrapped, secret, now), .. sender.Headers]);
    }

    public async Task<SignalAnswer> SendRawAsync(string method, string path, byte[] body, IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Address, path));
        if (method is not ("GET" or "OPTIONS"))
            request.Content = new ByteArrayContent(body);
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new(
            response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>What a sender was answered.</summary>
internal sealed record SignalAnswer(HttpStatusCode Code, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public int Status => (int)Code;
}

/// <summary>Keeps arrivals as the inbox does, once for each key.</summary>
internal sealed class NotingStore : IDatabase
{
    private readonly ConcurrentDictionary<string, Arrival> _keys = [];
    private readonly ConcurrentQueue<Arrival> _stored = [];
    private readonly Channel<Signal> _told = Channel.CreateUnbounded<Signal>();

    public IReadOnlyList<Arrival> Stored => [.. _stored];

    /// <summary>What each stored request said, in order.</summary>
    public IReadOnlyList<SignalsReceived> Received => [.. _stored.Where(arrival => arrival.Kind == Kinds.Signals).Select(arrival => Json.Read<SignalsReceived>(arrival.Body))];

    /// <summary>Every signal that was stored, in order.</summary>
    public IReadOnlyList<Signal> Signals => [.. Received.SelectMany(received => received.Signals)];

    public bool IsAway { get; set; }

    public Task Opened => Task.CompletedTask;

    /// <summary>All that receiving ever reads.</summary>
    public IReadOnlyList<WarRoom> OpenRooms { get; set; } = [];

    public Task<T> ReadAsync<T>(Func<Session, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        IsAway ? throw new StorageUnavailableException("no disk") : Task.FromResult((T)OpenRooms);

    public Task<T> WriteAsync<T>(Func<Session, CancellationToken, Task<T>> write, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> AppendAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        if (IsAway)
            throw new StorageUnavailableException("no disk");
        var isNew = _keys.TryAdd(arrival.Key, arrival);
        if (isNew)
        {
            _stored.Enqueue(arrival);
            foreach (var signal in arrival.Kind == Kinds.Signals ? Json.Read<SignalsReceived>(arrival.Body).Signals : [])
                _told.Writer.TryWrite(signal);
        }

        return Task.FromResult(isNew);
    }

    /// <summary>The next signal of this kind after the last one that was waited for.</summary>
    public async Task<Signal> NextAsync(Func<Signal, bool> isIt)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        enough.CancelAfter(TimeSpan.FromSeconds(60));
        await foreach (var signal in _told.Reader.ReadAllAsync(enough.Token))
        {
            if (isIt(signal))
                return signal;
        }

        throw new InvalidOperationException("nothing more is told");
    }
}

/// <summary>What lies at Amazon's addresses, and who asked for it.</summary>
internal sealed class FakeFetch : ISourceFetch
{
    private readonly ConcurrentQueue<Uri> _asked = [];

    public IReadOnlyList<Uri> Asked => [.. _asked];

    public Func<Uri, Fetched> Answers { get; set; } = address =>
        SnsSender.Fetched(address) is { } certificate ? new(certificate, "", IsLasting: false)
        : address.AbsoluteUri == SnsSender.SubscribeAddress ? new([], "", IsLasting: false)
        : new(null, "answered 404", IsLasting: true);

    public Task<Fetched> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        _asked.Enqueue(address);
        return Task.FromResult(Answers(address));
    }
}
