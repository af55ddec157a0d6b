using WarRoomBot.Cards;
using WarRoomBot.Features.Gates.Contract;

namespace WarRoomBot.Features.Reports.Contract;

/// <summary>What a report says of decisions: what was decided first, then why, by whom and under which conditions. Pure.</summary>
internal static class ReportDecisions
{
    internal static IEnumerable<Block> Of(Report report)
    {
        if (report.Decisions.Count == 0)
            yield break;
        yield return new Heading(2, report.Decisions.Count == 1 ? "Decision" : "Decisions");
        foreach (var decision in report.Decisions)
        {
            yield return new Heading(3, $"{decision.Title}: {Outcome(decision)}");
            if (decision.DecidedAt is { } at)
                yield return new Paragraph($"{ReportWords.Moment(at)}: {decision.How}.{(decision.Consequence is { } what ? $" What followed: {what}." : "")}");
            if (decision.Criteria.Count > 0)
            {
                yield return new Table("What was known", ["Criterion", "", "Evidence"],
                    [.. decision.Criteria.Select(criterion => (IReadOnlyList<Cell>)[criterion.What, State(criterion.State), criterion.Evidence.Length > 0 ? criterion.Evidence : "–"])]);
            }

            yield return new Table("Who signed what", ["Role", "Signed", "By", "When", "Why"],
            [
                .. decision.Signatures.Select(Row),
                .. decision.Missing.Select(role => (IReadOnlyList<Cell>)[role, new("missing", Mark.Unknown), "–", "–", "–"]),
            ]);
            if (decision.Conditions.Count > 0)
                yield return new Bullets([.. decision.Conditions.Select(condition => new Bullet($"Condition: {condition.Text} ({condition.Owner}), {Done(condition)}"))]);
        }
    }

    /// <summary>For a card: the newest decision in a few words; null when there is none.</summary>
    internal static string? InShort(Report report) => report.Decisions is [.., var last] ? $"{last.Title}: {Outcome(last)}" : null;

    /// <summary>What has to be done next, as far as the room knows.</summary>
    internal static IEnumerable<Block> NextSteps(Report report)
    {
        var steps = report.Decisions.SelectMany(decision => decision.Conditions).Where(condition => condition.DoneBy is null)
            .Select(condition => new Bullet($"Meet the condition: {condition.Text} ({condition.Owner})"))
            .Concat(report.Incidents.List.Where(incident => incident.ResolvedAt is null).Select(incident => new Bullet($"Resolve incident #{incident.Number} {incident.Title}")))
            .Concat(report.ActionItems.Select(item => new Bullet($"{item.Text} ({item.Owner ?? "nobody yet"}{(item.Due is { } due ? $", {due}" : "")})")))
            .ToList();
        if (steps.Count == 0)
            yield break;
        yield return new Heading(2, "Next steps");
        yield return new Bullets(steps, Numbered: true);
    }

    private static string Outcome(DecisionFact decision) => decision.DecidedAt is null ? "not decided yet" : decision.Decision ?? "no decision, which is not a go";

    private static IReadOnlyList<Cell> Row(SignatureFact signature)
    {
        var who = signature.For is { } principal ? $"{signature.By} for {principal}" : signature.By;
        var why = ReportOutline.Joined(
            [signature.Reason ?? "", .. signature.Conditions.Select(condition => $"if: {condition}"), signature.Stale is { } stale ? $"does not count any more: {stale}" : ""]);
        var signed = signature.Dissents ? $"{signature.Option}, in dissent" : signature.Counts || signature.Stale is not null ? signature.Option : $"{signature.Option}, changed later";
        return [signature.Role, new(signed, signature.Counts ? Mark.Done : Mark.Off), who, ReportWords.Minute(signature.At), why.Length > 0 ? why : "–"];
    }

    private static Cell State(string state) => state switch
    {
        nameof(FindingState.Passed) => new("passed", Mark.Done),
        nameof(FindingState.Failed) => new("failed", Mark.Bad),
        _ => new("not known", Mark.Unknown),
    };

    private static string Done(ConditionFact condition) => condition.DoneBy is { } by ? $"met by {by}" : "open";
}
