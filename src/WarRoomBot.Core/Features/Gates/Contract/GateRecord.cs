using WarRoomBot.Chat;

namespace WarRoomBot.Features.Gates.Contract;

/// <summary>A decision as it goes into the record, whole: what could be decided, what was known, who signed what and why, and what came of it.</summary>
/// <param name="Outcome">The option that was decided; null for no decision.</param>
internal sealed record GateRecord(
    string Gate, string Title, IReadOnlyList<string> Options, string? Outcome, string How, string? Consequence, DateTimeOffset OpenedAt, DateTimeOffset DecidedAt,
    IReadOnlyList<RecordedFinding> Evidence, IReadOnlyList<string> Open, IReadOnlyList<RecordedVote> Votes, IReadOnlyList<string> Missing,
    IReadOnlyList<RecordedDelegation> Delegations, IReadOnlyList<string> Conditions)
{
    internal static GateRecord Of(Gate gate, GateView view)
    {
        var decided = gate.Decided!;
        return new(
            gate.Name,
            view.Planned.Title,
            [.. view.Planned.Options.Select(option => option.Name)],
            decided.Option is { } place ? view.Planned.Options[place].Name : null,
            decided.How,
            decided.Consequence,
            gate.OpenedAt,
            decided.At,
            [.. gate.Findings.Select(finding => new RecordedFinding(finding.What, finding.State, $"{finding.Value} {finding.Note}".TrimEnd()))],
            [.. gate.Troubles.Select(trouble => trouble.Text)],
            [.. gate.Votes.Select(vote => new RecordedVote(
                view.Title(vote.Role), view.Planned.Options[vote.Option].Name, vote.By, vote.At, vote.Reason, vote.Conditions, vote.For, vote.Stale, gate.Current.Contains(vote), vote.Option != decided.Option))],
            [.. view.Planned.SignedBy.Where(role => gate.Current.All(vote => vote.Role != role)).Select(view.Title)],
            [.. gate.Delegations.Select(delegation => new RecordedDelegation(view.Title(delegation.Role), delegation.From, delegation.To, delegation.At, delegation.Reason))],
            [.. decided.Conditions.Select(condition => condition.Text)]);
    }
}

/// <param name="Evidence">The figure, when, and how much of the time samples cover.</param>
internal sealed record RecordedFinding(string What, FindingState State, string Evidence);

/// <param name="For">In whose place; null for their own.</param>
/// <param name="Stale">Why it did not count any more; null when it was not taken away.</param>
/// <param name="Counted">It was among those that decided.</param>
/// <param name="Dissents">It was for something else than what was decided.</param>
internal sealed record RecordedVote(
    string Role, string Option, Person By, DateTimeOffset At, string? Reason, IReadOnlyList<string> Conditions, Person? For, string? Stale, bool Counted, bool Dissents);

internal sealed record RecordedDelegation(string Role, Person From, Person To, DateTimeOffset At, string Reason);
