using System.Diagnostics;
using System.Globalization;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Benchmarks;

/// <summary>
/// How long the final report of a long room takes, and how much memory: 48 hours, 50 metrics read every minute, 500 alerts, 50 incidents. And
/// how long 100 rooms that end in the same minute wait for theirs. In a host of its own, over loopback.
/// </summary>
internal static class ReportBenchmark
{
    private const int Rounds = 5;
    private const int ManyRooms = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string[] Forms = ["report", "report.md", "report.json"];

    internal static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var engines = arguments is [var only, ..] ? [Enum.Parse<Engine>(only, ignoreCase: true)] : Enum.GetValues<Engine>();
        foreach (var engine in engines)
        {
            await OneLongRoomAsync(engine, output);
            await ManyAtOnceAsync(engine, output);
        }

        return 0;
    }

    private static async Task OneLongRoomAsync(Engine engine, TextWriter output)
    {
        await using var server = engine == Engine.PostgreSql ? await PostgresServer.StartAsync(durable: true) : null;
        await using var database = await (server is null ? TestDatabase.CreateAsync(engine) : TestDatabase.CreateAsync(server));
        await using (var opened = await database.OpenAsync())
            await ReportScene.LongRoomAsync(opened.Store);
        await using var host = await HostProcess.StartAsync(database.Configuration, "Release");
        using var http = Client(host);
        var before = host.PeakBytes();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{engine}: 48 h, {ReportScene.Metrics} metrics, {ReportScene.Readings:#,0} readings, {ReportScene.Alerts} alerts, {ReportScene.Incidents} incidents; memory before {before / 1e6:0} MB"));
        foreach (var form in Forms)
        {
            var times = new List<double>();
            var size = 0;
            for (var round = 0; round < Rounds; round++)
            {
                var began = Stopwatch.GetTimestamp();
                size = (await http.GetByteArrayAsync(new Uri($"/rooms/1/{form}", UriKind.Relative))).Length;
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"  {form,-12} first {times[0],6:0} ms   then {times.Skip(1).Min(),6:0} to {times.Skip(1).Max(),6:0} ms   {size / 1e6,5:0.0} MB   memory at most {host.PeakBytes() / 1e6,4:0} MB"));
        }
    }

    /// <summary>Their time was up while nobody ran: the host that starts ends all of them at once.</summary>
    private static async Task ManyAtOnceAsync(Engine engine, TextWriter output)
    {
        await using var server = engine == Engine.PostgreSql ? await PostgresServer.StartAsync(durable: true) : null;
        await using var database = await (server is null ? TestDatabase.CreateAsync(engine) : TestDatabase.CreateAsync(server));
        await using var opened = await database.OpenAsync();
        await ReportScene.ManyRoomsAsync(opened.Store, ManyRooms);
        await using var host = await HostProcess.StartAsync(database.Configuration, "Release");
        var began = Stopwatch.GetTimestamp();
        long posted;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            posted = await ReportScene.PostedAsync(opened.Store);
        }
        while (posted < ManyRooms && Stopwatch.GetElapsedTime(began) < Patience);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"  {posted} of {ManyRooms} rooms of {ReportScene.FewReadings:#,0} readings that ended together have their final report in chat {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s after the host was ready; memory at most {host.PeakBytes() / 1e6:0} MB"));
    }

    private static HttpClient Client(HostProcess host)
    {
#pragma warning disable RS0030 // It asks from outside, as a browser does.
        return new(new SocketsHttpHandler()) { BaseAddress = host.Address };
#pragma warning restore RS0030
    }
}
