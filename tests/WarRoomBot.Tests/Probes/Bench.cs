using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WarRoomBot.Plans;
using WarRoomBot.Probes;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Tests.Probes;

/// <summary>The probes as the host has them, on a clock of the test's own.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly LogLines _log = new();

    /// <param name="addresses">What every name resolves to; null asks the operating system.</param>
    public Bench(bool allowPrivateNetworks = true, string[]? addresses = null, params (string Key, string Value)[] settings)
    {
        var values = settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        values["Probes:AllowPrivateNetworks"] = $"{allowPrivateNetworks}";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        if (addresses is not null)
            services.AddSingleton<INameResolver>(Names = new(addresses));
        _services = services.AddProbes(configuration).BuildServiceProvider();
    }

    public WatchedClock Clock { get; } = new();

    public FakeNames? Names { get; }

    /// <summary>Everything that was logged, by anybody.</summary>
    public IReadOnlyList<string> Logged => [.. _log.Lines];

    public IReadOnlyList<ProbeKind> Kinds => [.. _services.GetServices<ProbeKind>()];

    public ProbeKind Kind(string name) => Kinds.Single(kind => kind.Name == name);

    /// <summary>Reads a probe as a plan writes it.</summary>
    public ProbeSpec Spec(string kind, params (string Key, object Value)[] written)
    {
        var mistakes = new Mistakes("plan.yaml");
        var spec = Kind(kind).Shape.Read(Written.Map(written), mistakes);
        Assert.Empty(mistakes.All);
        return spec!;
    }

    public Task<Reading> ReadAsync(string kind, params (string Key, object Value)[] written) =>
        Kind(kind).ReadAsync(Spec(kind, written), new(1), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> format) =>
            Lines.Enqueue($"{format(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}

/// <summary>Knows every name, and counts how often it was asked.</summary>
internal sealed class FakeNames(string[] addresses) : INameResolver
{
    public int Asked { get; private set; }

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Asked++;
        return Task.FromResult(addresses.Select(IPAddress.Parse).ToArray());
    }
}
