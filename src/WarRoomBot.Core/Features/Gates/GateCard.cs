using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Gates;

/// <summary>A gate: what has to be so, with the evidence; who signs, who has, who is missing; the choices. Afterwards the decision. Pure.</summary>
internal static class GateCard
{
    internal const string SignAction = "gate.sign";
    internal const string ConditionAction = "gate.condition";
    internal const string DelegateAction = "gate.delegate";
    internal const string YesAction = "gate.yes";
    internal const string NoAction = "gate.no";
    internal const string MetAction = "gate.met";

    private const int MostTroubles = 5;
    private const int LongestReason = 300;

    internal static string Key(Gate gate) => $"room/{gate.Room}/gate/{gate.Number}";

    /// <param name="page">Where all of it stands; null where nobody has said how people reach the pages.</param>
    internal static Card Of(Gate gate, GateView view, string? page) => gate.Decided is { } decided ? Decided(gate, decided, view, page) : Open(gate, view, page);

    private static Card Open(Gate gate, GateView view, string? page)
    {
        var signed = gate.Current.Select(vote => vote.Role).Distinct().Count();
        return new(Mark.None, $"🚦 {view.Planned.Title} · {Offset(gate, view)} · {signed} of {view.Planned.SignedBy.Count} signed{view.Room.RehearsalNote}", [
            new Line(Opened(gate)),
            .. Evidence(gate, view),
            .. Troubles(gate),
            new Divider(),
            .. view.Planned.SignedBy.Select(role => new Line(Signer(role, gate, view))),
            .. view.Alone(gate) is { } alone ? (IEnumerable<Element>)[new Line(RichText.Of($"{alone.Who} {alone.Why}: somebody else has to sign, too"))] : [],
            new Buttons(ButtonsOf(gate, view)),
            new Context(Rules(gate, view) + Page(page)),
        ]);
    }

    internal static IReadOnlyList<Button> ButtonsOf(Gate gate, GateView view) =>
    [
        .. view.Planned.Options.Select((option, place) => new Button(option.Name, SignAction, $"{GatePlace.Of(gate, place)}")
        {
            Style = place == 0 && !gate.IsDoubtful ? ButtonStyle.Primary : place == view.Planned.Options.Count - 1 ? ButtonStyle.Danger : ButtonStyle.Normal,
        }),
        new("With a condition", ConditionAction, $"{GatePlace.Of(gate)}"),
        new("Delegate", DelegateAction, $"{GatePlace.Of(gate)}"),
    ];

    private static Card Decided(Gate gate, GateDecision decided, GateView view, string? page)
    {
        var by = gate.Newest.Where(vote => view.Planned.SignedBy.Contains(vote.Role)).ToList();
        return new(GateWords.MarkOf(decided.Option, view.Planned), $"{view.Planned.Title}: {GateWords.Outcome(gate, view.Planned).ToUpperInvariant()}{view.Room.RehearsalNote}", [
            new Line(RichText.Of($"Decided {Span.Date(decided.At)}: {decided.How}{(decided.Consequence is { } consequence ? $" · {consequence}" : "")}")),
            .. Evidence(gate, view),
            new Divider(),
            .. view.Planned.SignedBy.Select(role => new Line(Signer(role, gate, view))),
            .. Dissent(gate, decided, view).Take(1).Select(_ => new Line(RichText.Of($"{Span.Strong("Dissent:")} ") + RichText.Join("; ", Dissent(gate, decided, view)))),
            .. decided.Conditions.Count > 0 ? (IEnumerable<Element>)[new Line(ConditionsOf(decided))] : [],
            new Context((decided.Head is { } head ? Record(head, gate) : "Being written into the record") + Page(page)),
        ]);
    }

    /// <summary>Whether the log was whole when the decision was written into it, and how anybody finds out whether it still is.</summary>
    private static RichText Record(RecordHead head, Gate gate) => RichText.Of(
        $"{(head.Altered is { } why ? $"{PlainText.Symbol(Mark.Bad)} Record NOT intact, {why}" : "Record intact")}: row {head.Seq} {RecordChain.Short(head.Hash)} · {new Code($"warroombot verify {gate.Room}")} checks it");

    private static RichText Page(string? page) => page is null ? RichText.Empty : RichText.Of($" · {new Link("The whole of it", page)}");

