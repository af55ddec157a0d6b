using WarRoomBot.Cards;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.WaysOut;

/// <summary>Something happened to an alert: each way out whose business it is goes at once, whatever becomes of the others.</summary>
internal sealed class TellWays(RoomPlans plans) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var (id, number) = RoomSubject.Parse(message.Subject);
        if (await RoomStore.FindAsync(turn.Session, id, cancellationToken) is not { } room
            || await AlertStore.FindAsync(turn.Session, room.Id, number, cancellationToken) is not { } alert)
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        var outcome = new Outcome();
        foreach (var way in plan.Alerts.WaysOut)
        {
            var state = await WayStore.FindAsync(turn.Session, room.Id, number, way.Key, cancellationToken);
            if (!state.HasNews(way, alert))
                continue;
            state = state.Ask(alert);
            await WayStore.SaveAsync(turn.Session, room.Id, number, state, cancellationToken);
            outcome.Add(Asked(room, alert, state, turn.Now));
        }

        return outcome;
    }

    internal static Perform Asked(WarRoom room, Alert alert, WayState state, DateTimeOffset now) => new(
        KeyOf(room, alert, state), WayCaller.KindName, room.Lane, Json.Write(new WayRequest(room.Id, alert.Number, state.Way, now)));

    internal static string KeyOf(WarRoom room, Alert alert, WayState state) => $"{AlertFacts.CardOf(room, alert.Number)}/way/{state.Way}/{state.Asked}";
}

/// <summary>A way out has answered: what could not be told is told in the alert's thread, and what happened meanwhile goes now.</summary>
internal sealed class WayAnswered(RoomPlans plans) : IHandler<Performed>
{
    public async Task<Outcome> HandleAsync(Performed message, Turn turn, CancellationToken cancellationToken)
    {
        var request = Json.Read<WayRequest>(message.Request);
        var result = Json.Read<WayResult>(message.Result);
        if (await RoomStore.FindAsync(turn.Session, request.Room, cancellationToken) is not { } room
            || await AlertStore.FindAsync(turn.Session, room.Id, request.Alert, cancellationToken) is not { } alert)
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        if (plan.Alerts.WaysOut.FirstOrDefault(way => way.Key == request.Way) is not { } way)
            return Outcome.Nothing;

        var before = await WayStore.FindAsync(turn.Session, room.Id, alert.Number, way.Key, cancellationToken);
        var after = before.Answered(result);
        var outcome = new Outcome();
        foreach (var effect in Told(room, alert, way, before, result))
            outcome.Add(effect);
        if (after.HasNews(way, alert))
        {
            after = after.Ask(alert);
            outcome.Add(TellWays.Asked(room, alert, after, turn.Now));
        }

        await WayStore.SaveAsync(turn.Session, room.Id, alert.Number, after, cancellationToken);
        return outcome;
    }

    private static IEnumerable<Effect> Told(WarRoom room, Alert alert, WayOut way, WayState before, WayResult result)
    {
        var what = $"#{alert.Number} {alert.Title}";
        if (result.Failure is not { } why)
        {
            if (result.Stage is { } stage)
                yield return new Record(room.Id, "way-told", null, $"{what}: {way.Title} told, {WayWords.Of(stage)}");
            yield break;
        }

        yield return new Record(room.Id, "way-failed", null, $"{what}: {way.Title} could not be told: {why}");
        if (before.Failure == why)
            yield break;

        // What the configuration lacks, it lacks for every alert: told once in the room.
        var key = result.NotSetUp ? room.Key($"way/{way.Key}/not-set-up") : $"{TellWays.KeyOf(room, alert, before)}/failed";
        yield return new Notice(key, room.Conversation, Card.Text($"{way.Title} could not be told: {why}"))
        {
            ThreadOf = AlertFacts.CardOf(room, alert.Number),
            Priority = alert.IsUrgent ? Priority.Urgent : Priority.Routine,
        };
    }
}
