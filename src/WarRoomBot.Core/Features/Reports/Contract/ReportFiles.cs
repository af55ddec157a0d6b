using System.Globalization;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Reports.Contract;

/// <summary>What a report is called when it is saved. Pure.</summary>
internal static class ReportFiles
{
    /// <summary>The page with all of a room, as far as it has come.</summary>
    internal static string PageOf(WarRoom room) => string.Create(CultureInfo.InvariantCulture, $"/rooms/{room.Id}/report");

    /// <summary>The page of the same stretch, with its slash.</summary>
    internal static string PageOf(Report report) => report.Kind == ReportKind.Final && !report.Room.IsOpen
        ? string.Create(CultureInfo.InvariantCulture, $"/rooms/{report.Room.Number}/report")
        : string.Create(CultureInfo.InvariantCulture, $"/rooms/{report.Room.Number}/report?from={Durations.Written(report.Stretch.FromOffset)}&to={Durations.Written(report.Stretch.ToOffset)}");

    /// <summary>Small letters, digits and dashes: <c>beta-war-room-7-final-report.md</c>.</summary>
    internal static string NameOf(Report report, string ending) =>
        string.Create(CultureInfo.InvariantCulture, $"{Slug.Of(report.Room.Plan)}-{report.Room.Number}-{Slug.Of(report.Title)}.{ending}");
}
