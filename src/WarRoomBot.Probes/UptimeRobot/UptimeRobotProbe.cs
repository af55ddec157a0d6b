using System.Globalization;
using System.Text.Json;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.UptimeRobot;

/// <summary>
/// The probe <c>uptimerobot</c>, as <c>{ uptimerobot: ${KEY}, monitor: 777712345, read?: state | uptime | response-time, over?, at? }</c>.
/// Source: UptimeRobot, "API", version 2, getMonitors.
/// </summary>
internal sealed class UptimeRobotProbe(Documents documents) : ProbeKind<UptimeRobotSpec>
{
    private const string Usual = "https://api.uptimerobot.com/v2";
    private const int MostDays = 90;

    private static readonly Shape<long?> Monitors = Shapes.Parsed<long?>(
        new() { ["type"] = new System.Text.Json.Nodes.JsonArray("integer", "string") },
        (scalar, mistakes) =>
        {
            if (long.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0)
                return id;
            mistakes.Add(scalar, $"{scalar.Shown} is not the number of a monitor", "write the number that stands in the monitor's address on the dashboard");
            return null;
        });

    public override string Name => "uptimerobot";

    public override Shape<ProbeSpec> Shape { get; } = Shapes.Group<ProbeSpec>(keys =>
    {
        var key = keys.Required("uptimerobot", HttpShapes.Token("uptimerobot"), "an API key that can only read, as ${NAME}");
        var monitor = keys.Required("monitor", Monitors, "the number of the monitor");
        var read = keys.Optional("read", Shapes.Choice<UptimeRobotFigure>(), "the figure that is read; state, which is up or down, without it");
        var over = keys.Optional("over", Shapes.DurationFrom(TimeSpan.FromDays(1), TimeSpan.FromDays(MostDays)), "how far back uptime looks, in whole days; 1d without it");
        var at = keys.Optional("at", HttpShapes.Address("at"), $"where the API is; {Usual} without it");
        return values =>
        {
            var figure = read.In(values)?.Value ?? UptimeRobotFigure.State;
            if (over.In(values) is { } window)
            {
                if (figure != UptimeRobotFigure.Uptime)
                    values.Mistakes.Add(window.At, "'over' means nothing here", "it belongs to read: uptime; remove it");
                else if (window.Value.Ticks % TimeSpan.TicksPerDay != 0)
                    values.Mistakes.Add(window.At, $"{window.At.Shown} is not a number of whole days", "write 1d or 7d, for instance");
            }

            return key.In(values) is { } token && monitor.In(values) is { } id
                ? new UptimeRobotSpec(at.In(values)?.Value ?? Usual, token.Value, id.Value!.Value, figure, over.In(values)?.Value.Days ?? 1)
                : null;
        };
    });

    protected override async Task<Reading> ReadAsync(UptimeRobotSpec spec, ProbeRound round, CancellationToken cancellationToken)
    {
        var document = await documents.OnceAsync(spec.Ask, round, cancellationToken);
        return document.Read(root => Figure(spec, root));
    }

    private static Reading Figure(UptimeRobotSpec spec, JsonElement root)
    {
        if (root.Text("stat") == "fail")
        {
            var message = root.Member("error")?.Text("message");
            return new Reading.Failed(Failure.Status, message is null ? "UptimeRobot refuses" : $"UptimeRobot refuses: {spec.Ask.Secrets.Quote(message)}");
        }

        if (root.Text("stat") != "ok" || root.List("monitors") is not { } monitors)
            return new Reading.Failed(Failure.NotUnderstood, "not an answer of UptimeRobot");
        if (monitors.Count == 0)
            return new Reading.Failed(Failure.Configuration, "this key knows no such monitor");
        return spec.Read switch
        {
            UptimeRobotFigure.Uptime => Number(monitors[0], "custom_uptime_ratio"),
            UptimeRobotFigure.ResponseTime => Number(monitors[0], "average_response_time"),
            _ => State(monitors[0]),
        };
    }

    private static Reading State(JsonElement monitor) => monitor.Number("status") switch
    {
        0 => new Reading.NoData("the monitor is paused"),
        1 => new Reading.NoData("the monitor has not checked yet"),
        2 => new Reading.Truth(true),

        // Suspected, and being looked at again: not yet down.
        8 => new Reading.Truth(true, "seems down, being checked again"),
        9 => new Reading.Truth(false, "UptimeRobot says down"),
        _ => new Reading.Failed(Failure.NotUnderstood, "not an answer of UptimeRobot"),
    };

    /// <summary>Comes as text in some answers and as a number in others.</summary>
    private static Reading Number(JsonElement monitor, string name)
    {
        var value = monitor.Number(name)
            ?? (double.TryParse(monitor.Text(name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null);
        return value is { } known ? new Reading.Number(known) : new Reading.NoData("UptimeRobot has no such figure for the monitor");
    }
}
