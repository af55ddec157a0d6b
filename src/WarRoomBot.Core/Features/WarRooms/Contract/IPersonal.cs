using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.WarRooms.Contract;

/// <summary>A feature that has something for one person: to be answered, signed or taken, or in their hands already.</summary>
internal interface IPersonal
{
    /// <summary>In rooms that are open. What belongs to others is left out.</summary>
    Task<IReadOnlyList<Personal>> OfAsync(PersonalTurn turn, CancellationToken cancellationToken);
}

/// <summary>One thing for one person.</summary>
/// <param name="Rank">Lower comes first.</param>
/// <param name="Since">Of the same rank the older comes first.</param>
/// <param name="Name">Tells its buttons from those of other things, for whoever hears them: <c>alert #7 Error rate</c>.</param>
/// <param name="Text">State first, without the room.</param>
/// <param name="Buttons">As on its own card; what is pressed counts there.</param>
internal sealed record Personal(PersonalRank Rank, DateTimeOffset Since, RoomAndPlan Room, string Name, RichText Text, IReadOnlyList<Button> Buttons);

internal enum PersonalRank
{
    /// <summary>Severity P0 and P1, and nobody has it.</summary>
    Urgent,

    /// <summary>Somebody waits for this person.</summary>
    Asked,

    /// <summary>Nobody has it, and there is time.</summary>
    Waiting,

    /// <summary>This person has it in hand.</summary>
    Held,
}

internal sealed record RoomAndPlan(WarRoom Room, Plan Plan);

/// <summary>For whom, and where to look.</summary>
internal sealed class PersonalTurn(Session session, Person person, Conversation place, DateTimeOffset now, RoomPlans plans)
{
    /// <summary>As many of one kind are read; a person with more than these is told so, and has other worries.</summary>
    internal const int Most = 100;

    private readonly Dictionary<long, RoomAndPlan?> _rooms = [];

    public Session Session => session;

    public Person Person => person;

    public DateTimeOffset Now => now;

    /// <returns>Null when it is over, or of another workspace.</returns>
    public async Task<RoomAndPlan?> RoomAsync(long id, CancellationToken cancellationToken)
    {
        if (_rooms.TryGetValue(id, out var known))
            return known;
        return await RoomStore.FindAsync(session, id, cancellationToken) is { } room ? await KnowAsync(room, cancellationToken) : null;
    }

    /// <summary>As <see cref="RoomAsync"/>, of one that was read already.</summary>
    public async Task<RoomAndPlan?> KnowAsync(WarRoom room, CancellationToken cancellationToken) =>
        _rooms[room.Id] = room.IsOpen && (room.Conversation.Platform, room.Conversation.Workspace) == (place.Platform, place.Workspace)
            ? new(room, await plans.OfAsync(session, room, cancellationToken))
            : null;
}
