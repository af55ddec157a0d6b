using Microsoft.Extensions.Logging;
using WarRoomBot.Cards;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Signals;

namespace WarRoomBot.Features.Alerts;

/// <summary>An alert source has sent something: it concerns the room the source belongs to, or every open room when it belongs to none.</summary>
internal sealed class TakeSignals(RoomPlans plans, IPages pages, ILogger<TakeSignals> logger) : IHandler<SignalsReceived>
{
    public async Task<Outcome> HandleAsync(SignalsReceived message, Turn turn, CancellationToken cancellationToken)
    {
        var outcome = new Outcome();
        var rooms = (await RoomStore.OpenAsync(turn.Session, cancellationToken)).Where(room => message.Room is not { } place || room.IsAt(place)).ToList();
        if (rooms.Count == 0)
            Log.SignalsWithoutRoom(logger, message.Source, message.Signals.Count, message.Room ?? "any channel");
        foreach (var room in rooms)
        {
            var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
            outcome.Also(await new SignalRound(message, room, plan, pages, turn).RunAsync(cancellationToken));
        }

        return outcome;
    }
}
