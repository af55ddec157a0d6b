using WarRoomBot.Cards;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Reports.Contract;

/// <summary>The decisions of a stretch. Pure.</summary>
internal static class DecisionTally
{
    /// <summary>Those that were open in it, in the order in which they opened; of the whole room all.</summary>
    internal static IReadOnlyList<DecisionFact> Of(ReportMaterial from) =>
    [
        .. from.Gates.Where(gate => from.Request.Kind == ReportKind.Final || (gate.OpenedAt < from.Stretch.To && !(gate.Decided?.At < from.Stretch.From)))
            .Select(gate => Of(gate, from.Plan)),
    ];

    private static DecisionFact Of(Gate gate, Plan plan)
    {
        // A room keeps its plan, so the gate is in it.
        var planned = plan.Gate(gate.Name)!;
        var current = gate.Current.ToList();
        return new()
        {
            Title = planned.Title,
            OpenedAt = gate.OpenedAt,
            DecidedAt = gate.Decided?.At,
            Decision = gate.Decided?.Option is { } place ? planned.Options[place].Name : null,
            How = gate.Decided?.How,
            Consequence = gate.Decided?.Consequence,
            Criteria = [.. gate.Findings.Select(finding => new CriterionFact(finding.What, $"{finding.State}", $"{finding.Value} {PlainText.Of(finding.Note)}".Trim()))],
            Signatures =
            [
                .. gate.Votes.Select(vote => new SignatureFact(
                    plan.Role(vote.Role)?.Title ?? vote.Role, planned.Options[vote.Option].Name, vote.By.Name, vote.At, vote.Reason, vote.Conditions, vote.For?.Name, vote.Stale,
                    current.Contains(vote), current.Contains(vote) && gate.Decided is { Option: { } decided } && vote.Option != decided)),
            ],
            Missing = [.. planned.SignedBy.Where(role => current.TrueForAll(vote => vote.Role != role)).Select(role => plan.Role(role)?.Title ?? role)],
            Conditions = [.. gate.Decided?.Conditions.Select(condition => new ConditionFact(condition.Text, condition.Owner.Name, condition.DoneBy?.Name, condition.DoneAt)) ?? []],
            Hash = gate.Decided?.Head?.Hash,
        };
    }
}
