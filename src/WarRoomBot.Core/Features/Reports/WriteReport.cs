using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Reports.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Reports;

/// <summary><c>/warroom report [day|week|final]</c>: of the open room, or of the last one that was.</summary>
internal sealed class WriteReport : IHandler<Typed>
{
    public async Task<Outcome> HandleAsync(Typed message, Turn turn, CancellationToken cancellationToken)
    {
        if (await RoomStore.NewestInAsync(turn.Session, message.Conversation, cancellationToken) is not { } room)
            return Outcome.Answer(message, RichText.Of($"There has been no war room in this channel. {new Code("/warroom start <plan> <version>")} opens one."));
        var kind = ReportRequest.UsualFor(room);
        if (message.Text.Length > 0 && (!Enum.TryParse(message.Text, ignoreCase: true, out kind) || !Enum.IsDefined(kind) || char.IsAsciiDigit(message.Text[0])))
            return Outcome.Answer(message, RichText.Of($"There is no report \"{Texts.Cut(message.Text, 40)}\": type {new Code("/warroom report day")}, {new Code("week")} or {new Code("final")}."));
        if (room.Clock.Offset(turn.Now) <= TimeSpan.Zero)
            return Outcome.Answer(message, RichText.Of($"There is nothing to report yet: the room begins at {Span.Date(room.StartsAt)}."));
        var title = room.IsOpen && kind == ReportKind.Final ? "Report so far" : null;
        return new Outcome()
            .Add(ReportOrder.Of(room, ReportRequest.Until(kind, room, turn.Now, title), TimeSpan.Zero, turn))
            .Reply(message, Card.Text("The report is being written; it comes into this channel."));
    }
}

/// <summary>The plan's reports, at their times.</summary>
internal sealed class ScheduledReports(RoomPlans plans) : IHandler<Happened>, IHandler<DueMoment>
{
    internal const string Due = "report";

    /// <summary>The room opened.</summary>
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        if (await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken) is not { IsOpen: true } room)
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        var outcome = new Outcome();
        for (var number = 0; number < plan.Reports.Moments.Count; number++)
        {
            if (plan.Reports.Moments[number] is { Kind: not ReportKind.Final } moment)
                outcome.Add(OnTheClock(room, number, moment.At));
        }

        return outcome;
    }

    /// <summary>One is due. Of several that were missed while the bot was down, the last is written.</summary>
    public async Task<Outcome> HandleAsync(DueMoment message, Turn turn, CancellationToken cancellationToken)
    {
        var (id, number) = RoomSubject.Parse(message.Subject);
        // One that is due at the room's very end is written although the room has just ended.
        if (await RoomStore.FindAsync(turn.Session, id, cancellationToken) is not { } room || room.EndedAt < message.At)
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        if (number >= plan.Reports.Moments.Count)
            return Outcome.Nothing;
        var moment = plan.Reports.Moments[number];
        var (at, now) = (Whole(room.Clock.Offset(message.At)), room.Clock.Offset(turn.Now));
        while (moment.Every is { } every && at + every <= now)
            at += every;
        var late = now - at;
        var outcome = new Outcome().Add(ReportOrder.Of(room, ReportRequest.Until(moment.Kind, at, moment.Title), late > Tolerated ? late : TimeSpan.Zero, turn));
        return moment.Every is { } again && room.IsOpen ? outcome.Add(OnTheClock(room, number, at + again)) : outcome;
    }

    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(1);

    /// <summary>Due moments are stored in milliseconds, so an offset computed back from one is a little off.</summary>
    private static TimeSpan Whole(TimeSpan offset) => TimeSpan.FromSeconds(Math.Round(offset.TotalSeconds));

    private static FallsDue OnTheClock(WarRoom room, int number, TimeSpan at) => new(
        room.Key(string.Create(CultureInfo.InvariantCulture, $"report/{number}")), room.Lane, Due, room.Clock.At(at), RoomSubject.Of(room, number));
}

/// <summary>The room ended: the final report follows by itself.</summary>
internal sealed class FinalReport(RoomPlans plans) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        if (await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken) is not { } room)
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        var outcome = new Outcome().Add(new CallOff(LessonsCard.DueKey(room)));
        for (var number = 0; number < plan.Reports.Moments.Count; number++)
        {
            // What is due now as well is still written; the rest never falls due.
            if (!(room.EndedAt >= room.EndsAt))
                outcome.Add(new CallOff(room.Key(string.Create(CultureInfo.InvariantCulture, $"report/{number}"))));
        }

        if (room.Clock.Offset(turn.Now) <= TimeSpan.Zero)
            return outcome;
        var title = plan.Reports.Moments.FirstOrDefault(moment => moment.Kind == ReportKind.Final)?.Title;
        return outcome
            .Add(ReportOrder.Of(room, ReportRequest.Until(ReportKind.Final, room, turn.Now, title), TimeSpan.Zero, turn))
            .Add(LessonsCard.Show(room, await LessonStore.ListAsync(turn.Session, room.Id, cancellationToken)));
    }
}
