using WarRoomBot.TestKit;
using System.Globalization;
using System.Text;
using WarRoomBot.TestKit.Servers;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Benchmarks;

/// <summary>
/// How many alerts are accepted per second: here each stored durably before it is answered, beside the real Alertmanager on the same
/// machine in the same run, which keeps them in memory. Every alert is one that was never seen before.
/// </summary>
internal static class AlertsBenchmark
{
    private const int Connections = 64;
    private const string Secret = "bench";

    private static readonly (int Batch, int Requests)[] Loads = [(1, 30_000), (10, 8_000), (100, 1_500)];

    internal static async Task<int> RunAsync(TextWriter output)
    {
        // One after the other: what one has accepted keeps it busy, and would slow down the next.
        Row[] rows = [.. await AlertmanagerAsync(), .. await WarRoomBotAsync(Engine.Sqlite), .. await WarRoomBotAsync(Engine.PostgreSql)];
        await output.WriteLineAsync("batch  where          alerts/s   ratio   p50 ms   p99 ms  refused  cpu µs per alert");
        foreach (var (batch, _) in Loads)
        {
            var alike = rows.Where(row => row.Batch == batch).ToList();
            foreach (var (who, _, perSecond, result, cpu) in alike)
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{batch,5}  {who,-12} {perSecond,10:#,0} {perSecond / alike[0].PerSecond,7:0.00} {result.P50,8:0.0} {result.P99,8:0.0} {result.Refused,8} {cpu,17:0.0}"));
            }
        }

        return 0;
    }

    private static async Task<IReadOnlyList<Row>> AlertmanagerAsync()
    {
        await using var alertmanager = await AlertmanagerServer.StartAsync(null, "", "4h", CancellationToken.None);
        return await MeasureAsync(new("Alertmanager", alertmanager.Server.Port, "/api/v2/alerts", ForAlertmanager, () => alertmanager.Server.CpuTime, null));
    }

    private static async Task<IReadOnlyList<Row>> WarRoomBotAsync(Engine engine)
    {
        await using var server = engine == Engine.PostgreSql ? await PostgresServer.StartAsync(durable: true) : null;
        var folder = Directory.CreateTempSubdirectory("warroombot-bench-");
        var connection = server is null ? $"Data Source={folder.FullName}/bench.db" : server.ConnectionString(await server.NewDatabaseAsync());
        IReadOnlyList<Row> rows;
        await using (var host = await HostProcess.StartAsync(Settings(engine, connection), "Release"))
        {
            // The work of PostgreSQL itself is not counted: its processes come and go.
            rows = await MeasureAsync(new(engine.ToString(), host.Port, "/alerts/bench", ForWarRoomBot, host.CpuTime, TestDatabase.Of(engine, connection)));
        }

        folder.Delete(recursive: true);
        return rows;
    }

    private static async Task<IReadOnlyList<Row>> MeasureAsync(Contender contender)
    {
        // Until what is compiled while running is compiled.
        await contender.SendAsync("warm", 1, 30_000);
        var rows = new List<Row>();
        foreach (var (batch, requests) in Loads)
        {
            await contender.RestAsync();
            var cpu = contender.Cpu();
            var result = await contender.SendAsync($"load-{batch}", batch, requests);
            rows.Add(new(contender.Name, batch, batch * result.PerSecond, result, (contender.Cpu() - cpu).TotalMicroseconds / (batch * requests)));
        }

        return rows;
    }

    private static Dictionary<string, string?> Settings(Engine engine, string connection) => new()
    {
        ["Storage:Provider"] = engine.ToString(),
        ["Storage:ConnectionString"] = connection,
        ["LocalChat:Enabled"] = "false",
        ["Alerts:Sources:bench:Kind"] = "Alertmanager",
        ["Alerts:Sources:bench:Secret"] = Secret,
    };

    private static string ForAlertmanager(string run, int request, int batch) => $"[{Join(batch, number =>
        $$$"""{"labels":{{{Labels(run, request, number)}}},{{{Annotations}}},"startsAt":"2026-03-03T11:58:12.345Z","generatorURL":"http://prometheus.example.com:9090/graph"}""")}]";

    private static string ForWarRoomBot(string run, int request, int batch) =>
        $$$"""{"receiver":"warroom","status":"firing","alerts":[{{{Join(batch, number =>
            $$$"""{"status":"firing","labels":{{{Labels(run, request, number)}}},{{{Annotations}}},"startsAt":"2026-03-03T11:58:12.345Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://prometheus.example.com:9090/graph","fingerprint":"{{{Fingerprint(run, request, number)}}}"}""")}}}],"groupLabels":{"alertname":"HighErrorRate"},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://alertmanager.example.com:9093","version":"4","groupKey":"{}:{alertname=\"HighErrorRate\"}","truncatedAlerts":0}""";

    private const string Annotations = "\"annotations\":{\"summary\":\"Checkout fails for one in ten\",\"description\":\"Error rate is 11 % and rising\"}";

    private static string Labels(string run, int request, int number) => string.Create(CultureInfo.InvariantCulture,
        $"{{\"alertname\":\"HighErrorRate\",\"severity\":\"critical\",\"service\":\"checkout\",\"job\":\"api\",\"instance\":\"{run}-{request}-{number}\"}}");

    private static string Fingerprint(string run, int request, int number) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(Labels(run, request, number))).AsSpan(0, 8));

    private static string Join(int batch, Func<int, string> alert) => string.Join(',', Enumerable.Range(0, batch).Select(alert));

    /// <param name="Cpu">Microseconds for each alert.</param>
    private sealed record Row(string Who, int Batch, double PerSecond, LoadResult Result, double Cpu);

    /// <param name="Cpu">Processor time so far.</param>
    /// <param name="Database">Where what it has accepted waits; null where nothing does.</param>
    private sealed record Contender(string Name, int Port, string Path, Func<string, int, int, string> Body, Func<TimeSpan> Cpu, TestDatabase? Database)
    {
        public Task RestAsync() => Database is null ? Task.CompletedTask : Backlog.HandledAsync(Database);

        public Task<LoadResult> SendAsync(string run, int batch, int requests) =>
            RawLoad.SendAsync(Port, [.. Enumerable.Range(0, requests).Select(request => Request(Body(run, request, batch)))], Connections, 0);

        private byte[] Request(string body)
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            var head = string.Create(CultureInfo.InvariantCulture,
                $"POST {Path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer {Secret}\r\nContent-Length: {bytes.Length}\r\n\r\n");
            return [.. Encoding.ASCII.GetBytes(head), .. bytes];
        }
    }
}
