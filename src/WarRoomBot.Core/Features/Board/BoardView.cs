using WarRoomBot.Cards;
using WarRoomBot.Data;
using WarRoomBot.Delivery;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Features.Feedback.Contract;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.Shifts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Board;

/// <summary>Everything the board and the status show, as it is at one moment.</summary>
internal sealed record BoardView(WarRoom Room, Plan Plan, IReadOnlyList<Standing> Standings, IReadOnlyList<Check> Checks, IReadOnlyList<Alert> Alerts,
    IReadOnlyList<Incident> Incidents, long OpenIncidents, NextCheck? NextCheck, IReadOnlyList<Gate> Gates, NextGate? NextGate, Backlog.Waiting HeldBack,
    IReadOnlyList<FigureValue> Given, FeedbackCounts Feedback, IReadOnlyList<Handover> Handovers, string? Page, DateTimeOffset Now)
{
    /// <summary>The most severe; the others are only counted.</summary>
    private const int MostIncidents = 5;

    /// <param name="page">The room's page; null when nobody has said how people reach it.</param>
    internal static async Task<BoardView> OfAsync(Session session, WarRoom room, Plan plan, string? page, DateTimeOffset now, CancellationToken cancellationToken) => new(
        room,
        plan,
        await Metrics.Contract.Standings.OfAsync(session, room, plan.Metrics, now, cancellationToken),
        await CheckStore.AllAsync(session, room.Id, cancellationToken),
        [.. (await AlertStore.OpenAsync(session, room.Id, cancellationToken)).Where(alert => !alert.IsResolved)],
        await IncidentStore.OpenAsync(session, room.Id, MostIncidents, cancellationToken),
        await IncidentStore.CountOpenAsync(session, room.Id, cancellationToken),
        await NextChecks.OfAsync(session, room, plan, now, 1, cancellationToken) is [var next, ..] ? next : null,
        plan.Gates.Count > 0 ? await GateStore.OpenAsync(session, room.Id, cancellationToken) : [],
        plan.Gates.Count > 0 ? await GateSchedule.NextAsync(session, room, plan, cancellationToken) : null,
        await Backlog.OfAsync(session, room.Conversation, now, cancellationToken),
        await FeedbackStore.FiguresAsync(session, room.Id, cancellationToken),
        await FeedbackStore.CountAsync(session, room.Id, cancellationToken),
        await HandoverStore.WaitingAsync(session, room.Id, cancellationToken),
        page,
        now);

    /// <summary>Where the room's clock stands.</summary>
    public TimeSpan Elapsed => Room.Clock.Offset(Now);

    public Phase? Phase => Plan.Phases.LastOrDefault(phase => phase.From <= Elapsed);

    public int Answered => Checks.Count(check => check.IsAnswered);

    public int Missed => Checks.Count(check => check.IsMissed);

    /// <summary>Questions that wait for an answer.</summary>
    public int Waiting => Checks.Where(check => !check.Closed).Sum(check => check.Unanswered.Count());
}

/// <summary>How the views are come by.</summary>
internal sealed class BoardViews(RoomPlans plans, IPages pages)
{
    internal async Task<BoardView> OfAsync(WarRoom room, Turn turn, CancellationToken cancellationToken) =>
        await BoardView.OfAsync(turn.Session, room, await plans.OfAsync(turn.Session, room, cancellationToken), pages.AddressOf($"/rooms/{room.Id}"), turn.Now, cancellationToken);
}