    /// <summary>The conditions of a decision, until all are met.</summary>
    internal static Card Conditions(Gate gate, GateView view)
    {
        var conditions = gate.Decided!.Conditions;
        var open = conditions.Count(condition => condition.DoneBy is null);
        return new(open > 0 ? Mark.Waiting : Mark.Done, $"{view.Planned.Title}: {(open > 0 ? $"{"condition".ToQuantity(open)} open" : "all conditions met")}", [
            .. conditions.Select((condition, place) => condition.DoneBy is { } by
                ? (Element)new Line(RichText.Of($"☑ {condition.Text} · asked for by {condition.Owner} · done by {by} {new Moment(condition.DoneAt!.Value, MomentStyle.DateAndTime)}"))
                : new Prompt(RichText.Of($"☐ {condition.Text} · asked for by {condition.Owner}"), [new("Done", MetAction, $"{GatePlace.Of(gate, place)}") { Label = Texts.Cut($"Done: {condition.Text}", 75) }])),
        ]);
    }

    /// <summary>Those who are missing are asked, in place of the time before.</summary>
    internal static Card Reminder(Gate gate, GateView view)
    {
        var missing = view.Planned.SignedBy.Where(role => gate.Current.All(vote => vote.Role != role)).ToList();
        var lines = missing.Select(role => new Line(view.Room.Names(view.Plan.Role(role)!) + $": please sign for {view.Title(role)}")).ToList();
        return new(Mark.Waiting, $"{view.Planned.Title} waits for {missing.Select(view.Title).Humanize("and")}", [
            .. gate.AskedAgain is { } why ? (IEnumerable<Element>)[new Line(RichText.Of($"{Span.Strong("Asked again:")} {why}"))] : [],
            .. lines.Count > 0 ? lines : [new Line(view.Alone(gate) is { } alone ? RichText.Of($"Somebody else than {alone.Who}, who {alone.Why}, has to sign, too") : "Somebody has to sign")],
            new Context(RichText.Of($"The buttons are on the card above; open until {Span.Date(gate.Deadline)}")),
        ]);
    }

    private static RichText ConditionsOf(GateDecision decided) =>
        RichText.Of($"{Span.Strong("Conditions:")} ") + RichText.Join("; ", decided.Conditions.Select(condition => RichText.Of($"{condition.Text} ({condition.Owner})")));

    private static RichText Opened(Gate gate)
    {
        var by = gate.OpenedBy is { } person ? RichText.Of($" · called by {person}") : RichText.Empty;
        return RichText.Of($"Open until {Span.Date(gate.Deadline)}") + by + (gate.Because is { } because ? $" · {because}" : RichText.Empty);
    }

    private static IEnumerable<Element> Evidence(Gate gate, GateView view)
    {
        var known = gate.Findings.Where(finding => !finding.IsAsked || !gate.IsOpen).ToList();
        if (known.Count > 0)
            yield return new Rows([.. known.Select(finding => new Row(GateWords.MarkOf(finding.State), finding.What, finding.Value, null, finding.Note))]);
        if (!gate.IsOpen)
            yield break;
        for (var place = 0; place < gate.Findings.Count; place++)
        {
            if (gate.Findings[place] is { IsAsked: true } asked)
                yield return Question(asked, place, gate, view);
        }
    }

    private static Prompt Question(Finding asked, int place, Gate gate, GateView view)
    {
        var owner = asked.Owner is { } role ? view.Room.Names(view.Plan.Role(role)!) : "whoever signs";
        var text = RichText.Of($"{PlainText.Symbol(GateWords.MarkOf(asked.State))} {asked.What}  {asked.Value} · ") + (asked.Answer is null ? owner : asked.Note);
        return new(text, AnswersOf(asked, place, gate));
    }

    internal static IReadOnlyList<Button> AnswersOf(Finding asked, int place, Gate gate)
    {
        List<Button> buttons = [];
        if (asked.Answer is not { Yes: true })
            buttons.Add(new("Yes", YesAction, $"{GatePlace.Of(gate, place)}") { Label = Texts.Cut($"Yes: {asked.What}", 75) });
        if (asked.Answer is not { Yes: false })
            buttons.Add(new("No", NoAction, $"{GatePlace.Of(gate, place)}") { Label = Texts.Cut($"No: {asked.What}", 75) });
        return buttons;
    }

