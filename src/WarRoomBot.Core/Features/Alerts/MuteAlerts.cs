using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Alerts;

/// <summary><b>Mute 1h</b> on an alert.</summary>
internal sealed class MuteAlert(RoomPlans plans) : AlertHandler(plans)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    protected override async Task<Outcome> HandleAsync(Alert alert, Pressed message, RoomTurn at, AlertClock clock, CancellationToken cancellationToken)
    {
        if (alert.MutedUntil is { } until)
            return Outcome.Answer(message, RichText.Of($"Alert #{alert.Number} is muted already, until {Span.Time(until)}."));
        var mute = new Mute(alert.Fingerprint, alert.Title, message.Person, at.Now, at.Now + clock.Clock.Real(Hour), "");
        await AlertStore.MuteAsync(at.Session, at.Room.Id, mute, cancellationToken);
        return (await SaveAsync(alert, alert.Mute(mute.By, mute.Until, mute.Reason, at.Now), at, cancellationToken)).Add(Mutes.Ends(mute, at.Room));
    }
}

/// <summary><b>Unmute</b> on an alert.</summary>
internal sealed class UnmuteAlert(RoomPlans plans) : AlertHandler(plans)
{
    protected override async Task<Outcome> HandleAsync(Alert alert, Pressed message, RoomTurn at, AlertClock clock, CancellationToken cancellationToken)
    {
        if (alert.MutedUntil is null)
            return Outcome.Answer(message, RichText.Of($"Alert #{alert.Number} is not muted."));
        await AlertStore.UnmuteAsync(at.Session, at.Room.Id, alert.Fingerprint, cancellationToken);
        return (await SaveAsync(alert, alert.Unmute(message.Person, at.Now, clock), at, cancellationToken)).Add(Mutes.Off(alert.Fingerprint, at.Room));
    }
}

/// <summary><c>/warroom mute &lt;metric&gt; &lt;duration&gt; [reason]</c>: silence with an end.</summary>
internal sealed class MuteMetric(RoomPlans plans) : RoomHandler<Typed>(plans)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(2);

    protected override async Task<Outcome> InRoomAsync(Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        var words = message.Text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length < 2)
            return Outcome.Answer(message, RichText.Of($"What, and for how long? Type {new Code("/warroom mute <metric> <duration> [reason]")}, as in {new Code("/warroom mute error-rate 1h deploying a fix")}."));
        if (Mutes.Find(words[0], at.Plan) is not { } metric)
            return Outcome.Answer(message, Mutes.Unknown(words[0], at.Plan));
        if (!Durations.TryParse(words[1], out var duration) || duration <= TimeSpan.Zero)
            return Outcome.Answer(message, RichText.Of($"\"{words[1]}\" is not a duration; write {new Code("30m")} or {new Code("2h")}, for instance."));
        if (duration > Longest)
            return Outcome.Answer(message, RichText.Of($"A mute lasts {Durations.Words(Longest)} at most, so that nothing is forgotten; mute it again then."));

        var mute = new Mute(
            JudgeMetrics.FingerprintOf(metric.Name), metric.Title, message.Person, at.Now, at.Now + at.Room.Clock.Real(duration),
            Texts.Cut(words.ElementAtOrDefault(2) ?? "", 500));
        await AlertStore.MuteAsync(at.Session, at.Room.Id, mute, cancellationToken);
        var outcome = Outcome.Answer(message, RichText.Of($"{metric.Title} is muted until {Span.Time(mute.Until)}. {new Code($"/warroom unmute {metric.Name}")} ends it earlier."))
            .Add(Mutes.Ends(mute, at.Room))
            .Add(RoomFacts.Of(RoomFacts.Changed, at.Room));
        if (await AlertStore.NewestAsync(at.Session, at.Room.Id, mute.Fingerprint, cancellationToken) is not { IsResolved: false } alert)
            return outcome.Add(new Record(at.Room.Id, AlertChanges.Muted, message.Person, mute.Reason.Length > 0 ? $"{metric.Title}: {mute.Reason}" : metric.Title));
        var after = alert.Mute(mute.By, mute.Until, mute.Reason, at.Now);
        await AlertStore.SaveAsync(at.Session, at.Room.Id, after, cancellationToken);
        return outcome.Also(AlertEffects.Of(alert, after, at.Room, at.Plan, at.Now));
    }
}

