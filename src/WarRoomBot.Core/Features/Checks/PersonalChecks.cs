using WarRoomBot.Cards;
using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Features.WarRooms.Contract;

namespace WarRoomBot.Features.Checks;

/// <summary>What a check asks of somebody's role, and what it asks of nobody in particular.</summary>
internal sealed class PersonalChecks : IPersonal
{
    public async Task<IReadOnlyList<Personal>> OfAsync(PersonalTurn turn, CancellationToken cancellationToken)
    {
        List<Personal> mine = [];
        foreach (var (id, check) in await CheckStore.OfPersonAsync(turn.Session, turn.Person, PersonalTurn.Most, cancellationToken))
        {
            if (check.Unanswered.Any() && await turn.RoomAsync(id, cancellationToken) is { } at)
                mine.AddRange(check.Unanswered.Where(question => question.Owner is not { } owner || at.Room.Holds(owner, turn.Person)).Select(question => Of(check, question, at)));
        }

        return mine;
    }

    private static Personal Of(Check check, Asked question, RoomAndPlan at) => new(
        question.Owner is null ? PersonalRank.Waiting : PersonalRank.Asked,
        check.PostedAt,
        at,
        $"{check.Label} {question.Text}",
        RichText.Of($"{PlainText.Symbol(Cards.Mark.Waiting)} {Span.Strong(question.Text)} · {check.Label} · counts as missed {Span.Date(CheckDeadlines.MissedAt(check, at.Room, at.Plan))}"),
        CheckCard.ButtonsOf(check, question, at.Room));
}
