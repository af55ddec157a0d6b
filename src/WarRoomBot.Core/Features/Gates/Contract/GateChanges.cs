using Humanizer;
using WarRoomBot.Chat;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Signals;

namespace WarRoomBot.Features.Gates.Contract;

/// <summary>What can happen to a gate. Pure: the same gate, the same moment, the same result.</summary>
internal static class GateChanges
{
    internal const string Opened = "gate-opened";
    internal const string Answered = "gate-answered";
    internal const string Signed = "gate-signed";
    internal const string Staled = "gate-stale";
    internal const string Delegated = "gate-delegated";
    internal const string Left = "gate-signer-left";
    internal const string Decided = "gate-decided";
    internal const string ConditionMet = "gate-condition-met";

    internal static Gate Open(Gate fresh, GateView view)
    {
        var why = fresh.Because is { } because ? $": {because}" : "";
        return (fresh with { RemindAt = fresh.OpenedAt + view.Room.Clock.Real(view.Planned.RemindEvery) })
            .With(fresh.OpenedAt, Opened, $"opened{why}; {string.Join("; ", fresh.Findings.Select(finding => $"{finding.What}: {finding.State.Humanize(LetterCasing.LowerCase)}, {finding.Value} {finding.Note}".TrimEnd()))}", fresh.OpenedBy);
    }

    /// <summary>Something new is known. Earlier votes go stale when a criterion turns, when a P0 is new, or when its signer may not sign any more.</summary>
    internal static Gate Learn(this Gate gate, IReadOnlyList<Finding> findings, IReadOnlyList<Trouble> troubles, GateView view, DateTimeOffset now)
    {
        var turned = gate.Findings.Zip(findings).Where(pair => Turns(pair.First.State, pair.Second.State)).Select(pair => $"{pair.Second.What} {Words(pair.Second.State)}").ToList();
        var urgent = troubles.Where(trouble => trouble.Severity == SignalSeverity.P0 && !gate.Urgent.Contains(trouble.Key)).ToList();
        var news = turned.Concat(urgent.Select(trouble => $"new: {trouble.Text}")).ToList();
        var states = gate.Findings.Zip(findings).Any(pair => pair.First.State != pair.Second.State);
        var isSame = gate.Findings.SequenceEqual(findings) && gate.Troubles.SequenceEqual(troubles);
        var after = isSame ? gate : gate with
        {
            Findings = findings,
            Troubles = troubles,
            Urgent = [.. gate.Urgent, .. urgent.Select(trouble => trouble.Key)],
            Evidence = states || urgent.Count > 0 ? gate.Evidence + 1 : gate.Evidence,
        };
        if (news.Count > 0)
            after = after.Stale(_ => string.Join("; ", news), now);
        return after.Stale(vote => MaySign(after, vote.Role, vote.By, view.Room) ? null : $"{vote.By.Name} does not hold {view.Title(vote.Role)} any more", now);
    }

    internal static Gate Answer(this Gate gate, int place, GateAnswer answer, GateView view)
    {
        var findings = gate.Findings.ToList();
        findings[place] = findings[place].Answered(answer);
        return gate.With(answer.At, Answered, $"{findings[place].What}: {findings[place].Value}", answer.By).Learn(findings, gate.Troubles, view, answer.At);
    }

    internal static Gate Sign(this Gate gate, Vote vote, GateView view)
    {
        var before = gate.Newest.FirstOrDefault(earlier => earlier.Role == vote.Role && earlier.By == vote.By);
        var option = view.Planned.Options[vote.Option].Name;
        var how = before is null || before.Stale is not null ? "signs" : "changes to";
        var instead = vote.For is { } holder ? $" in place of {holder.Name}" : "";
        var conditions = vote.Conditions.Count > 0 ? $"; on condition that: {string.Join("; ", vote.Conditions)}" : "";
        return (gate with { Votes = [.. gate.Votes, vote] })
            .With(vote.At, Signed, $"{how} {option} for {view.Title(vote.Role)}{instead}{(vote.Reason is { } reason ? $": {reason}" : "")}{conditions}", vote.By)
            .Settle(view, vote.At);
    }

    internal static Gate Delegate(this Gate gate, Delegation delegation, GateView view) => (gate with { Delegations = [.. gate.Delegations, delegation] })
        .With(delegation.At, Delegated, $"lets {delegation.To.Name} sign for {view.Title(delegation.Role)}: {delegation.Reason}", delegation.From);

    /// <summary>They have left the workspace.</summary>
    internal static Gate Miss(this Gate gate, IReadOnlyList<Person> people, DateTimeOffset now)
    {
        var gone = people.Except(gate.Gone).ToList();
        return gone.Count == 0 ? gate : (gate with { Gone = [.. gate.Gone, .. gone] })
            .With(now, Left, $"{gone.Select(person => person.Name).Humanize("and")} left the workspace and cannot sign");
    }

    /// <summary>Time has passed: people are asked again, or the time is over.</summary>
    internal static Gate Tick(this Gate gate, GateView view, DateTimeOffset now)
    {
        if (gate.Decided is not null)
            return gate;
        if (gate.Deadline <= now)
            return gate.Expire(view, now);
        if (gate.RemindAt > now || gate.RemindAt is null)
            return gate;
        var reminders = gate.Reminders + 1;
        return gate with
        {
            Reminders = reminders,
            RemindAt = reminders < view.Planned.Reminders ? now + view.Room.Clock.Real(view.Planned.RemindEvery) : null,
        };
    }

