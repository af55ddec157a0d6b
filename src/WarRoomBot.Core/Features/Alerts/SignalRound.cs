using WarRoomBot.Cards;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;
using WarRoomBot.Signals;

namespace WarRoomBot.Features.Alerts;

/// <summary>What one request of a source does to the alerts of one room. Each alert is read once, changed in order, and saved once.</summary>
internal sealed class SignalRound(SignalsReceived received, WarRoom room, Plan plan, IPages pages, Turn turn)
{
    private static readonly TimeSpan StormWindow = TimeSpan.FromMinutes(1);

    private readonly AlertClock _clock = AlertClock.Of(plan, room.Clock);
    private readonly Dictionary<string, Followed> _alerts = [];
    private readonly Dictionary<int, Followed> _storms = [];
    private readonly Outcome _outcome = new();
    private int _nextNumber;

    internal async Task<Outcome> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in received.Signals)
            await FollowAsync(FingerprintOf(signal), cancellationToken);
        _nextNumber = await AlertStore.NextNumberAsync(turn.Session, room.Id, cancellationToken);
        var storm = await StormAsync(cancellationToken);
        foreach (var signal in received.Signals)
            await TakeAsync(signal, storm, cancellationToken);
        var storms = _storms.Values.Where(followed => followed.HasChanged && followed is not { Before: null, After.Storm.Open: 0 }).ToList();
        foreach (var followed in storms.Concat(_alerts.Values.Where(followed => followed.HasChanged)))
            await SaveAsync(followed, cancellationToken);
        foreach (var changed in storms)
            _outcome.Add(await StormList.OfAsync(changed.After!, room, pages, turn, cancellationToken));
        return _outcome;
    }

    private static string FingerprintOf(Signal signal) => $"{signal.Source}/{signal.Fingerprint}";

    private async Task<Followed> FollowAsync(string fingerprint, CancellationToken cancellationToken)
    {
        if (!_alerts.TryGetValue(fingerprint, out var followed))
            _alerts[fingerprint] = followed = new(await AlertStore.NewestAsync(turn.Session, room.Id, fingerprint, cancellationToken));
        return followed;
    }

    /// <returns>The storm that new alerts of this source fold into; null when there are not that many.</returns>
    private async Task<Followed?> StormAsync(CancellationToken cancellationToken)
    {
        var fingerprint = StormChanges.FingerprintOf(received.Source);
        if (await AlertStore.NewestAsync(turn.Session, room.Id, fingerprint, cancellationToken) is { IsResolved: false } raging && raging.Rages(turn.Now))
            return _storms[raging.Number] = new(raging);
        var fresh = received.Signals.Where(signal => signal.Status == SignalStatus.Firing).Select(FingerprintOf).Distinct().Count(name => _alerts[name].After is not { IsResolved: false });
        var recent = fresh == 0 ? 0 : await AlertStore.FiredSinceAsync(turn.Session, room.Id, received.Source, turn.Now - StormWindow, cancellationToken);
        if (recent + fresh <= plan.Alerts.StormAbove)
            return null;
        var number = _nextNumber++;
        return _storms[number] = new(null) { After = StormChanges.Begin(number, received.Source, turn.Now, _clock) };
    }

    private async Task TakeAsync(Signal signal, Followed? storm, CancellationToken cancellationToken)
    {
        var followed = _alerts[FingerprintOf(signal)];
        var alert = followed.After;
        var isOpen = alert is { IsResolved: false };
        switch (signal.Status)
        {
            case SignalStatus.Firing:
                followed.After = alert is { IsResolved: false } or { Held: true }
                    ? alert.Repeat(New(signal, alert.Number), _clock)
                    : await RaiseAsync(signal, followed, storm, cancellationToken);
                break;
            case SignalStatus.Acknowledged when alert is { State: AlertState.Firing }:
                followed.After = alert.Acknowledge(null, received.Source, turn.Now, _clock);
                break;
            case SignalStatus.Resolved when isOpen && signal.Doubt is { } doubt:
                followed.After = alert!.Doubtful(doubt, turn.Now);
                break;
            case SignalStatus.Resolved when alert is not null && (isOpen || alert.Held):
                followed.After = alert.Over(turn.Now, _clock);
                if (alert is { FoldedInto: { } number, IsResolved: false })
                    await LeaveStormAsync(number, cancellationToken);
                break;
            case SignalStatus.Info:
                _outcome.Add(new Record(room.Id, "signal", null, $"{received.Source}: {signal.Title}"));
                break;
            default:
                break;
        }
    }

    private async Task<Alert?> RaiseAsync(Signal signal, Followed followed, Followed? storm, CancellationToken cancellationToken)
    {
        var mute = await AlertStore.MuteOfAsync(turn.Session, room.Id, FingerprintOf(signal), cancellationToken);
        if (mute?.Until > turn.Now)
            return followed.After;
        if (followed.After is { FoldedInto: null } earlier && earlier.IsSoonAfter(turn.Now, _clock))
            return earlier.Return(turn.Now, _clock).Repeat(New(signal, earlier.Number), _clock);

        followed.Before = null;
        var fresh = New(signal, _nextNumber++);
        if (storm is null)
            return AlertChanges.Fire(fresh, _clock);
        var standsAlone = storm.After!.LetsStandAlone(fresh);
        storm.After = storm.After!.Gather(fresh, standsAlone, _clock);
        return AlertChanges.Fire(standsAlone ? fresh : fresh with { FoldedInto = storm.After.Number }, _clock);
    }

    private async Task LeaveStormAsync(int number, CancellationToken cancellationToken)
    {
        if (!_storms.TryGetValue(number, out var storm))
        {
            if (await AlertStore.FindAsync(turn.Session, room.Id, number, cancellationToken) is not { } found)
                return;
            _storms[number] = storm = new(found);
        }

        storm.After = storm.After!.Release(turn.Now, _clock);
    }

    private Alert New(Signal signal, int number)
    {
        var severity = signal.Severity ?? received.Severity;
        return new()
        {
            Number = number,
            Fingerprint = FingerprintOf(signal),
            Title = Texts.Cut(signal.Title, 200),
            Severity = severity,
            State = AlertState.Firing,
            FiredAt = turn.Now,
            WaitsSince = turn.Now,
            Deadline = _clock.DeadlineFrom(severity, turn.Now),
            LastAt = turn.Now,
            Source = received.Source,
            Rule = signal.Rule ?? signal.Title,
            Value = signal.Value,
            Detail = signal.Text is { Length: > 0 } text ? Texts.Cut(text, 500) : null,
            Link = signal.Link,
            RepeatsWithin = signal.RepeatsWithin,
        };
    }

    private async Task SaveAsync(Followed followed, CancellationToken cancellationToken)
    {
        await (followed.Before is null
            ? AlertStore.AddAsync(turn.Session, room.Id, followed.After!, cancellationToken)
            : AlertStore.SaveAsync(turn.Session, room.Id, followed.After!, cancellationToken));
        _outcome.Also(AlertEffects.Of(followed.Before, followed.After!, room, plan, turn.Now));
    }

    /// <summary>An alert over the round: as it was stored, and as it will be.</summary>
    private sealed class Followed(Alert? before)
    {
        public Alert? Before { get; set; } = before;

        public Alert? After { get; set; } = before;

        public bool HasChanged => After is not null && !ReferenceEquals(Before, After);
    }
}
