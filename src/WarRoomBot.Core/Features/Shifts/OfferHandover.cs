using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Shifts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Shifts;

/// <summary><c>/warroom handoff [role] @user [note]</c>: whoever types it offers what they hold; it is theirs until the other one, or one of a group, accepts.</summary>
internal sealed class OfferHandover(RoomPlans plans) : RoomHandler<Typed>(plans)
{
    internal const int LongestNote = 2000;

    protected override async Task<Outcome> InRoomAsync(Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        var (named, rest) = RoleIn(message.Text, at.Plan);
        List<Person> meant = [.. message.Mentions.Concat(message.Groups).Distinct()];
        if (WrongPerson(meant, message.Person, rest) is { } wrong)
            return Outcome.Answer(message, wrong);
        var to = meant[0];
        var (roles, refusal) = RolesOf(message.Person, named, to, at);
        if (refusal is not null)
            return Outcome.Answer(message, refusal);
        var from = FromOf(roles, message.Person, at.Room);
        if (from.Contains(to))
            return Outcome.Answer(message, RichText.Of($"{to} holds it already: a hand-over goes to somebody else."));
        var waiting = await HandoverStore.WaitingAsync(at.Session, at.Room.Id, cancellationToken);
        if (waiting.FirstOrDefault(other => other.Roles.Intersect(roles).Any()) is { } earlier)
            return Outcome.Answer(message, Waits(earlier, at));
        return await OfferAsync(
            new()
            {
                Number = await HandoverStore.NextNumberAsync(at.Session, at.Room.Id, cancellationToken),
                Roles = roles,
                From = from,
                To = to,
                By = message.Person,
                Notes = NoteIn(rest, to) is { } note ? [new(message.Person, note)] : [],
                OfferedAt = at.Now,
                DueAt = at.Now,
            },
            at.Room,
            at.Plan,
            at.Turn,
            cancellationToken);
    }

    internal static async Task<Outcome> OfferAsync(Handover fresh, WarRoom room, Plan plan, Turn turn, CancellationToken cancellationToken)
    {
        var handover = HandoverChanges.Offer(fresh, new(plan, room, turn.Now));
        await HandoverStore.AddAsync(turn.Session, room.Id, handover, cancellationToken);
        return HandoverEffects.Of(null, handover, await HandoverView.OfAsync(turn.Session, room, plan, turn.Now, cancellationToken), room, plan)
            .Also(handover.To is { IsGroup: true } group ? PeopleLookUp.Of(room, null, [group], turn) : Outcome.Nothing);
    }

    /// <summary>The role that is named first, if one is, and what follows it.</summary>
    private static (Role? Role, string After) RoleIn(string text, Plan plan)
    {
        var words = text.Split(' ', 2, StringSplitOptions.TrimEntries);
        return plan.Role(words[0].ToLowerInvariant()) is { } role ? (role, words.ElementAtOrDefault(1) ?? "") : (null, text);
    }

    private static RichText? WrongPerson(List<Person> meant, Person person, string rest) => (meant.Count, rest) switch
    {
        (0, ['@', ..]) => RichText.Of($"There is nobody called {rest.Split(' ')[0]} in this workspace; pick the name from the list that opens when you type @."),
        (0, _) => RichText.Of($"Who takes over? Type {new Code("/warroom handoff @somebody [note]")}."),
        ( > 1, _) => "A hand-over goes to one person or one group; name one of them.",
        _ when meant[0] == person => "You have it already: a hand-over goes to somebody else.",
        _ => null,
    };

    /// <summary>Who hands the roles over: the person, or where they hold one only as one of a group, that group.</summary>
    private static IReadOnlyList<Person> FromOf(IReadOnlyList<string> roles, Person person, WarRoom room) =>
        [.. roles.SelectMany(role => GivingUp(room.Holders(role), person)).Distinct()];

    private static IEnumerable<Person> GivingUp(IReadOnlyList<Person> holders, Person person) => holders.Contains(person) ? [person] : holders.Where(holder => holder.Includes(person));

    private static (IReadOnlyList<string> Roles, RichText? Refusal) RolesOf(Person person, Role? named, Person to, RoomTurn at)
    {
        var held = at.Plan.Roles.Where(role => at.Room.Holds(role.Name, person)).ToList();
        if (named is not null && !held.Contains(named))
        {
            return ([], at.Room.Holders(named.Name).Count > 0
                ? RichText.Of($"{named.Title} is {at.Room.Names(named)}: only who holds a role hands it over. {new Code($"/warroom role {named.Name} @somebody")} gives it at once.")
                : RichText.Of($"Nobody holds {named.Title}, so there is nothing to hand over. {new Code($"/warroom role {named.Name} @{to.Name}")} gives it at once."));
        }

        if (named is not null)
            return ([named.Name], null);
        if (held.Count == 0)
            return ([], RichText.Of($"You hold no role in this room, so there is nothing to hand over; {new Code("/warroom roles")} shows who holds what."));
        var inShifts = held.Where(role => at.Plan.Shifts.Roles.Contains(role.Name)).ToList();
        return inShifts.Count > 0 || held.Count == 1
            ? ([.. (inShifts.Count > 0 ? inShifts : held).Select(role => role.Name)], null)
            : ([], RichText.Of($"Which role? You hold {held.Select(role => role.Title).Humanize("and")}; type {new Code($"/warroom handoff {held[0].Name} @{to.Name}")}."));
    }

    private static RichText Waits(Handover earlier, RoomTurn at) =>
        RichText.Of($"{new HandoverClock(at.Plan, at.Room, at.Now).TitlesOf(earlier)} was offered to {(earlier.To is { } to ? RichText.Of($"{to}") : "whoever takes it")} already {Span.Time(earlier.OfferedAt)} and waits; ")
        + "it can be accepted or taken back on its card.";

    /// <summary>What is said beside the name.</summary>
    private static string? NoteIn(string rest, Person to)
    {
        var (name, at) = ($"@{to.Name}", rest.IndexOf($"@{to.Name}", StringComparison.Ordinal));
        var note = (at < 0 ? rest : rest.Remove(at, name.Length)).Trim();
        return note.Length > 0 ? Texts.Cut(note, LongestNote) : null;
    }
}
