using WarRoomBot.Cards;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;
using WarRoomBot.Signals;

namespace WarRoomBot.Features.Alerts;

/// <summary>New figures are in: thresholds that are crossed become alerts, alerts whose metric reads well end.</summary>
internal sealed class JudgeMetrics(RoomPlans plans) : IHandler<Happened>
{
    internal static string FingerprintOf(string metric) => $"metric/{metric}";

    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var round = Json.Read<MeasuredRound>(message.Subject);
        if (await RoomStore.FindAsync(turn.Session, round.Room, cancellationToken) is not { IsOpen: true } room)
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        var outcome = new Outcome();
        var metrics = round.Metrics.Distinct().Select(plan.Metric).OfType<Metric>().ToList();
        foreach (var standing in await Standings.OfAsync(turn.Session, room, metrics, turn.Now, cancellationToken))
        {
            var calls = await CallsAsync(standing.Metric, room, plan, turn, cancellationToken);
            outcome.Also(await JudgeAsync(standing, calls, room, plan, turn, cancellationToken));
        }

        return outcome;
    }

    private static async Task<Outcome> JudgeAsync(
        Standing standing, IReadOnlyList<Call> calls, WarRoom room, Plan plan, Turn turn, CancellationToken cancellationToken)
    {
        var clock = AlertClock.Of(plan, room.Clock);
        var newest = await AlertStore.NewestAsync(turn.Session, room.Id, FingerprintOf(standing.Metric.Name), cancellationToken);
        var open = newest is { IsResolved: false } or { Held: true } ? newest : null;
        if (open?.ReadAt is { } judged && judged == standing.Latest?.At)
            return Outcome.Nothing;
        if (standing.Threshold is null && calls.Count == 0)
        {
            if (open is null || standing.Latest is not { IsValue: true } latest)
                return Outcome.Nothing;
            return await SaveAsync(open, open.ReadsWell(turn.Now, latest.At, ValueWords.Of(standing.Metric, latest), ValueWords.Trend(standing), clock), room, plan, turn, cancellationToken);
        }

        if (open is null && await AlertStore.MuteOfAsync(turn.Session, room.Id, FingerprintOf(standing.Metric.Name), cancellationToken) is { } mute && mute.Until > turn.Now)
            return Outcome.Nothing;
        var number = open is null && newest?.IsSoonAfter(turn.Now, clock) != true
            ? await AlertStore.NextNumberAsync(turn.Session, room.Id, cancellationToken)
            : newest!.Number;
        var news = Crossed(standing, number, room, turn.Now, clock);
        var (before, after) = open is not null ? (open, open.Repeat(news, clock))
            : newest?.Number == number ? (newest, newest.Return(turn.Now, clock).Repeat(news, clock))
            : ((Alert?)null, AlertChanges.Fire(news, clock));
        foreach (var call in calls.Where(call => !after.CallsMade.Contains(call.Place) && !after.IsResolved && after.MutedUntil is null))
            after = after.CallFor(call.Place, call.Rule, call.Why, turn.Now);
        return await SaveAsync(before, after, room, plan, turn, cancellationToken);
    }

    /// <summary>The alert as it would be if it were new.</summary>
    private static Alert Crossed(Standing standing, int number, WarRoom room, DateTimeOffset now, AlertClock clock)
    {
        var (metric, threshold) = (standing.Metric, standing.Threshold);
        var severity = threshold?.Severity ?? (standing.Level == Level.Warning ? SignalSeverity.P2 : SignalSeverity.P1);
        var value = ValueWords.Of(metric, standing.Latest);
        return new()
        {
            Number = number,
            Fingerprint = FingerprintOf(metric.Name),
            Title = metric.Title,
            Severity = severity,
            State = AlertState.Firing,
            FiredAt = now,
            WaitsSince = now,
            Deadline = clock.DeadlineFrom(severity, now),
            LastAt = now,
            Metric = metric.Name,
            ReadAt = standing.Latest?.At,
            Value = value,
            Trend = ValueWords.Trend(standing),
            // Since when stands beside it, and goes back further than the samples that are judged.
            Detail = ValueWords.Note(standing with { Since = null }, room.Clock, now),
            Hint = threshold?.Hint,
            Playbook = threshold?.Playbook,
            Peak = standing.Latest?.Value is { } height && metric.Unit != Unit.UpDown ? new(height, value, now) : null,
        };
    }

    /// <summary>The plan's calls for a metric whose time has come.</summary>
    private static async Task<IReadOnlyList<Call>> CallsAsync(Metric metric, WarRoom room, Plan plan, Turn turn, CancellationToken cancellationToken)
    {
        var due = new List<Call>();
        foreach (var (rule, place) in plan.Alerts.Calls.Select((rule, place) => (rule, place)).Where(one => one.rule.Metric == metric.Name))
        {
            var asked = metric with { Warning = null, Critical = rule.Threshold };
            var standing = (await Standings.OfAsync(turn.Session, room, [asked], turn.Now, cancellationToken))[0];
            if (standing.Threshold is not null)
                due.Add(new(place, rule, ValueWords.Note(standing, room.Clock, turn.Now)));
        }

        return due;
    }

    private static async Task<Outcome> SaveAsync(Alert? before, Alert after, WarRoom room, Plan plan, Turn turn, CancellationToken cancellationToken)
    {
        await (before is null
            ? AlertStore.AddAsync(turn.Session, room.Id, after, cancellationToken)
            : AlertStore.SaveAsync(turn.Session, room.Id, after, cancellationToken));
        return AlertEffects.Of(before, after, room, plan, turn.Now);
    }

    private sealed record Call(int Place, CallRule Rule, string Why);
}
