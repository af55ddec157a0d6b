using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Plans;
using WarRoomBot.Probes;
using WarRoomBot.TestKit.Servers;

namespace WarRoomBot.Benchmarks;

/// <summary>
/// How many HTTP probes per second, each over a connection of its own, 64 in flight, beside the real blackbox_exporter: same target, same
/// machine, same run. The target has a process of its own, and so has the exporter; who asks the exporter is not counted as its work.
/// </summary>
internal static class ProbesBenchmark
{
    /// <summary>What this program is called with to be the target.</summary>
    internal const string TargetCommand = "probe-target";

    private const int InFlight = 64;
    private const int WarmUp = 5_000;
    private const int Count = 20_000;
    private const int Rounds = 3;
    private const string Exporter = "prometheus-blackbox-exporter";

    internal static async Task<int> RunAsync(TextWriter output)
    {
        if (RealServer.WhyNot(Exporter, Exporter) is { } whyNot)
        {
            await output.WriteLineAsync(whyNot);
            return 2;
        }

        await using var target = await StartTargetAsync();
        await using var exporter = await RealServer.StartAsync(Exporter, Arguments, CancellationToken.None);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddProbes(new ConfigurationBuilder().AddInMemoryCollection([new("Probes:AllowPrivateNetworks", "true")]).Build())
            .BuildServiceProvider();
        using var asker = new HttpMessageInvoker(new SocketsHttpHandler());
        var (kind, spec) = Probe(services, target.Port);
        var ours = new Contender("WarRoomBot", () => kind.ReadAsync(spec, new(1), CancellationToken.None).ContinueWith(
            read => read.Result is Reading.Number, TaskScheduler.Default), () => Environment.CpuUsage.TotalTime);
        var theirs = new Contender("blackbox_exporter", () => AskExporterAsync(asker, exporter.Port, target.Port), () => exporter.CpuTime);

        await ours.RunAsync(WarmUp);
        await theirs.RunAsync(WarmUp);
        await output.WriteLineAsync($"{Count:N0} probes, {InFlight} in flight, a fresh connection each");
        await output.WriteLineAsync("round  who                  probes/s   CPU s per thousand  failed");
        for (var round = 1; round <= Rounds; round++)
        {
            var (peer, own) = (await theirs.RunAsync(Count), await ours.RunAsync(Count));
            foreach (var result in new[] { peer, own })
            {
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{round,5}  {result.Who,-18} {result.PerSecond,10:#,0} {result.CpuPerThousand,20:0.000} {result.Failed,7}"));
            }

            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"       {own.PerSecond / peer.PerSecond:0.0} times as many, for {own.CpuPerThousand / peer.CpuPerThousand:0.00} of the CPU"));
        }

        return 0;
    }

    /// <summary>Answers every request with the same few bytes, as cheaply as can be.</summary>
    internal static async Task<int> ServeAsync(string port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture));
        listener.Start(backlog: 1024);
        while (true)
            _ = AnswerAsync(await listener.AcceptSocketAsync());
    }

    private static async Task AnswerAsync(Socket socket)
    {
        using var _ = socket;
        try
        {
            var buffer = new byte[2048];
            while (await socket.ReceiveAsync(buffer) > 0)
                await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"status\":\"ok\"}"u8.ToArray());
        }
        catch (SocketException)
        {
            // Gone.
        }
    }

    /// <summary>This program itself, once more.</summary>
    private static Task<RealServer> StartTargetAsync() =>
        RealServer.StartAsync(Environment.ProcessPath!, (port, _) => [TargetCommand, $"{port}"], CancellationToken.None);

    private static IEnumerable<string> Arguments(int port, string folder)
    {
        File.WriteAllText(Path.Combine(folder, "blackbox.yml"), "modules: { http: { prober: http, timeout: 10s, http: { preferred_ip_protocol: ip4 } } }\n");
        return ["--config.file=blackbox.yml", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error"];
    }

    private static (ProbeKind Kind, ProbeSpec Spec) Probe(IServiceProvider services, int port)
    {
        // The kind that opens a connection for each request.
        var kind = services.GetServices<ProbeKind>().Single(kind => kind.Name == "latency");
        PlanNode.Entry[] entries =
        [
            new(new(1, 1, "latency", false), new PlanNode.Scalar(1, 10, $"http://127.0.0.1:{port}/health", true)),
            new(new(2, 1, "samples", false), new PlanNode.Scalar(2, 10, "1", false)),
        ];
        return (kind, kind.Shape.Read(new PlanNode.Mapping(1, 1, entries), new("benchmark"))!);
    }

    private static async Task<bool> AskExporterAsync(HttpMessageInvoker asker, int exporter, int target)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{exporter}/probe?module=http&target=http://127.0.0.1:{target}/health");
        using var answer = await asker.SendAsync(request, CancellationToken.None);
        var body = await answer.Content.ReadAsByteArrayAsync();
        return body.AsSpan().IndexOf("\nprobe_success 1"u8) >= 0;
    }

    private sealed record Contender(string Who, Func<Task<bool>> ProbeAsync, Func<TimeSpan> Cpu)
    {
        public async Task<Result> RunAsync(int count)
        {
            var (next, failed) = (0, 0);
            var (cpu, began) = (Cpu(), Stopwatch.GetTimestamp());
            await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(async () =>
            {
                while (Interlocked.Increment(ref next) <= count)
                {
                    if (!await ProbeAsync())
                        Interlocked.Increment(ref failed);
                }
            })));
            var took = Stopwatch.GetElapsedTime(began);
            return new(Who, count / took.TotalSeconds, (Cpu() - cpu).TotalSeconds / count * 1000, failed);
        }
    }

    private sealed record Result(string Who, double PerSecond, double CpuPerThousand, int Failed);
}
