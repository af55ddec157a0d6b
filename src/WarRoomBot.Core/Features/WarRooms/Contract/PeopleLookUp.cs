using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Delivery;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.WarRooms.Contract;

/// <summary>Asks the platform who somebody is, or who is in a group. Of each group the features are told by a <see cref="GroupKnown"/>.</summary>
internal static class PeopleLookUp
{
    /// <param name="room">For which it is asked.</param>
    /// <param name="role">The role they were given just now; null when it is only to be known who is in a group.</param>
    /// <param name="people">People and groups.</param>
    /// <param name="turn">Asks for it once, however often it is run.</param>
    internal static Outcome Of(WarRoom room, Role? role, IReadOnlyList<Person> people, Turn turn) => people.Count == 0 ? Outcome.Nothing : new Outcome().Add(new Perform(
        room.Key($"people/{turn.Arrival}/{role?.Name ?? people[0].Id}"), PeoplePerformer.ActionKind, room.Lane,
        Json.Write(new PeopleWork(Json.Write(new PeopleAsked(room.Id, role?.Name)), room.Conversation, people))));
}

/// <param name="Room">Its number.</param>
/// <param name="Role">Its name in the plan.</param>
internal sealed record PeopleAsked(long Room, string? Role);

/// <summary>Others are in a group of the workspace than before. The subject is the group, as JSON.</summary>
internal static class GroupChanged
{
    internal const string Fact = "group-changed";
}

/// <summary>Who is in a group was looked up for a room. The subject is this, as JSON.</summary>
/// <param name="Room">Its number.</param>
/// <param name="Group">The group with its members, or why they cannot be seen.</param>
internal sealed record GroupKnown(long Room, Profile Group)
{
    internal const string Fact = "group-known";
}
