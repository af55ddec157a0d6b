using WarRoomBot.Cards;
using WarRoomBot.Features.Shifts.Contract;
using WarRoomBot.Features.WarRooms.Contract;

namespace WarRoomBot.Features.Shifts;

/// <summary>The hand-overs that somebody may accept.</summary>
internal sealed class PersonalHandovers : IPersonal
{
    public async Task<IReadOnlyList<Personal>> OfAsync(PersonalTurn turn, CancellationToken cancellationToken)
    {
        List<Personal> mine = [];
        foreach (var (id, handover) in await HandoverStore.OfPersonAsync(turn.Session, turn.Person, PersonalTurn.Most, cancellationToken))
        {
            if (handover.MayAccept(turn.Person) && await turn.RoomAsync(id, cancellationToken) is { } at)
                mine.Add(Of(handover, at, turn));
        }

        return mine;
    }

    private static Personal Of(Handover handover, RoomAndPlan at, PersonalTurn turn)
    {
        var titles = new HandoverClock(at.Plan, at.Room, handover.OfferedAt).TitlesOf(handover);
        var from = handover.From.Count > 0 ? RichText.Of($" from {HandoverCard.Names(handover.From)}") : RichText.Empty;
        return new(
            handover.To?.Includes(turn.Person) == true ? PersonalRank.Asked : PersonalRank.Waiting,
            handover.OfferedAt,
            at,
            $"hand-over of {titles}",
            RichText.Of($"{PlainText.Symbol(Mark.Waiting)} {Span.Strong($"{titles} waits to be accepted")}{from} · offered {Span.Date(handover.OfferedAt)}"),
            [HandoverCard.AcceptOf(handover, titles, at.Room)]);
    }
}
