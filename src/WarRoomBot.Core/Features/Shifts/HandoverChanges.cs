using Humanizer;
using WarRoomBot.Chat;
using WarRoomBot.Features.Shifts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Shifts;

/// <summary>What can happen to a hand-over. Pure.</summary>
internal static class HandoverChanges
{
    internal const string Offered = "handover-offered";
    internal const string Reminded = "handover-reminded";
    internal const string Escalated = "handover-escalated";
    internal const string Alone = "handover-nobody-left";
    internal const string Noted = "handover-note";
    internal const string Accepted = "handover-accepted";
    internal const string TakenBack = "handover-taken-back";
    internal const string Replaced = "handover-replaced";
    internal const string Left = "handover-left";
    internal const string NobodyThere = "handover-nobody-there";
    internal const string TakerGone = "handover-taker-gone";

    internal static Handover Offer(Handover fresh, HandoverClock clock) =>
        (fresh with { WaitsUntil = fresh.OfferedAt + clock.Within }).With(
            fresh.OfferedAt, Offered, $"{clock.TitlesOf(fresh)} offered to {fresh.To?.Name ?? "whoever takes it"}{(fresh.Notes is [var note, ..] ? $": {note.Text}" : "")}", fresh.By);

    /// <param name="handover">One that waits.</param>
    /// <param name="by">Who is responsible from now on.</param>
    /// <param name="alerts">Numbers of the alerts whose acknowledgement goes along.</param>
    /// <param name="incidents">Numbers of the incidents whose lead goes along.</param>
    /// <param name="clock">What the transitions go by.</param>
    internal static Handover Accept(this Handover handover, Person by, IReadOnlyList<int> alerts, IReadOnlyList<int> incidents, HandoverClock clock)
    {
        var took = Durations.Words(clock.Room.Clock.RoomTime(clock.Now - handover.OfferedAt));
        return (handover.Settle(HandoverState.Accepted, by, clock.Now) with { Alerts = alerts, Incidents = incidents })
            .With(clock.Now, Accepted, $"takes over {clock.TitlesOf(handover)}{(handover.TakerFor(by) is { IsGroup: true } group ? $" for {group.Name}" : "")} from {Names(handover.From)} after {took}", by);
    }

    /// <summary>It is known who is in the group that it was offered to; that nobody is, or that it cannot be seen, is told once.</summary>
    internal static Handover Know(this Handover handover, Profile group, DateTimeOffset now)
    {
        var known = group.Trouble is null ? handover with { To = group.Person } : handover;
        if (group.Trouble is null && group.Person.Members is not { Count: 0 })
            return known;
        var why = $"nobody can accept it for {group.Person.Name} yet: {group.Trouble ?? "nobody is in it"}";
        return handover.History.Any(entry => entry.What == NobodyThere && entry.Text == why) ? known : known.With(now, NobodyThere, why);
    }

    /// <summary>Whoever it was offered to will not accept: nobody waits for them.</summary>
    /// <param name="why">In words, to stand behind their name.</param>
    internal static Handover LoseTaker(this Handover handover, string why, HandoverClock clock) =>
        (handover with { Reminded = true, WaitsUntil = clock.Now }).With(clock.Now, TakerGone, $"{handover.To!.Name} {why}").Tick(clock);

    internal static Handover TakeBack(this Handover handover, Person by, HandoverClock clock) =>
        handover.Settle(HandoverState.TakenBack, by, clock.Now).With(clock.Now, TakenBack, $"keeps {clock.TitlesOf(handover)}", by);

    internal static Handover AddNote(this Handover handover, Person by, string text, DateTimeOffset now) =>
        (handover with { Notes = [.. handover.Notes, new(by, text)] }).With(now, Noted, $"notes: {text}", by);

    internal static Handover ReplaceBy(this Handover handover, Shift shift, HandoverClock clock) =>
        handover.Settle(HandoverState.Replaced, null, clock.Now).With(clock.Now, Replaced, $"not accepted before {shift.Title} began");

    /// <summary>Whoever offered it no longer has it, or what nobody had somebody has: there is nothing left to hand over.</summary>
    internal static bool IsOvertaken(this Handover handover, WarRoom room) => handover.From.Count > 0
        ? !handover.Roles.Any(role => room.Holders(role).Intersect(handover.From).Any())
        : handover.Roles.All(role => room.Holders(role).Count > 0);

    internal static Handover Overtake(this Handover handover, HandoverClock clock) =>
        handover.Settle(HandoverState.Replaced, null, clock.Now).With(clock.Now, Replaced, $"{clock.TitlesOf(handover)} was given to somebody directly");

    internal static Handover Leave(this Handover handover, HandoverClock clock) =>
        handover.Settle(HandoverState.Left, null, clock.Now).With(clock.Now, Left, "not accepted before the room ended");

    /// <summary>Time has passed: first a reminder, then one step of the ladder after the other, each only when the one before had its time.</summary>
    internal static Handover Tick(this Handover handover, HandoverClock clock)
    {
        if (!handover.Waits || handover.WaitsUntil > clock.Now)
            return handover;
        var waits = handover with { WaitsUntil = clock.Now + clock.Within };
        if (!handover.Reminded)
            return (waits with { Reminded = true }).With(clock.Now, Reminded, "not accepted in time: reminded");
        var steps = clock.StepsFor(handover);
        if (handover.Called >= steps.Count)
            return (handover with { WaitsUntil = null }).With(clock.Now, Alone, "not accepted, and nobody is left to call");
        var roles = steps[handover.Called];
        var called = roles.SelectMany(clock.Room.Holders).Except(handover.From).ToList();
        return (waits with { Called = handover.Called + 1, Others = [.. handover.Others.Union(called)] })
            .With(clock.Now, Escalated, $"not accepted: called {Names(called)}", null, roles);
    }

    private static Handover Settle(this Handover handover, HandoverState state, Person? by, DateTimeOffset now) =>
        handover with { State = state, SettledBy = by, SettledAt = now, WaitsUntil = null };

    private static string Names(IReadOnlyList<Person> people) => people.Count > 0 ? people.Select(person => person.Name).Humanize("and") : "nobody";
}

/// <summary>What the transitions go by: the plan's rules and the people of the room, at one moment.</summary>
internal sealed record HandoverClock(Plan Plan, WarRoom Room, DateTimeOffset Now)
{
    public TimeSpan Within => Room.Clock.Real(Plan.Shifts.AcceptWithin);

    public string TitlesOf(Handover handover) => handover.Roles.Select(role => Plan.Role(role)!.Title).Humanize("and");

    /// <summary>The steps of the ladder with somebody in them who is not in it already.</summary>
    public IReadOnlyList<IReadOnlyList<string>> StepsFor(Handover handover) =>
    [
        .. Plan.Alerts.Escalation
            .Select(step => (IReadOnlyList<string>)[.. step.Notify.Except(handover.Roles)])
            .Where(roles => roles.SelectMany(Room.Holders).Any(person => handover.To?.Includes(person) != true && !handover.From.Any(holder => holder.Includes(person)))),
    ];
}