/// <summary><c>/warroom unmute &lt;metric&gt;</c>: ends a silence before its time.</summary>
internal sealed class UnmuteMetric(RoomPlans plans) : RoomHandler<Typed>(plans)
{
    protected override async Task<Outcome> InRoomAsync(Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (message.Text.Length == 0)
            return Outcome.Answer(message, RichText.Of($"Which metric? Type {new Code("/warroom unmute <metric>")}."));
        if (Mutes.Find(message.Text, at.Plan) is not { } metric)
            return Outcome.Answer(message, Mutes.Unknown(message.Text, at.Plan));
        var fingerprint = JudgeMetrics.FingerprintOf(metric.Name);
        if (await AlertStore.MuteOfAsync(at.Session, at.Room.Id, fingerprint, cancellationToken) is null)
            return Outcome.Answer(message, $"{metric.Title} is not muted.");
        return Outcome.Answer(message, $"{metric.Title} is no longer muted.")
            .Add(Mutes.Off(fingerprint, at.Room))
            .Also(await Mutes.EndAsync(fingerprint, metric.Title, message.Person, at.Room, at.Plan, at.Turn, cancellationToken));
    }
}

/// <summary>The time of a mute is over.</summary>
internal sealed class MuteEnds(RoomPlans plans) : IHandler<DueMoment>
{
    public async Task<Outcome> HandleAsync(DueMoment message, Turn turn, CancellationToken cancellationToken)
    {
        var split = message.Subject.IndexOf(' ', StringComparison.Ordinal);
        var fingerprint = message.Subject[(split + 1)..];
        if (await RoomStore.FindAsync(turn.Session, message.Subject[..split], cancellationToken) is not { IsOpen: true } room
            || await AlertStore.MuteOfAsync(turn.Session, room.Id, fingerprint, cancellationToken) is not { } mute
            || mute.Until > turn.Now)
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        return await Mutes.EndAsync(fingerprint, mute.What, null, room, plan, turn, cancellationToken);
    }
}

internal static class Mutes
{
    internal const string Due = "mute";

    internal static Metric? Find(string name, Plan plan) => plan.Metric(name.Trim().ToLowerInvariant());

    internal static RichText Unknown(string name, Plan plan) =>
        RichText.Of($"This plan has no metric \"{name}\"; it has {string.Join(", ", plan.Metrics.Select(metric => metric.Name))}.");

    internal static FallsDue Ends(Mute mute, WarRoom room) => new(Key(mute.Fingerprint, room), room.Lane, Due, mute.Until, $"{room.Id} {mute.Fingerprint}");

    internal static CallOff Off(string fingerprint, WarRoom room) => new(Key(fingerprint, room));

    /// <param name="by">Null when its time is over.</param>
    internal static async Task<Outcome> EndAsync(
        string fingerprint, string what, Person? by, WarRoom room, Plan plan, Turn turn, CancellationToken cancellationToken)
    {
        await AlertStore.UnmuteAsync(turn.Session, room.Id, fingerprint, cancellationToken);
        var outcome = new Outcome().Add(RoomFacts.Of(RoomFacts.Changed, room));
        if (await AlertStore.NewestAsync(turn.Session, room.Id, fingerprint, cancellationToken) is not { MutedUntil: not null } alert)
            return outcome.Add(new Record(room.Id, AlertChanges.Unmuted, by, by is null ? $"{what}: the time is over" : what));
        var after = alert.Unmute(by, turn.Now, AlertClock.Of(plan, room.Clock));
        await AlertStore.SaveAsync(turn.Session, room.Id, after, cancellationToken);
        return outcome.Also(AlertEffects.Of(alert, after, room, plan, turn.Now));
    }

    private static string Key(string fingerprint, WarRoom room) => room.Key($"mute/{fingerprint}");
}
