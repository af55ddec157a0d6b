using System.Globalization;
using WarRoomBot.Plans;

namespace WarRoomBot.Probes.Host;

/// <summary>
/// The probe <c>host</c>, as <c>{ host: disk, path?: / }</c>, <c>{ host: memory }</c>, <c>{ host: cpu }</c> or <c>{ host: load }</c>: the
/// machine that the bot runs on, or the container where that is one. Source: proc(5), and the kernel's documentation of cgroup v2.
/// </summary>
internal sealed class HostProbe(HostFiles files, TimeProvider time) : ProbeKind<HostSpec>
{
    private readonly LastSeen<CpuTime> _last = new(time);

    public override string Name => "host";

    public override Shape<ProbeSpec> Shape { get; } = Shapes.Group<ProbeSpec>(keys =>
    {
        var figure = keys.Required("host", Shapes.Choice<HostFigure>(), "what is read of the machine the bot runs on");
        var path = keys.Optional("path", Shapes.Line("a path", "write it as in /var/lib"), "whose file system is meant, for disk; / without it");
        return values =>
        {
            if (path.In(values) is { } unwanted && figure.In(values) is { Value: not HostFigure.Disk })
                values.Mistakes.Add(unwanted.At, "'path' means nothing here", "it belongs to host: disk; remove it");
            return figure.In(values) is { } known ? new HostSpec(known.Value, path.In(values)?.Value ?? "/") : null;
        };
    });

    protected override Task<Reading> ReadAsync(HostSpec spec, ProbeRound round, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult(spec.Figure switch
            {
                HostFigure.Disk => Disk(spec.Path),
                HostFigure.Memory => Memory(),
                HostFigure.Cpu => Cpu(spec),
                _ => Load(),
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var why = spec.Figure == HostFigure.Disk ? $"there is nothing to be read at {spec.Path}" : "this machine has no /proc to read from";
            return Task.FromResult<Reading>(new Reading.Failed(Failure.Configuration, why));
        }
    }

    /// <summary>As df counts: what only root may use is neither used nor free, and a part of a percent is one more.</summary>
    private Reading Disk(string path)
    {
        var (size, free, available) = files.Space(path);
        var used = size - free;
        return used + available > 0
            ? new Reading.Number(Math.Ceiling(100.0 * used / (used + available)))
            : new Reading.NoData("the file system has no size");
    }

    private Reading Memory()
    {
        if (files.Find("/sys/fs/cgroup/memory.max")?.Trim() is { } max && double.TryParse(max, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && Number(files.Find("/sys/fs/cgroup/memory.current")?.Trim()) is { } current && limit > 0)
        {
            var cache = Number(Field(files.Find("/sys/fs/cgroup/memory.stat") ?? "", "inactive_file", ' ')) ?? 0;
            return new Reading.Number(100 * Math.Max(0, current - cache) / limit) { Note = "of the container's limit" };
        }

        var info = files.Read("/proc/meminfo");
        return (Number(Field(info, "MemTotal", ':')), Number(Field(info, "MemAvailable", ':'))) is ( > 0 and var total, { } available)
            ? new Reading.Number(100 * (total - available) / total)
            : Foreign("/proc/meminfo");
    }

    private Reading Cpu(HostSpec spec)
    {
        var times = files.Read("/proc/stat").Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Number).ToList();

        // user nice system idle iowait irq softirq steal; guest time behind them is in user already.
        if (times.Count < 5 || times.Contains(null))
            return Foreign("/proc/stat");
        var now = new CpuTime(times.Take(8).Sum()!.Value, (times[3] + times[4])!.Value);
        if (_last.Swap(spec, now) is not ({ } before, _) || now.All <= before.All)
            return new Reading.NoData("counting from this reading on");
        var all = now.All - before.All;
        return new Reading.Number(Math.Clamp(100 * (all - (now.Idle - before.Idle)) / all, 0, 100));
    }

    private Reading Load()
    {
        var text = files.Read("/proc/loadavg").Split(' ')[0];
        return Number(text) is { } load
            ? new Reading.Number(load / files.Cores) { Note = $"{text} on {files.Cores} cores" }
            : Foreign("/proc/loadavg");
    }

    private static Reading.Failed Foreign(string path) => new(Failure.NotUnderstood, $"{path} reads unlike what Linux writes there");

    /// <summary>The first number behind a name at the beginning of a line.</summary>
    private static string? Field(string text, string name, char end) => text.Split('\n')
        .FirstOrDefault(line => line.StartsWith($"{name}{end}", StringComparison.Ordinal))?[(name.Length + 1)..]
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record CpuTime(double All, double Idle);
}
