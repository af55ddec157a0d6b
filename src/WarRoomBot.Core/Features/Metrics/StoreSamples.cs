using WarRoomBot.Cards;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Metrics;

/// <summary>Readings have come in: they are stored, and whoever waits for them is told.</summary>
internal sealed class StoreSamples : IHandler<Performed>
{
    public async Task<Outcome> HandleAsync(Performed message, Turn turn, CancellationToken cancellationToken)
    {
        var request = Json.Read<MeasureRequest>(message.Request);
        var result = Json.Read<MeasureResult>(message.Result);
        var read = result.Samples.Select(sample => sample.Metric).ToList();
        var late = request.Metrics.Except(read).ToList();
        var round = new MeasuredRound(request.Room, request.Purpose, read, late, turn.ReceivedAt);
        if (await RoomStore.FindAsync(turn.Session, round.Room, cancellationToken) is not { } room)
            return Outcome.Nothing;
        var blindSince = Sight.After(room.BlindSince, result.Samples);
        await SampleStore.AddAsync(turn.Session, request.Room, Sight.Kept(blindSince, result.Samples), cancellationToken);
        var outcome = new Outcome();
        if (room.IsOpen && blindSince is null != room.BlindSince is null)
        {
            await RoomStore.SaveAsync(turn.Session, room with { BlindSince = blindSince }, cancellationToken);
            outcome.Also(blindSince is { } since ? SightNotice.Lost(room, since) : SightNotice.Back(room, room.BlindSince!.Value, turn.Now));
        }

        return outcome.Add(new Fact(Measuring.Measured, room.Lane, Json.Write(round)));
    }
}
