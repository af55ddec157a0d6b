using WarRoomBot.Signals;
using WarRoomBot.TestKit.Servers;

namespace WarRoomBot.Tests.Signals;

/// <summary>
/// Everything from watched services to the bot, on loopback. Prometheus takes five seconds to find what it is to watch, so the tests of a
/// class share one, each with services of its own.
/// </summary>
public sealed class AlertingStage : IAsyncLifetime
{
    private RealServer? _prometheus;

    internal static string? WhyNot => AlertmanagerServer.WhyNot ?? WatchedService.WhyNot;

    internal SignalBot Bot { get; private set; } = null!;

    internal WatchedService Service { get; private set; } = null!;

    internal AlertmanagerServer Alertmanager { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (WhyNot is not null)
            return;
        Bot = await SignalBot.StartAsync([.. Sender.Of("prom").Configuration, new("Alerts:Sources:prom:RepeatsWithin", "1h")]);
        Service = await WatchedService.StartAsync();
        Alertmanager = await AlertmanagerServer.StartAsync(new(Bot.Address, "/alerts/prom"), Sender.Secret, repeat: "1s", CancellationToken.None);
        await StartPrometheusAsync();
    }

    internal async Task StartPrometheusAsync() => _prometheus = await Service.WatchAsync(Alertmanager, CancellationToken.None);

    internal async Task StopPrometheusAsync()
    {
        if (_prometheus is { } running)
            await running.DisposeAsync();
        _prometheus = null;
    }

    internal async Task<Signal> NextAsync(SignalStatus status, string service) =>
        await Bot.Store.NextAsync(signal => signal.Status == status && signal.Service == service);

    /// <summary>Another alert of the same group fires and ends: Alertmanager has told all it had to tell of the group by then.</summary>
    internal async Task RoundAsync(string service)
    {
        Service[service] = 11;
        await NextAsync(SignalStatus.Firing, service);
        Service[service] = 0;
        await NextAsync(SignalStatus.Resolved, service);
    }

    public async ValueTask DisposeAsync()
    {
        if (WhyNot is not null)
            return;
        await StopPrometheusAsync();
        await Alertmanager.DisposeAsync();
        await Service.DisposeAsync();
        await Bot.DisposeAsync();
    }
}
