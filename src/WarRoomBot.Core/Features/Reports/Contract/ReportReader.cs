using WarRoomBot.Data;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.Feedback.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Reports.Contract;

/// <summary>Reads what a report is made of, in one snapshot. The readings are counted as they come: there may be hundreds of thousands.</summary>
internal sealed class ReportReader(RoomPlans plans)
{
    /// <summary>Lines of the record that are told one by one; the others are counted.</summary>
    private static readonly string[] Notable =
        ["note", "room-extended", "room-ended", "sight-lost", "sight-back", "way-failed", AlertChanges.Muted, AlertChanges.Unmuted];

    /// <returns>The report of a stretch of the room; what is known now counts, also of what began in the stretch and ended later.</returns>
    public async Task<Report> ReadAsync(Session session, WarRoom room, ReportRequest request, CancellationToken cancellationToken)
    {
        var plan = await plans.OfAsync(session, room, cancellationToken);
        var stretch = request.StretchOf(room.Clock);
        var (metrics, uptime) = await TallyAsync(session, room, plan, stretch, cancellationToken);
        return ReportMaker.Make(new()
        {
            Request = request,
            Room = room,
            Plan = plan,
            Stretch = stretch,
            Metrics = metrics,
            Uptime = uptime,
            Checks = await CheckStore.AllAsync(session, room.Id, cancellationToken),
            Alerts = await AlertStore.OwnAsync(session, room.Id, stretch.From, stretch.To, cancellationToken),
            AlertCounts = await AlertStore.CountsAsync(session, room.Id, stretch.From, stretch.To, cancellationToken),
            Incidents = await IncidentStore.OfRoomAsync(session, room.Id, cancellationToken),
            Gates = await GateStore.AllAsync(session, room.Id, cancellationToken),
            Truth = await RoomRecord.VerifyAsync(session, room, cancellationToken),
            Feedback = await FeedbackStore.GivenAsync(session, room.Id, cancellationToken),
            Figures = await FeedbackStore.FiguresAsync(session, room.Id, cancellationToken),
            Record = await RecordLines.ListAsync(session, room.Id, Notable, cancellationToken),
            Lessons = await LessonStore.ListAsync(session, room.Id, cancellationToken),
        });
    }

    private static async Task<(IReadOnlyList<MetricFact> Metrics, IReadOnlyList<UptimeFact> Uptime)> TallyAsync(
        Session session, WarRoom room, Plan plan, ReportStretch stretch, CancellationToken cancellationToken)
    {
        var ended = new List<(MetricFact Metric, UptimeFact? Uptime)>();
        foreach (var metric in plan.Metrics)
        {
            var tally = new MetricTally(metric, stretch, room.Clock);
            await SampleStore.EachAsync(
                session, room.Id, metric.Name, stretch.From - MetricTally.LooksBack(metric, room.Clock), stretch.To,
                reading => tally.Add(reading.At, reading.Outcome, reading.Value, reading.Why), cancellationToken);
            ended.Add(tally.End());
        }

        return ([.. ended.Select(one => one.Metric)], [.. ended.Select(one => one.Uptime).OfType<UptimeFact>()]);
    }
}

/// <summary>Which report is wanted.</summary>
/// <param name="Title">Null for the usual one.</param>
/// <param name="From">Offset from T0, in the room's time.</param>
/// <param name="To">Offset from T0, in the room's time, later than <paramref name="From"/>.</param>
internal sealed record ReportRequest(ReportKind Kind, string? Title, TimeSpan From, TimeSpan To)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>The report of this kind that ends at an offset from T0, which is as far as it looks back, or the beginning.</summary>
    public static ReportRequest Until(ReportKind kind, TimeSpan to, string? title = null)
    {
        var from = kind switch
        {
            ReportKind.Day => to - Day,
            ReportKind.Week => to - Week,
            _ => TimeSpan.Zero,
        };
        return new(kind, title, from > TimeSpan.Zero ? from : TimeSpan.Zero, to);
    }

    /// <summary>As far as the room has come by now, or came.</summary>
    public static ReportRequest Until(ReportKind kind, WarRoom room, DateTimeOffset now, string? title = null) =>
        Until(kind, Rounded(room.Clock.Offset(room.EndedAt ?? now)), title);

    /// <summary>The whole room; of a standing one, the last week.</summary>
    public static ReportKind UsualFor(WarRoom room) => room is { IsOpen: true, EndsAt: null } ? ReportKind.Week : ReportKind.Final;

    public ReportStretch StretchOf(Scheduling.RoomClock clock) => new(clock.At(From), clock.At(To), From, To);

    /// <summary>Up to the next second, so that what has just been read is in it; and never nothing.</summary>
    private static TimeSpan Rounded(TimeSpan offset) => TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(offset.TotalSeconds)));
}
