using WarRoomBot.Plans;

namespace WarRoomBot.Probes.Host;

/// <summary>One figure of the machine that this process runs on.</summary>
/// <param name="Path">Whose file system is meant; only for the disk.</param>
internal sealed record HostSpec(HostFigure Figure, string Path) : ProbeSpec
{
    public override string Origin => Figure switch
    {
        HostFigure.Disk => $"the bot's own machine → disk at {Path}",
        HostFigure.Cpu => "the bot's own machine → CPU since the last reading",
        HostFigure.Load => "the bot's own machine → load of the last minute, per core",
        _ => "the bot's own machine → memory",
    };

    public override Unit? Unit => Figure == HostFigure.Load ? Plans.Unit.Count : Plans.Unit.Percent;
}

internal enum HostFigure
{
    Disk,
    Memory,
    Cpu,
    Load,
}
