using System.Text.Json;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.Docker;

/// <summary>The probe <c>docker</c>: state and use of one container. Source: Docker Engine API, "ContainerInspect" and "ContainerStats".</summary>
internal sealed class DockerProbe(ProbeHttp http, TimeProvider time) : ProbeKind<DockerSpec>, IDisposable
{
    /// <summary>Each takes the engine a second or two.</summary>
    private const int MostStatsAtOnce = 4;

    private readonly LastSeen<Starts> _last = new(time);
    private readonly SemaphoreSlim _stats = new(MostStatsAtOnce);

    public override string Name => "docker";

    public override Shape<ProbeSpec> Shape => DockerShape.Shape;

    public void Dispose() => _stats.Dispose();

    protected override async Task<Reading> ReadAsync(DockerSpec spec, ProbeRound round, CancellationToken cancellationToken)
    {
        var isUse = spec.Read == DockerFigure.Cpu || spec.Read == DockerFigure.Memory || spec.Read == DockerFigure.MemoryUsed;
        var ask = spec.About(isUse ? "stats?stream=false" : "json");
        var asking = round.OnceAsync(ask.Key, () => isUse ? FetchInTurnAsync(ask, cancellationToken) : FetchAsync(ask, cancellationToken));
        var answer = await asking.WaitAsync(cancellationToken);
        return answer is null ? Gone(spec) : answer.Read(root => isUse ? Use(spec.Read, root) : State(spec, root));
    }

    private async Task<JsonAnswer?> FetchInTurnAsync(HttpAsk ask, CancellationToken cancellationToken)
    {
        await _stats.WaitAsync(cancellationToken);
        try
        {
            return await FetchAsync(ask, cancellationToken);
        }
        finally
        {
            _stats.Release();
        }
    }

    /// <returns>Null when the engine knows no such container.</returns>
    private async Task<JsonAnswer?> FetchAsync(HttpAsk ask, CancellationToken cancellationToken) =>
        await http.FetchAsync(ask, cancellationToken) switch
        {
            HttpAnswer.Answered { Status: 404 } answered when Says(ask, answered)?.Contains("No such container", StringComparison.Ordinal) == true => null,
            HttpAnswer.Answered { IsSuccess: false } answered => new JsonAnswer.NotUnderstood(
                Failure.Status, Says(ask, answered) is { } message ? $"HTTP {answered.Status}: {ask.Secrets.Quote(message)}" : $"HTTP {answered.Status}"),
            HttpAnswer.Answered answered => JsonAnswer.Of(ask, answered),
            HttpAnswer.Failed failed => new JsonAnswer.NotUnderstood(failed.Failure, failed.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string? Says(HttpAsk ask, HttpAnswer.Answered answered) =>
        JsonAnswer.Of(ask, answered) is JsonAnswer.Understood { Root: var root } ? root.Text("message") : null;

    private static Reading Gone(DockerSpec spec) => spec.Read.Unit == Unit.UpDown
        ? new Reading.Truth(false, "there is no such container")
        : new Reading.NoData("there is no such container");

    private Reading State(DockerSpec spec, JsonElement root)
    {
        if (root.Member("State") is not { } state || state.Text("Status") is not { } status)
            return Foreign;
        if (spec.Read == DockerFigure.Restarts)
            return Restarts(spec, root, state);
        if (status != "running")
            return new Reading.Truth(false, $"{Words(status)}{(state.Member("OOMKilled") is { ValueKind: JsonValueKind.True } ? ", it ran out of memory" : "")}");
        return (spec.Read == DockerFigure.Health ? state.Member("Health")?.Text("Status") : null) switch
        {
            "starting" => new Reading.NoData("its health check is starting"),
            "unhealthy" => new Reading.Truth(false, $"unhealthy, {state.Member("Health")!.Value.Number("FailingStreak") ?? 0:0} checks failed in a row"),

            // Without a health check running is all there is to know.
            _ => new Reading.Truth(true),
        };
    }

    /// <summary>The engine counts its own restarts; one by hand shows only in when it was started.</summary>
    private Reading Restarts(DockerSpec spec, JsonElement root, JsonElement state)
    {
        if (root.Number("RestartCount") is not { } count || state.Text("StartedAt") is not { } startedAt)
            return Foreign;
        if (_last.Swap(spec, new(count, startedAt)) is not ({ } before, _))
            return new Reading.NoData("counting from this reading on");
        var rise = before.Count <= count ? count - before.Count : 0;
        return new Reading.Number(rise == 0 && before.At != startedAt ? 1 : rise);
    }

    private static Reading Use(DockerFigure figure, JsonElement root)
    {
        if (root.Member("cpu_stats") is not { } cpu || root.Member("memory_stats") is not { } memory)
            return Foreign;
        if (figure == DockerFigure.Cpu)
            return Cpu(cpu, root.Member("precpu_stats"));
        if (memory.Number("usage") is not { } usage)
            return NotRunning;

        // What the kernel may take back at any time is not in use: so counts docker stats.
        var stats = memory.Member("stats");
        var cache = stats?.Number("total_inactive_file") ?? stats?.Number("inactive_file") ?? 0;
        var used = cache < usage ? usage - cache : usage;
        if (figure == DockerFigure.MemoryUsed)
            return new Reading.Number(used);
        return memory.Number("limit") is > 0 and var limit ? new Reading.Number(100 * used / limit) : new Reading.NoData("the engine tells no limit");
    }

    private static Reading Cpu(JsonElement now, JsonElement? before)
    {
        if (now.Number("system_cpu_usage") is not { } system || now.Member("cpu_usage")?.Number("total_usage") is not { } total)
            return NotRunning;
        var cpus = now.Number("online_cpus") ?? now.Member("cpu_usage")?.Member("percpu_usage")?.EnumerateArray().Count();
        if (before?.Number("system_cpu_usage") is not { } systemBefore || before.Value.Member("cpu_usage")?.Number("total_usage") is not { } totalBefore || systemBefore >= system)
            return new Reading.NoData("the engine gives no earlier reading to compare with");
        return new Reading.Number(Math.Max(0, 100 * (total - totalBefore) / (system - systemBefore))) { Note = cpus is null ? null : $"of {cpus:0} CPUs" };
    }

    private static Reading.NoData NotRunning => new("the container is not running");

    private static Reading.Failed Foreign => new(Failure.NotUnderstood, "not an answer of a Docker Engine");

    private static string Words(string status) => status switch
    {
        "created" => "created, never started",
        "paused" => "paused",
        "restarting" => "restarting",
        "removing" => "being removed",
        "exited" => "stopped",
        "dead" => "dead",
        _ => "not running",
    };

    private sealed record Starts(double Count, string At);
}