    private static IEnumerable<Element> Troubles(Gate gate)
    {
        if (gate.Troubles.Count == 0)
        {
            yield return new Line("No open incidents or alerts");
            yield break;
        }

        var more = gate.Troubles.Count > MostTroubles ? $"; and {gate.Troubles.Count - MostTroubles} more" : "";
        yield return new Line(RichText.Of($"{Span.Strong("Open:")} {string.Join("; ", gate.Troubles.Take(MostTroubles).Select(trouble => trouble.Text))}{more}"));
    }

    /// <summary>One required role: who holds it, what they signed, when and why, or that they are missing.</summary>
    private static RichText Signer(string role, Gate gate, GateView view)
    {
        var title = Span.Strong(view.Title(role));
        var votes = gate.Newest.Where(vote => vote.Role == role).ToList();
        if (votes.Count > 0)
            return RichText.Join("; ", votes.Select(vote => RichText.Of($"{PlainText.Symbol(vote.Stale is null ? GateWords.MarkOf(vote.Option, view.Planned) : Mark.Unknown)} {title} {vote.By}") + Words(vote, view)));
        var may = view.Room.Holders(role).Concat(gate.Delegations.Where(delegation => delegation.Role == role).Select(delegation => delegation.To)).Distinct().ToList();
        if (!gate.IsOpen)
            return RichText.Of($"{PlainText.Symbol(Mark.Unknown)} {title} ") + (may.Count > 0 ? GateWords.Names(may) + ": not signed" : "nobody held this role");
        if (may.Count == 0)
            return RichText.Of($"{PlainText.Symbol(Mark.Watch)} {title} nobody holds this role, so nobody can sign for it: {new Code($"/warroom role {role} @somebody")}");
        return may.TrueForAll(gate.Gone.Contains)
            ? RichText.Of($"{PlainText.Symbol(Mark.Watch)} {title} ") + GateWords.Names(may) + RichText.Of($" left the workspace: {new Code($"/warroom role {role} @somebody")}")
            : RichText.Of($"{PlainText.Symbol(Mark.Waiting)} {title} ") + GateWords.Names(may.Except(gate.Gone)) + ": missing";
    }

    private static RichText Words(Vote vote, GateView view)
    {
        var instead = vote.For is { } holder ? RichText.Of($" for {holder}") : RichText.Empty;
        var reason = vote.Reason is { } why ? $": {Texts.Cut(why, LongestReason)}" : "";
        var conditions = vote.Conditions.Count > 0 ? $", on condition that {Texts.Cut(string.Join("; ", vote.Conditions), LongestReason)}" : "";
        var stale = vote.Stale is { } since ? $" · does not count any more: {since}" : "";
        return instead + RichText.Of($" signed {view.Planned.Options[vote.Option].Name} {Span.Time(vote.At)}{reason}{conditions}{stale}");
    }

    /// <summary>Who would have dared more, or less.</summary>
    private static IEnumerable<RichText> Dissent(Gate gate, GateDecision decided, GateView view) => gate.Current
        .Where(vote => decided.Option is not null && vote.Option != decided.Option)
        .Select(vote => RichText.Of($"{vote.By} ({view.Title(vote.Role)}) signed {view.Planned.Options[vote.Option].Name}"));

    private static RichText Rules(Gate gate, GateView view)
    {
        var planned = view.Planned;
        var quorum = planned.Quorum < planned.SignedBy.Count ? $"{planned.Quorum} of {planned.SignedBy.Count} roles decide; the" : "The";
        var veto = planned.Veto.Count > 0 ? $" {planned.Veto.Select(view.Title).Humanize("and")} can veto." : "";
        var expiry = planned.Expires is { } expires ? $" Not signed in time, it is {planned.Options[expires].Name}." : " Not signed in time, it is no go.";
        var doubt = gate.IsDoubtful ? $" Signing {planned.Options[0].Name} against what does not hold asks for a reason." : "";
        return $"{quorum} most cautious signed option decides.{veto}{expiry}{doubt}";
    }

    private static string Offset(Gate gate, GateView view) => Durations.Offset(view.Room.Clock.Offset(gate.OpenedAt));
}
