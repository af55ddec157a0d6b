using Microsoft.AspNetCore.Http;
using WarRoomBot.Cards;
using WarRoomBot.Data;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Web.Rendering;
using WarRoomBot.Web.Serving;

namespace WarRoomBot.Web.Rooms;

/// <summary>The page of a decision: what was known, who signed what and why, what was decided, and whether its record is as it was written.</summary>
internal sealed class GatePages(IDatabase database, RoomPlans plans, Html html)
{
    public async Task<IResult> PageAsync(long room, int number, CancellationToken cancellationToken) =>
        await FindAsync(room, number, cancellationToken) is { } found
            ? await html.PageAsync<DecisionPage>(new() { [nameof(DecisionPage.Decision)] = Of(found) })
            : await html.PageAsync<TroublePage>(
                new() { [nameof(TroublePage.Title)] = "No such decision", [nameof(TroublePage.Sentence)] = $"Room {room} has no gate {number}." },
                StatusCodes.Status404NotFound);

    private Task<Found?> FindAsync(long id, int number, CancellationToken cancellationToken) => database.ReadAsync<Found?>(
        async (session, token) =>
        {
            if (await RoomStore.FindAsync(session, id, token) is not { } room || await GateStore.FindAsync(session, id, number, token) is not { } gate)
                return null;
            var plan = await plans.OfAsync(session, room, token);
            return plan.Gate(gate.Name) is { } planned ? new(gate, new(room, plan, planned), await RoomRecord.VerifyAsync(session, room, token)) : null;
        },
        cancellationToken);

    private static DecisionView Of(Found found)
    {
        var (gate, view, truth) = found;
        return new()
        {
            Room = ($"{view.Plan.Title} {view.Room.Version}".TrimEnd(), RoomFacts.PageOf(view.Room.Id)),
            Title = view.Planned.Title,
            Mark = gate.IsOpen ? Mark.Waiting : GateWords.MarkOf(gate.Decided!.Option, view.Planned),
            Outcome = gate.IsOpen ? "open" : GateWords.Outcome(gate, view.Planned),
            IsRehearsal = view.Room.IsRehearsal,
            Facts = [.. Facts(gate, view).Where(fact => fact.Value.Count > 0)],
            Criteria = [.. gate.Findings.Select(finding => new CriterionView(GateWords.MarkOf(finding.State), finding.What, finding.Note.Count > 0 ? RichText.Of($"{Span.Strong(finding.Value)} · ") + finding.Note : finding.Value))],
            Troubles = [.. gate.Troubles.Select(trouble => trouble.Text)],
            Signatures = [.. gate.Votes.Select(vote => Of(vote, gate, view))],
            Missing = [.. view.Planned.SignedBy.Where(role => gate.Current.All(vote => vote.Role != role)).Select(role => Missing(role, view))],
            Conditions = [.. gate.Decided?.Conditions.Select(Of) ?? []],
            History = [.. gate.History.Select(entry => new EntryView(entry.At, entry.By is { } by ? RichText.Of($"{by} {entry.Text}") : entry.Text, null))],
            Record = truth.IsIntact
                ? (Mark.Done, RichText.Of($"The room's record is intact: all {truth.Rows} rows are as they were written. {new Code($"warroombot verify {gate.Room}")} checks it anywhere."))
                : (Mark.Bad, RichText.Of($"The room's record was altered: {truth.Why}.")),
        };
    }

    private static IEnumerable<(string Label, RichText Value)> Facts(Gate gate, GateView view)
    {
        yield return ("Opened", RichText.Of($"{Span.Date(gate.OpenedAt)}{(gate.Because is { } because ? $" · {because}" : "")}") + (gate.OpenedBy is { } by ? RichText.Of($" · called by {by}") : RichText.Empty));
        if (gate.Decided is not { } decided)
        {
            yield return ("Open until", RichText.Of($"{Span.Date(gate.Deadline)}"));
            yield break;
        }

        yield return ("Decided", RichText.Of($"{Span.Date(decided.At)} · {decided.How}"));
        yield return ("What followed", decided.Consequence ?? "");
        yield return ("Could be decided", string.Join(", ", view.Planned.Options.Select(option => option.Name)));
        if (decided.Head is { } head)
            yield return ("In the record", RichText.Of($"row {head.Seq} {new Code(RecordChain.Short(head.Hash))}"));
    }

    private static SignatureView Of(Vote vote, Gate gate, GateView view)
    {
        var counts = gate.Current.Contains(vote);
        var became = !counts && vote.Stale is null ? ", changed later" : counts && gate.Decided is { Option: { } option } && option != vote.Option ? ", in dissent" : "";
        string?[] why = [vote.Reason, vote.Conditions.Count > 0 ? $"on condition that {string.Join("; ", vote.Conditions)}" : null, vote.Stale is { } stale ? $"does not count any more: {stale}" : null];
        var by = vote.For is { } holder ? RichText.Of($"{vote.By} for {holder}") : RichText.Of($"{vote.By}");
        return new(view.Title(vote.Role), view.Planned.Options[vote.Option].Name + became, by, vote.At, string.Join("; ", why.OfType<string>()), counts);
    }

    private static RichText Missing(string role, GateView view) => view.Room.Holders(role) is { Count: > 0 } people
        ? RichText.Of($"{view.Title(role)}: ") + GateWords.Names(people)
        : RichText.Of($"{view.Title(role)}: nobody holds this role");

    private static StepView Of(GateCondition condition) => condition.DoneBy is { } by
        ? new("☑", condition.Text, RichText.Of($"asked for by {condition.Owner} · done by {by} {Span.Date(condition.DoneAt!.Value)}"))
        : new("☐", condition.Text, RichText.Of($"asked for by {condition.Owner} · open"));

    private sealed record Found(Gate Gate, GateView View, RecordTruth Truth);
}
