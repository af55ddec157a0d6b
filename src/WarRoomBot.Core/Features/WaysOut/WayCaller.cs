using WarRoomBot.Cards;
using WarRoomBot.Data;
using WarRoomBot.Delivery;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;
using WarRoomBot.WaysOut;

namespace WarRoomBot.Features.WaysOut;

/// <summary>Tells one way out of one alert: the state that the alert is in now, however long ago it was asked for.</summary>
internal sealed class WayCaller(IDatabase database, RoomPlans plans, IEnumerable<IGateway> gateways, TimeProvider time) : IPerformer
{
    internal const string KindName = "way-out";

    /// <summary>Who is told of an alert this much later is not helped. Of the wall clock: what is outside knows no other.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    public string Kind => KindName;

    public async Task<string> PerformAsync(string key, string body, CancellationToken cancellationToken)
    {
        var request = Json.Read<WayRequest>(body);
        return Json.Write(await database.ReadAsync((session, token) => FindAsync(session, request, token), cancellationToken) is var (room, plan, alert, way)
            ? await SayAsync(request, room, plan, alert, way, cancellationToken)
            : WayResult.NothingSaid);
    }

    private async Task<WayResult> SayAsync(WayRequest request, WarRoom room, Plan plan, Alert alert, WayOut way, CancellationToken cancellationToken)
    {
        if (alert.MutedUntil is not null)
            return WayResult.NothingSaid;
        var result = new WayResult(alert.History.Count, WayState.StageOf(alert));
        var gateway = gateways.First(gateway => gateway.Serves(way.Means));
        switch (await gateway.SayAsync(WayWords.Of(alert, room, plan), way.Means, cancellationToken))
        {
            case GatewayAnswer.Taken:
                return result;
            case GatewayAnswer.Refused refused:
                return result with { Failure = refused.Why };
            case GatewayAnswer.NotSetUp missing:
                return result with { Failure = missing.Remedy, NotSetUp = true };
            case GatewayAnswer.Later later:
                var left = request.Since + Patience - time.GetUtcNow();
                if (left <= TimeSpan.Zero)
                    return result with { Failure = $"{later.Why}, and so for {Durations.Words(Patience - left)}" };
                // To wait for nothing would be to try without end.
                var after = later.After > Moment ? later.After < left ? later.After : left : null;
                throw new TryLaterException(later.Why, after);
            case var other:
                throw new InvalidOperationException($"no such answer: {other.GetType().Name}");
        }
    }

    private async Task<(WarRoom Room, Plan Plan, Alert Alert, WayOut Way)?> FindAsync(Session session, WayRequest request, CancellationToken cancellationToken)
    {
        if (await RoomStore.FindAsync(session, request.Room, cancellationToken) is not { } room
            || await AlertStore.FindAsync(session, room.Id, request.Alert, cancellationToken) is not { } alert)
            return null;
        var plan = await plans.OfAsync(session, room, cancellationToken);
        return plan.Alerts.WaysOut.FirstOrDefault(way => way.Key == request.Way) is { } way ? (room, plan, alert, way) : null;
    }
}
