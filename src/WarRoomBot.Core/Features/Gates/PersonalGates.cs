using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.WarRooms.Contract;

namespace WarRoomBot.Features.Gates;

/// <summary>The decisions that wait for somebody's sign-off, and what is asked of them for one.</summary>
internal sealed class PersonalGates : IPersonal
{
    public async Task<IReadOnlyList<Personal>> OfAsync(PersonalTurn turn, CancellationToken cancellationToken)
    {
        List<Personal> mine = [];
        foreach (var gate in await GateStore.OfPersonAsync(turn.Session, turn.Person, PersonalTurn.Most, cancellationToken))
        {
            if (await turn.RoomAsync(gate.Room, cancellationToken) is not { } at || at.Plan.Gate(gate.Name) is not { } planned)
                continue;
            var view = new GateView(at.Room, at.Plan, planned);
            var roles = view.RolesOf(gate, turn.Person);
            mine.AddRange(gate.Findings
                .Select((finding, place) => (Finding: finding, Place: place))
                .Where(one => one.Finding is { IsAsked: true, Answer: null } && (one.Finding.Owner is { } owner ? at.Room.Holds(owner, turn.Person) : roles.Count > 0))
                .Select(one => Asked(one.Finding, one.Place, gate, view, at)));
            var unsigned = roles.Where(role => !gate.Current.Any(vote => vote.Role == role && vote.By == turn.Person)).ToList();
            if (unsigned.Count > 0)
                mine.Add(ToSign(unsigned, gate, view, at));
        }

        return mine;
    }

    private static Personal Asked(Finding asked, int place, Gate gate, GateView view, RoomAndPlan at) => new(
        PersonalRank.Asked,
        gate.OpenedAt,
        at,
        $"{view.Planned.Title} {asked.What}",
        RichText.Of($"{PlainText.Symbol(Mark.Waiting)} {Span.Strong(asked.What)} · asked for {view.Planned.Title}, until {Span.Date(gate.Deadline)}"),
        GateCard.AnswersOf(asked, place, gate));

    private static Personal ToSign(List<string> roles, Gate gate, GateView view, RoomAndPlan at)
    {
        var failed = gate.Findings.Count(finding => finding.State == FindingState.Failed);
        var unknown = gate.Findings.Count(finding => finding.State == FindingState.Unknown);
        var evidence = failed + unknown == 0 ? "all that has to be so is"
            : string.Join(", ", new[] { failed > 0 ? $"{failed} of {gate.Findings.Count} criteria not met" : "", unknown > 0 ? $"{unknown} unknown" : "" }.Where(part => part.Length > 0));
        return new(
            PersonalRank.Asked,
            gate.OpenedAt,
            at,
            view.Planned.Title,
            RichText.Of($"🚦 {Span.Strong(view.Planned.Title)} waits for your sign-off as {roles.Select(view.Title).Humanize("and")} · {evidence} · until {Span.Date(gate.Deadline)}"),
            GateCard.ButtonsOf(gate, view));
    }
}
