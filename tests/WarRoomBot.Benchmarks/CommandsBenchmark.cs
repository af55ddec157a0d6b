using WarRoomBot.TestKit;
using System.Globalization;
using System.Net;
using System.Text;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Benchmarks;

/// <summary>How fast Slack gets its 200: signed slash commands, each stored durably before it is answered.</summary>
internal static class CommandsBenchmark
{
    private const int Connections = 64;
    private const int Channels = 200;

    internal static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var engines = arguments is [var only, ..] ? [Enum.Parse<Engine>(only, ignoreCase: true)] : Enum.GetValues<Engine>();
        await output.WriteLineAsync("engine      load          accepted/s     p50 ms   p95 ms   p99 ms  slowest  refused  cpu µs each   memory MB  ready s  handled s later");
        foreach (var engine in engines)
        {
            if (arguments.Length < 2)
                await RowAsync(engine, "200/s", 4000, 200, output);
            await RowAsync(engine, "full", 200_000, 0, output);
        }

        return 0;
    }

    private static async Task RowAsync(Engine engine, string load, int count, double rate, TextWriter output)
    {
        await using var server = engine == Engine.PostgreSql ? await PostgresServer.StartAsync(durable: true) : null;
        var folder = Directory.CreateTempSubdirectory("warroombot-bench-");
        await using var slack = await FakeSlack.StartAsync(TimeProvider.System);
        var settings = new Dictionary<string, string?>(slack.Settings)
        {
            ["Storage:Provider"] = engine.ToString(),
            ["Storage:ConnectionString"] = server is null ? $"Data Source={folder.FullName}/bench.db" : server.ConnectionString(await server.NewDatabaseAsync()),
        };
        await using var host = await HostProcess.StartAsync(settings, "Release");
        await RawLoad.SendAsync(host.Port, Requests(slack, 20_000, "warm"), Connections, 0);
        var cpu = host.CpuTime();
        var result = await RawLoad.SendAsync(host.Port, Requests(slack, count, "load"), rate > 0 ? 16 : Connections, rate);
        cpu = host.CpuTime() - cpu;
        var handled = await Backlog.HandledAsync(TestDatabase.Of(engine, settings["Storage:ConnectionString"]!));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{engine,-11} {load,-8} {result.PerSecond,15:#,0} {result.P50,10:0.0} {result.P95,8:0.0} {result.P99,8:0.0} {result.Slowest,8:0.0} {result.Refused,8} {cpu.TotalMicroseconds / count,12:0} {host.ResidentBytes() / 1e6,11:0} {host.ReadyAfter.TotalSeconds,8:0.00} {handled.TotalSeconds,16:0.0}"));
        folder.Delete(recursive: true);
    }

    private static List<byte[]> Requests(FakeSlack slack, int count, string run)
    {
        var requests = new List<byte[]>(count);
        var person = slack.Person("ana");
        for (var number = 0; number < count; number++)
        {
            var channel = slack.Channel($"room-{number % Channels}");
            channel.Join(person);
            var reply = WebUtility.UrlEncode(slack.ResponseUrls.New(channel, person).ToString());
            var body = Encoding.ASCII.GetBytes(
                $"token=deprecated&team_id=T0FAKE&team_domain=fake&channel_id={channel.Id}&channel_name={channel.Name}&user_id={person.Id}&user_name=ana"
                + $"&command=%2Fwarroom&text=log+cache+flushed+{number}&api_app_id=A0FAKE&is_enterprise_install=false"
                + $"&response_url={reply}&trigger_id=1234567890.{number}.{run}");
            var head = new StringBuilder("POST /slack/commands HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n");
            foreach (var (name, value) in slack.Bot.Sign(body))
                head.Append(name).Append(": ").Append(value).Append("\r\n");
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n");
            requests.Add([.. Encoding.ASCII.GetBytes(head.ToString()), .. body]);
        }

        return requests;
    }
}
