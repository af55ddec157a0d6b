using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace WarRoomBot.Pipeline;

/// <summary>One span and one metric per step of the pipeline, under the name <c>WarRoomBot</c>.</summary>
internal static class Telemetry
{
    private static readonly ActivitySource Source = new("WarRoomBot");
    private static readonly Meter Meter = new("WarRoomBot");
    private static readonly Histogram<double> Waited = Meter.CreateHistogram<double>("warroombot.turn.waited", "s", "From stored to handled");
    private static readonly Counter<long> Sent = Meter.CreateCounter<long>("warroombot.delivery.calls", null, "Calls to chat platforms by answer");
    private static readonly Histogram<double> Acted = Meter.CreateHistogram<double>("warroombot.action.duration", "s", "Work outside chat");

    internal static Activity? Turn(string kind) => Source.StartActivity($"turn {kind}");

    internal static void TurnDone(string kind, TimeSpan waited) => Waited.Record(waited.TotalSeconds, new KeyValuePair<string, object?>("kind", kind));

    internal static Activity? Delivery(string step) => Source.StartActivity($"deliver {step}");

    internal static void Delivered(string step, string answer) =>
        Sent.Add(1, new KeyValuePair<string, object?>("step", step), new KeyValuePair<string, object?>("answer", answer));

    internal static Activity? Action(string kind) => Source.StartActivity($"perform {kind}");

    internal static void Performed(string kind, TimeSpan took) => Acted.Record(took.TotalSeconds, new KeyValuePair<string, object?>("kind", kind));
}