    /// <summary>The room ended before it was decided.</summary>
    internal static Gate GiveUp(this Gate gate, DateTimeOffset now) =>
        gate.Decided is not null ? gate : gate.Decide(null, "the room ended before it was decided", now);

    /// <summary>The condition was met.</summary>
    internal static Gate Meet(this Gate gate, int condition, Person by, DateTimeOffset now)
    {
        var conditions = gate.Decided!.Conditions.ToList();
        conditions[condition] = conditions[condition] with { DoneBy = by, DoneAt = now };
        return (gate with { Decided = gate.Decided with { Conditions = conditions } }).With(now, ConditionMet, $"done: {conditions[condition].Text}", by);
    }

    internal static bool MaySign(Gate gate, string role, Person person, WarRoom room) =>
        room.Holds(role, person) || gate.Delegations.Any(delegation => delegation.Role == role && delegation.To == person);

    /// <summary>When something of it falls due next by itself; null when nothing does.</summary>
    internal static DateTimeOffset? NextMoment(this Gate gate) => gate.IsOpen ? gate.RemindAt is { } remind && remind < gate.Deadline ? remind : gate.Deadline : null;

    /// <summary>Decides if enough have signed, or a veto was cast. The most cautious signed option holds.</summary>
    private static Gate Settle(this Gate gate, GateView view, DateTimeOffset now)
    {
        var (planned, votes) = (view.Planned, gate.Current.ToList());
        var noGo = planned.Options.Count - 1;
        if (votes.Find(vote => vote.Option == noGo && planned.Veto.Contains(vote.Role)) is { } veto)
            return gate.Decide(noGo, $"veto of {view.Title(veto.Role)}", now);
        var signed = votes.Select(vote => vote.Role).ToHashSet();
        return signed.Count >= planned.Quorum && planned.Veto.All(signed.Contains) && view.Alone(gate) is null
            ? gate.Decide(votes.Max(vote => vote.Option), signed.Count == planned.SignedBy.Count ? "all have signed" : $"{signed.Count} of {planned.SignedBy.Count} roles have signed, which is enough", now)
            : gate;
    }

    private static Gate Expire(this Gate gate, GateView view, DateTimeOffset now)
    {
        var missing = view.Planned.SignedBy.Except(gate.Current.Select(vote => vote.Role)).Select(view.Title).ToList();
        var why = missing.Count > 0 ? $"the time was over without {missing.Humanize("and")}" : $"the time was over, and only {view.Alone(gate)?.Who.Name} had signed";
        int? outcome = view.Planned.Expires is { } expires ? gate.Current.Select(vote => vote.Option).Append(expires).Max() : null;
        return gate.Decide(outcome, why, now);
    }

    private static Gate Decide(this Gate gate, int? option, string how, DateTimeOffset now)
    {
        var conditions = gate.Current.SelectMany(vote => vote.Conditions.Select(text => new GateCondition(text, vote.By))).DistinctBy(condition => condition.Text);
        return (gate with { Decided = new(option, now, how) { Conditions = [.. conditions] }, RemindAt = null, AskedAgain = null }).With(now, Decided, how);
    }

    /// <param name="why">Null leaves a vote as it is.</param>
    private static Gate Stale(this Gate gate, Func<Vote, string?> why, DateTimeOffset now)
    {
        var lost = gate.Current.Select(vote => (Vote: vote, Why: why(vote))).Where(one => one.Why is not null).ToList();
        if (lost.Count == 0)
            return gate;
        var said = string.Join("; ", lost.Select(one => one.Why!).Distinct());
        return (gate with
        {
            Votes = [.. gate.Votes.Select(vote => lost.Find(one => ReferenceEquals(one.Vote, vote)) is { Why: { } reason } ? vote with { Stale = reason } : vote)],
            AskedAgain = said,
        }).With(now, Staled, $"{lost.Select(one => one.Vote.By.Name).Distinct().Humanize("and")} {(lost.Select(one => one.Vote.By).Distinct().Count() == 1 ? "is" : "are")} asked again: {said}");
    }

    /// <summary>An answer that was waited for is no news; one that is lost, and a failure, are.</summary>
    private static bool Turns(FindingState before, FindingState after) => before != after && (before, after) != (FindingState.Unknown, FindingState.Passed);

    private static string Words(FindingState state) => state switch
    {
        FindingState.Passed => "holds again",
        FindingState.Failed => "does not hold",
        _ => "is not known any more",
    };
}

/// <summary>What a gate is seen with: its room and its plan.</summary>
internal sealed record GateView(WarRoom Room, Plan Plan, PlannedGate Planned)
{
    /// <summary>The role's title.</summary>
    public string Title(string role) => Plan.Role(role)?.Title ?? role;

    /// <summary>Those of the required roles for which somebody may sign.</summary>
    public IReadOnlyList<string> RolesOf(Gate gate, Person person) => [.. Planned.SignedBy.Where(role => GateChanges.MaySign(gate, role, person, Room))];

    /// <summary>
    /// Who has signed alone, and why that is not enough: whoever called the gate, or opened the room and gave its roles, where more than one is to sign.
    /// Null when it is enough, or nobody has signed.
    /// </summary>
    public (Person Who, string Why)? Alone(Gate gate) => gate.Current.Select(vote => vote.By).Distinct().ToList() is not [var only] ? null
        : only == gate.OpenedBy ? (only, "called this gate")
        : only == Room.OpenedBy && Planned.Quorum > 1 ? (only, "opened this room")
        : null;

    /// <summary>Signing this asks for a reason: a no-go, anything less than a go, or a go against what is not known to hold.</summary>
    public static bool NeedsReason(Gate gate, int option) => option > 0 || gate.IsDoubtful;
}
