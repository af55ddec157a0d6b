using WarRoomBot.Chat;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.WarRooms.Contract;

/// <summary>Opens the room that follows another in the same place.</summary>
internal sealed class RoomOpening(IPlanCatalog catalog)
{
    /// <param name="ended">The room it follows, which is over; who opened it opened this one, too, and who held a role that the new plan has as well goes on holding it.</param>
    /// <param name="plan">The name of its plan's file.</param>
    /// <param name="by">Who decided so.</param>
    /// <param name="turn">The room before ended in it.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <returns>What came of it, in words, and what is to happen.</returns>
    internal async Task<(string Said, Outcome Outcome)> NextAsync(WarRoom ended, string plan, Person by, Turn turn, CancellationToken cancellationToken)
    {
        if (catalog.Find(plan) is not { Plan: { } next } reading)
            return ($"{plan} cannot be started, because that plan {(catalog.Find(plan) is null ? "is not there" : "has mistakes")}", Outcome.Nothing);
        var room = ended with
        {
            Id = 0,
            PlanName = reading.Name,
            PlanHash = RoomPlans.HashOf(reading.Text),
            OpenedAt = turn.Now,
            StartsAt = turn.Now,
            EndedAt = null,
            OpenedReply = null,
            Roles = ended.Roles.Where(role => next.Role(role.Key) is not null).ToDictionary(role => role.Key, role => role.Value),
            StatusCards = 0,
            MeasuringStatus = null,
            BlindSince = null,
            RowVersion = 0,
        };
        room = room with { EndsAt = next.Duration is { } duration ? room.Clock.At(duration) : null };
        var opened = await RoomStore.AddAsync(turn.Session, room, reading.Text, cancellationToken);
        return ($"{next.Title} starts", Opened(opened, next, by));
    }

    /// <summary>What follows from a room that has just opened.</summary>
    internal static Outcome Opened(WarRoom room, Plan plan, Person by) => new Outcome()
        .Add(new Record(room.Id, "room-opened", by, $"{plan.Title} {room.Version}".Trim()))
        .Also(room.EndsAt is { } endsAt ? new Outcome().Add(RoomEnding.At(room, endsAt)) : Outcome.Nothing)
        .Add(RoomFacts.Of(RoomFacts.Opened, room));
}
