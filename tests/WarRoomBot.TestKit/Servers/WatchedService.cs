using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace WarRoomBot.TestKit.Servers;

/// <summary>
/// Services whose error rates a real Prometheus watches: above 5 its rule HighErrorRate fires at once, with severity critical, and tells
/// an Alertmanager.
/// </summary>
public sealed class WatchedService : IAsyncDisposable
{
    private const string Program = "prometheus";

    /// <summary>Prometheus lets an alert hold for four times as long as this after it last told of it.</summary>
    public static readonly TimeSpan ResendDelay = TimeSpan.FromSeconds(1);

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, double> _errorRates = [];

    private WatchedService(WebApplication app) => _app = app;

    public static string? WhyNot => RealServer.WhyNot(Program, "prometheus");

    /// <summary>Percent.</summary>
    public double this[string service]
    {
        set => _errorRates[service] = value;
    }

    public static async Task<WatchedService> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var service = new WatchedService(app);
        app.MapGet("/metrics", (RequestDelegate)(context => context.Response.WriteAsync(service.Metrics())));
        await app.StartAsync();
        return service;
    }

    /// <summary>Starts a Prometheus that watches; it may be stopped, and another started.</summary>
    public Task<RealServer> WatchAsync(AlertmanagerServer alertmanager, CancellationToken cancellationToken) => RealServer.StartAsync(
        Program,
        (port, folder) =>
        {
            File.WriteAllText(Path.Combine(folder, "prometheus.yml"), Settings(alertmanager));
            File.WriteAllText(Path.Combine(folder, "rules.yml"), Rules);
            return
            [
                "--config.file=prometheus.yml", "--storage.tsdb.path=data", $"--web.listen-address=127.0.0.1:{port}",
                "--web.external-url=http://prometheus.example.com:9090/",
                string.Create(CultureInfo.InvariantCulture, $"--rules.alert.resend-delay={ResendDelay.TotalSeconds}s"), "--log.level=error",
            ];
        },
        cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private string Metrics() =>
        string.Concat(_errorRates.Select(pair => string.Create(CultureInfo.InvariantCulture, $"error_rate{{service=\"{pair.Key}\"}} {pair.Value}\n")));

    private string Settings(AlertmanagerServer alertmanager) =>
        $$"""
        global: { scrape_interval: 100ms, scrape_timeout: 100ms, evaluation_interval: 100ms }
        rule_files: [ rules.yml ]
        alerting: { alertmanagers: [ { static_configs: [ { targets: [ "127.0.0.1:{{alertmanager.Server.Port}}" ] } ] } ] }
        scrape_configs: [ { job_name: shop, static_configs: [ { targets: [ "{{new Uri(_app.Urls.Single()).Authority}}" ] } ] } ]
        """;

    private const string Rules =
        """
        groups:
          - name: shop
            rules:
              - alert: HighErrorRate
                expr: error_rate > 5
                labels: { severity: critical }
                annotations:
                  summary: "{{ $labels.service }} fails"
                  description: "{{ $value }} % of requests & rising"
        """;
}
