using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Servers;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Benchmarks;

/// <summary>
/// How long it takes from an alert's webhook to its card at a fake Slack, everything stored durably on the way, beside the real Alertmanager
/// without a group wait, from an alert to its webhook. Slow enough that no rate limit of Slack is what is measured: some rooms in turn.
/// </summary>
internal static class LatencyBenchmark
{
    private const int Rooms = 12;
    private const int WarmUp = 8;
    private const int Count = 72;

    /// <summary>What Slack lets one workspace post for as long as one likes, by our own reckoning.</summary>
    private const double PerSecond = 4;

    private const double PeerPerSecond = 20;
    private const string Secret = "bench";

    private const string Plan =
        """
        name: Latency
        duration: 4h
        alerts: { storm-above: 100 }
        phases: [ { name: All, from: 0m, to: 4h, checks: [ { at: 4h, ask: [well] } ] } ]
        questions: { well: { text: "All well?" } }
        """;

    internal static async Task<int> RunAsync(TextWriter output)
    {
        await output.WriteLineAsync($"{Count} alerts, {PerSecond} a second, {Rooms} rooms in turn");
        await output.WriteLineAsync("where          p50 ms   p95 ms   p99 ms  slowest");
        await AlertmanagerAsync(output);
        foreach (var engine in Enum.GetValues<Engine>())
            await WarRoomBotAsync(engine, output);
        return 0;
    }

    private static async Task AlertmanagerAsync(TextWriter output)
    {
        var seen = new ConcurrentDictionary<string, long>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var hook = builder.Build();
        hook.Urls.Add("http://127.0.0.1:0");
        hook.MapPost("/", async (HttpContext context) =>
        {
            var at = Stopwatch.GetTimestamp();
            using var told = await System.Text.Json.JsonDocument.ParseAsync(context.Request.Body);
            seen.TryAdd(told.RootElement.GetProperty("groupLabels").GetProperty("alertname").GetString()!, at);
        });
        await hook.StartAsync();
        await using var alertmanager = await AlertmanagerServer.StartAsync(new(hook.Urls.First()), Secret, "4h", CancellationToken.None);
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{alertmanager.Server.Port}/api/v2/alerts"));
        var sent = await SendAsync(PeerPerSecond, number => (address, new object[] { new { labels = new { alertname = Title(number), severity = "critical" } } }));
        await WaitAsync(() => sent.Keys.All(title => seen.ContainsKey(title)));
        await TellAsync("Alertmanager", sent.ToDictionary(one => one.Key, one => Stopwatch.GetElapsedTime(one.Value.Ticks, seen[one.Key])), output);
    }

    private static async Task WarRoomBotAsync(Engine engine, TextWriter output)
    {
        await using var server = engine == Engine.PostgreSql ? await PostgresServer.StartAsync(durable: true) : null;
        var folder = Directory.CreateTempSubdirectory("warroombot-bench-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "latency.yaml"), Plan);
        await using var slack = await FakeSlack.StartAsync(TimeProvider.System);
        var settings = new Dictionary<string, string?>(slack.Settings)
        {
            ["Storage:Provider"] = engine.ToString(),
            ["Storage:ConnectionString"] = server is null ? $"Data Source={folder.FullName}/bench.db" : server.ConnectionString(await server.NewDatabaseAsync()),
            ["Plans:Directory"] = folder.FullName,
        };
        foreach (var room in Enumerable.Range(0, Rooms))
        {
            settings[$"Alerts:Sources:s{room}:Kind"] = "Generic";
            settings[$"Alerts:Sources:s{room}:Secret"] = Secret;
            settings[$"Alerts:Sources:s{room}:Room"] = $"#room-{room}";
        }

        await using var host = await HostProcess.StartAsync(settings, "Release");
        slack.Connect(host.Address);
        foreach (var room in Enumerable.Range(0, Rooms))
            await slack.SlashCommand($"room-{room}", "ana", "/warroom start latency v1");
        await WaitAsync(() => Enumerable.Range(0, Rooms).All(room => slack.Channel($"room-{room}").Messages.Count > 0));
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);

        var sent = await SendAsync(PerSecond, number => (
            new Uri(host.Address, $"/alerts/s{number % Rooms}"),
            new { fingerprint = Title(number), status = "firing", title = Title(number), severity = "P1" }));
        var cards = new Dictionary<string, DateTimeOffset>();
        await WaitAsync(() =>
        {
            foreach (var message in Enumerable.Range(0, Rooms).SelectMany(room => slack.Channel($"room-{room}").Messages))
            {
                if (sent.Keys.FirstOrDefault(title => message.Text.Split('\n')[0].Contains($" {title} ·", StringComparison.Ordinal)) is { } title)
                    cards[title] = message.PostedAt;
            }

            return cards.Count == sent.Count;
        });
        await TellAsync(engine.ToString(), sent.ToDictionary(one => one.Key, one => cards[one.Key] - one.Value.At), output);
        if (slack.Rates.Violations.Count > 0)
            await output.WriteLineAsync($"  {slack.Rates.Violations.Count} calls were beyond Slack's limits");
        folder.Delete(recursive: true);
    }

    private static string Title(int number) => string.Create(CultureInfo.InvariantCulture, $"alert {number:0000}");

    /// <summary>Sends all at their moments, whatever becomes of those before.</summary>
    /// <returns>When each was sent, those for warming up left out.</returns>
    private static async Task<Dictionary<string, (long Ticks, DateTimeOffset At)>> SendAsync(double perSecond, Func<int, (Uri Address, object Body)> request)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        var sent = new ConcurrentDictionary<string, (long, DateTimeOffset)>();
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, WarmUp + Count).Select(async number =>
        {
            var (address, body) = request(number);
            using var post = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
            post.Headers.Authorization = new("Bearer", Secret);
            await post.Content.LoadIntoBufferAsync();
            var wait = TimeSpan.FromSeconds(number / perSecond) - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System);
            if (number >= WarmUp)
                sent[Title(number)] = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());
            using var answer = await http.SendAsync(post, CancellationToken.None);
            if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Accepted))
                throw new InvalidOperationException($"{address} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }));
        return new(sent);
    }

    private static async Task WaitAsync(Func<bool> isSo)
    {
        var began = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(20))
                throw new TimeoutException("not everything arrived within 20 s");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }

    private static Task TellAsync(string where, Dictionary<string, TimeSpan> took, TextWriter output)
    {
        var sorted = took.Values.Select(time => time.TotalMilliseconds).Order().ToList();
        return output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{where,-12} {At(0.5),8:0.0} {At(0.95),8:0.0} {At(0.99),8:0.0} {sorted[^1],8:0.0}"));

        double At(double share) => sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(share * sorted.Count) - 1)];
    }
}
