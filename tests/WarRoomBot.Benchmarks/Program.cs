using WarRoomBot.Benchmarks;

return args switch
{
    ["commands", .. var rest] => await CommandsBenchmark.RunAsync(rest, Console.Out),
    ["probes"] => await ProbesBenchmark.RunAsync(Console.Out),
    [ProbesBenchmark.TargetCommand, var port] => await ProbesBenchmark.ServeAsync(port),
    ["latency"] => await LatencyBenchmark.RunAsync(Console.Out),
    ["incidents"] => await IncidentsBenchmark.RunAsync(Console.Out),
    ["alerts"] => await AlertsBenchmark.RunAsync(Console.Out),
    ["report", .. var rest] => await ReportBenchmark.RunAsync(rest, Console.Out),
    ["socket", .. var rest] => await SocketBenchmark.RunAsync(rest, Console.Out),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        dotnet run -c Release --project tests/WarRoomBot.Benchmarks -- <what>

          alerts      alerts accepted per second in batches of 1, 10 and 100, on SQLite and PostgreSQL, beside the real Alertmanager
          commands    signed slash commands: at 200/s and as fast as they go, on SQLite and PostgreSQL
          latency     from an alert's webhook to its card at a fake Slack, on SQLite and PostgreSQL, beside the real Alertmanager
          incidents   opening one with 20 people, and lists beside 1,000 open ones and a million lines of record, on SQLite and PostgreSQL
          probes      HTTP probes per second, 64 in flight with fresh connections, beside the real blackbox_exporter
          report      the final report of a 48-hour room with 50 metrics a minute, and of 100 rooms that end together, on SQLite and PostgreSQL
          socket      envelopes of Slack's Socket Mode: acknowledged at 500/s and as fast as they go, memory after 100,000, on SQLite and PostgreSQL
        """);
    return 2;
}
