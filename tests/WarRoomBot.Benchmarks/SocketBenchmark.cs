using System.Diagnostics;
using System.Globalization;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Benchmarks;

/// <summary>
/// How fast an envelope of Socket Mode is acknowledged: slash commands over two connections, each stored durably before its acknowledgement; and the
/// memory of the host after a hundred thousand of them.
/// </summary>
internal static class SocketBenchmark
{
    private const int Steady = 10_000;
    private const int PerSecond = 500;
    private const int Full = 90_000;
    private const int AtOnce = 64;
    private const int Channels = 200;

    internal static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var engines = arguments is [var only, ..] ? [Enum.Parse<Engine>(only, ignoreCase: true)] : Enum.GetValues<Engine>();
        await output.WriteLineAsync("engine      load     envelopes    acked/s     p50 ms   p95 ms   p99 ms  slowest  refused  cpu µs each   memory MB");
        foreach (var engine in engines)
        {
            await using var server = engine == Engine.PostgreSql ? await PostgresServer.StartAsync(durable: true) : null;
            var folder = Directory.CreateTempSubdirectory("warroombot-bench-");
            await using var slack = await FakeSlack.StartAsync(TimeProvider.System);
            var settings = new Dictionary<string, string?>(slack.SocketSettings)
            {
                ["Storage:Provider"] = engine.ToString(),
                ["Storage:ConnectionString"] = server is null ? $"Data Source={folder.FullName}/bench.db" : server.ConnectionString(await server.NewDatabaseAsync()),
            };
            await using var host = await HostProcess.StartAsync(settings, "Release");
            await slack.Until(() => slack.Sockets.Open.Count == 2);
            await LoadAsync(slack, 5000, PerSecond);
            await RowAsync(engine, $"{PerSecond}/s", slack, host, Steady, PerSecond, output);
            await RowAsync(engine, "full", slack, host, Full, 0, output);
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task RowAsync(Engine engine, string load, FakeSlack slack, HostProcess host, int count, double rate, TextWriter output)
    {
        var cpu = host.CpuTime();
        var began = Stopwatch.GetTimestamp();
        var (took, refused) = await LoadAsync(slack, count, rate);
        var lasted = Stopwatch.GetElapsedTime(began);
        cpu = host.CpuTime() - cpu;
        Array.Sort(took);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{engine,-11} {load,-8} {count,9:#,0} {count / lasted.TotalSeconds,10:#,0} {At(0.5),10:0.0} {At(0.95),8:0.0} {At(0.99),8:0.0} {took[^1],8:0.0} {refused,8} {cpu.TotalMicroseconds / count,12:0} {host.ResidentBytes() / 1e6,11:0}"));

        double At(double share) => took[Math.Min(took.Length - 1, (int)Math.Ceiling(share * took.Length) - 1)];
    }

    /// <param name="rate">Per second, whatever the answers do; zero for as fast as a number of people who wait for each answer can.</param>
    /// <returns>How long each took, in ms, and how many were not acknowledged.</returns>
    private static async Task<(double[] Took, int Refused)> LoadAsync(FakeSlack slack, int count, double rate)
    {
        var took = new double[count];
        var refused = 0;
        using var places = new SemaphoreSlim(AtOnce);
        var began = Stopwatch.GetTimestamp();
        var sent = new List<Task>(count);
        for (var number = 0; number < count; number++)
        {
            if (rate > 0)
            {
                var wait = TimeSpan.FromSeconds(number / rate) - Stopwatch.GetElapsedTime(began);
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, TimeProvider.System);
            }
            else
            {
                await places.WaitAsync();
            }

            sent.Add(SendAsync(number));
        }

        await Task.WhenAll(sent);
        return (took, refused);

        async Task SendAsync(int number)
        {
            var start = Stopwatch.GetTimestamp();
            var answer = await slack.SlashCommand($"room-{number % Channels}", "ana", $"/warroom log cache flushed {number}");
            took[number] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (!answer.IsOk)
                Interlocked.Increment(ref refused);
            if (rate == 0)
                places.Release();
        }
    }
}
