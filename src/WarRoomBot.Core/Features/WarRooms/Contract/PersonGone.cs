using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.WarRooms.Contract;

/// <summary>What every open room of a workspace is told when somebody has left that, and a room whose channel they left, whoever they are: each feature knows what they had to do with it.</summary>
/// <param name="Room">Its number; 0 where they left a channel that is no room's.</param>
/// <param name="Where">The conversation they left; null when they have left the workspace.</param>
internal sealed record PersonGone(long Room, Person Person, Conversation? Where)
{
    /// <summary>The subject is this, as JSON.</summary>
    internal const string Fact = "person-gone";

    /// <summary>Told once, in the lane of the channel that is no room's. The subject is the same.</summary>
    internal const string FromElsewhere = "person-gone-elsewhere";

    /// <summary>In words, to stand behind their name.</summary>
    public string Words => Where is null ? "has left the workspace" : "has left the channel";

    internal static Fact Of(Person person, Conversation where) => new(FromElsewhere, where.ToString(), Json.Write(new PersonGone(0, person, where)));

    internal static Fact Of(WarRoom room, Person person, Conversation? where) => new(Fact, room.Lane, Json.Write(new PersonGone(room.Id, person, where)));
}
