using WarRoomBot.Cards;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.WarRooms.Contract;

namespace WarRoomBot.Features.Alerts;

/// <summary>The alerts that somebody has acknowledged, and those of their rooms that nobody has.</summary>
internal sealed class PersonalAlerts : IPersonal
{
    public async Task<IReadOnlyList<Personal>> OfAsync(PersonalTurn turn, CancellationToken cancellationToken)
    {
        var held = await AlertStore.HeldByAsync(turn.Session, turn.Person, PersonalTurn.Most, cancellationToken);
        var waiting = await AlertStore.WaitingForAsync(turn.Session, turn.Person, PersonalTurn.Most, cancellationToken);
        List<Personal> mine = [];
        foreach (var (id, alert) in held.Concat(waiting))
        {
            if ((alert.State == AlertState.Acknowledged || alert.Waits) && await turn.RoomAsync(id, cancellationToken) is { } at)
                mine.Add(Of(alert, at));
        }

        return mine;
    }

    private static Personal Of(Alert alert, RoomAndPlan at)
    {
        var rank = alert.AskedAt is not null ? PersonalRank.Asked
            : alert.State == AlertState.Acknowledged ? PersonalRank.Held
            : alert.IsUrgent ? PersonalRank.Urgent
            : PersonalRank.Waiting;
        var clock = AlertClock.Of(at.Plan, at.Room.Clock);
        return new(
            rank, alert.WaitsSince, at, $"alert #{alert.Number} {alert.Title}",
            RichText.Of($"{PlainText.Symbol(AlertWords.MarkOf(alert))} {Span.Strong($"{alert.Severity} alert #{alert.Number}")} {Texts.Cut(AlertChanges.Words(alert), 120)} · ") + State(alert),
            [.. AlertCard.ButtonsOf(alert, at.Room, clock)]);
    }

    private static RichText State(Alert alert) => alert switch
    {
        { AskedAt: not null } => "you have acknowledged it: still on it?",
        { State: AlertState.Acknowledged, Acknowledged: { } taken } => RichText.Of($"you have acknowledged it {Span.Date(taken.At)}"),
        { Overdue: true } => RichText.Of($"not acknowledged, overdue since {Span.Date(alert.Deadline)}"),
        _ => RichText.Of($"not acknowledged, to be by {Span.Date(alert.Deadline)}"),
    };
}
