using System.Globalization;
using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Delivery;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.WarRooms;

/// <summary>Who was given a role is looked up afterwards: of a group the members are kept with it, and whoever cannot do what the role asks is told of.</summary>
internal sealed class HoldersLookedUp(RoomPlans plans) : IHandler<Performed>
{
    public async Task<Outcome> HandleAsync(Performed message, Turn turn, CancellationToken cancellationToken)
    {
        var (asked, answer) = (Json.Read<PeopleAsked>(Json.Read<PeopleWork>(message.Request).Subject), Json.Read<PeopleAnswer>(message.Result));
        if (await RoomStore.FindAsync(turn.Session, asked.Room, cancellationToken) is not { IsOpen: true } room)
            return Outcome.Nothing;
        var outcome = new Outcome();
        var known = answer.Profiles.Where(profile => profile.Trouble is null && (profile.Person.IsGroup || profile.Kind != ProfileKind.Unknown)).Select(profile => profile.Person).ToList();
        if (room.Roles.Values.SelectMany(holders => holders).Any(holder => known.Exists(person => IsNews(person, holder))))
        {
            room = room with { Roles = room.Roles.ToDictionary(role => role.Key, role => (IReadOnlyList<Person>)[.. role.Value.Select(holder => known.Find(person => IsNews(person, holder)) ?? holder)]) };
            await RoomStore.SaveAsync(turn.Session, room, cancellationToken);
            outcome.Add(RoomFacts.Of(RoomFacts.Changed, room));
        }

        foreach (var group in answer.Profiles.Where(profile => profile.Person.IsGroup))
            outcome.Add(new Fact(GroupKnown.Fact, room.Lane, Json.Write(new GroupKnown(room.Id, group))));
        if (asked.Role is null || (await plans.OfAsync(turn.Session, room, cancellationToken)).Role(asked.Role) is not { } given)
            return outcome;
        foreach (var (profile, number) in answer.Profiles.Select((profile, number) => (profile, number)))
        {
            if (Sentence(profile, given) is { } sentence)
                outcome.Add(new Notice(string.Create(CultureInfo.InvariantCulture, $"{message.Key}/{number}"), room.Conversation, Card.Text(sentence)));
        }

        return outcome;
    }

    /// <summary>Who is in a group is kept; the name of a person only where the platform had told no more than an id.</summary>
    private static bool IsNews(Person person, Person holder) =>
        person == holder && (person.IsGroup ? !person.Members!.SequenceEqual(holder.Members ?? []) : holder.Name == holder.Id && person.Name != holder.Name);

    private static RichText? Sentence(Profile profile, Role role)
    {
        var command = new Code($"/warroom role {role.Name} @somebody");
        return profile switch
        {
            { Trouble: { } trouble, Person.IsGroup: true } => RichText.Of($"I cannot see who is in {profile.Person}, so nobody holds {role.Title} for them: {trouble}."),
            { Person: { IsGroup: true, Members.Count: 0 } } => RichText.Of($"Nobody is in {profile.Person}, so nobody holds {role.Title}: {command} gives it to a person."),
            { Person: { IsGroup: true, Members: { Count: var count } } } => RichText.Of($"{"person".ToQuantity(count)} of {profile.Person} hold {role.Title} together."),
            { Kind: ProfileKind.App } => RichText.Of($"{profile.Person} is an app and cannot answer as {role.Title}: {command} gives it to a person."),
            { Kind: ProfileKind.Left } => RichText.Of($"{profile.Person} has left the workspace and cannot answer as {role.Title}: {command} gives it to somebody else."),
            { Kind: ProfileKind.Guest } => RichText.Of($"{profile.Person} is a guest here: as {role.Title} they may be called, but I cannot bring them into every incident's channel."),
            { Kind: ProfileKind.Unknown, Trouble: null } => RichText.Of($"{profile.Person} is not known in this workspace, so nobody holds {role.Title}: {command} gives it to somebody who is."),
            _ => null,
        };
    }
}
