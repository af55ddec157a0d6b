using System.Globalization;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;

namespace WarRoomBot.Probes.UptimeRobot;

/// <summary>What UptimeRobot knows about one monitor.</summary>
/// <param name="At">Without the method.</param>
/// <param name="Days">How far back the uptime looks.</param>
internal sealed record UptimeRobotSpec(string At, string Key, long Monitor, UptimeRobotFigure Read, int Days) : ProbeSpec
{
    /// <summary>All figures of a monitor are in one answer.</summary>
    public HttpAsk Ask => new HttpAsk { Address = At, Hidden = [Key], Cap = HttpAsk.LargeAnswer }.Below("/getMonitors").Posting(
        ("api_key", Key),
        ("format", "json"),
        ("monitors", Monitor.ToString(CultureInfo.InvariantCulture)),
        ("response_times", "1"),
        ("custom_uptime_ratios", Days.ToString(CultureInfo.InvariantCulture)));

    public override string Origin => Read switch
    {
        UptimeRobotFigure.Uptime => string.Create(CultureInfo.InvariantCulture, $"UptimeRobot → uptime over {Days} d"),
        UptimeRobotFigure.ResponseTime => "UptimeRobot → mean response time",
        _ => "UptimeRobot → up or down",
    };

    public override string? Host => Ask.Host;

    public override Unit? Unit => Read switch
    {
        UptimeRobotFigure.Uptime => Plans.Unit.Percent,
        UptimeRobotFigure.ResponseTime => Plans.Unit.Milliseconds,
        _ => Plans.Unit.UpDown,
    };
}

internal enum UptimeRobotFigure
{
    State,
    Uptime,
    ResponseTime,
}
