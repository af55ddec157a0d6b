using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Reports.Contract;

/// <summary>A report's facts as people read them, the same in every form.</summary>
internal static class ReportWords
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>What the mean times mean.</summary>
    internal const string Definitions =
        "MTTD: from when the trouble began to when it was noticed. MTTA: from then to when somebody took it in hand. MTTR: from when it began to when it was resolved.";

    /// <summary>Cut off, not rounded up: 99.996 % is not 100 %.</summary>
    internal static string Share(double percent) => string.Create(English, $"{Math.Floor(percent * 100) / 100:0.##} %");

    /// <summary>How much of the time was seen; cut off as well.</summary>
    internal static string Seen(double percent) => string.Create(English, $"{Math.Floor(percent * 10) / 10:0.#} %");

    /// <summary>A line of the record, understood without the others.</summary>
    internal static string Event(string what, string text) => what switch
    {
        AlertChanges.Muted => $"muted {text}",
        AlertChanges.Unmuted => $"no longer muted: {text}",
        "room-extended" => $"extended the room {text}",
        _ => text,
    };

    internal static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy HH:mm' UTC'", English);

    /// <summary>Without the year: where the report says it above.</summary>
    internal static string Minute(DateTimeOffset at) => PlainText.Of(Span.Date(at));

    internal static string Time(TimeSpan? time) => time is { } known ? Durations.Words(known) : "–";

    internal static Mark MarkOf(TargetVerdict verdict) => verdict switch
    {
        TargetVerdict.Met => Mark.Done,
        TargetVerdict.Missed => Mark.Bad,
        _ => Mark.Unknown,
    };

    internal static string Of(TargetVerdict verdict) => verdict switch
    {
        TargetVerdict.Met => "met",
        TargetVerdict.Missed => "missed",
        _ => "not known",
    };

    internal static string Of(Trend? trend) => trend switch
    {
        Trend.Rising => "↑ rising",
        Trend.Falling => "↓ falling",
        Trend.Stable => "→ stable",
        _ => "–",
    };

    internal static string Stretch(Report report) =>
        $"{Moment(report.Stretch.From)} to {Moment(report.Stretch.To)} ({Durations.Offset(report.Stretch.FromOffset)} to {Durations.Offset(report.Stretch.ToOffset)}, {Durations.Words(report.Stretch.Length)})";
}
