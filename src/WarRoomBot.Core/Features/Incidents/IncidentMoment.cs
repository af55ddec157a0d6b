using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Delivery;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Incidents;

/// <summary>An incident's next moment has come: an update is due, a rollback review, the end of its channel.</summary>
internal sealed class IncidentMoment(RoomPlans plans) : IHandler<DueMoment>
{
    public async Task<Outcome> HandleAsync(DueMoment message, Turn turn, CancellationToken cancellationToken)
    {
        if (await IncidentSubject.FindAsync(turn.Session, message.Subject, cancellationToken) is not var (incident, room))
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        // A channel ends only when what is to be learned from it stands there.
        if (incident.ArchiveAt <= turn.Now && await OutboxStore.IsStillToComeAsync(turn.Session, PostmortemFile.Key(incident), cancellationToken))
            incident = incident.KeepChannel(turn.Now);
        var after = incident.Tick(turn.Now, new(plan, room.Clock));
        if (after.Timeline.Skip(incident.Timeline.Count).Any(entry => entry.What is IncidentChanges.Unled or IncidentChanges.Unanswered))
            after = after.Bring(IncidentPlaces.CalledNext(after.Severity, room, plan));
        await IncidentStore.SaveAsync(turn.Session, after, cancellationToken);
        return IncidentEffects.Of(incident, after, room, plan, turn.Now);
    }
}

/// <summary>Something was done with an incident's channel.</summary>
internal sealed class ChannelDone(RoomPlans plans) : IHandler<Performed>
{
    /// <summary>A line in the room's record when a detail could not be done.</summary>
    private const string Trouble = "incident-channel-trouble";

    public async Task<Outcome> HandleAsync(Performed message, Turn turn, CancellationToken cancellationToken)
    {
        var (work, answer) = (Json.Read<ChannelWork>(message.Request), Json.Read<ChannelAnswer>(message.Result));
        if (await IncidentSubject.FindAsync(turn.Session, work.Subject, cancellationToken) is not var (incident, room))
            return Outcome.Nothing;
        var after = work switch
        {
            ChannelWork.Create when !incident.Place.Wanted => incident,
            ChannelWork.Create when answer is { Channel: { } channel, Name: { } name } => incident.InChannel(channel, name, turn.Now),
            ChannelWork.Create => incident.WithoutChannel(answer.Trouble ?? "it could not be made", turn.Now),
            ChannelWork.Invite when answer.NotInvited.Count > 0 => Without(incident.With(turn.Now, IncidentChanges.NotInvited, Missing(answer.NotInvited)), answer.NotInvited, turn.Now),
            _ => incident,
        };
        if (ReferenceEquals(after, incident))
            return answer.Trouble is { } trouble ? new Outcome().Add(new Record(room.Id, Trouble, null, $"incident #{incident.Number}: {trouble}")) : Outcome.Nothing;
        await IncidentStore.SaveAsync(turn.Session, after, cancellationToken);
        return IncidentEffects.Of(incident, after, room, await plans.OfAsync(turn.Session, room, cancellationToken), turn.Now);
    }

    /// <summary>Who is not there cannot lead.</summary>
    private static Incident Without(Incident incident, IReadOnlyList<NotInvited> missing, DateTimeOffset now) =>
        incident.Lead is { } lead && missing.Any(one => one.Person == lead) ? incident.LoseLead("cannot be brought in", now) : incident;

    private static string Missing(IReadOnlyList<NotInvited> missing)
    {
        const int most = 10;
        var named = string.Join(", ", missing.Take(most).Select(one => $"{one.Person.Name} ({one.Why})"));
        return $"could not bring in {named}{(missing.Count > most ? $" and {missing.Count - most} others" : "")}";
    }
}

/// <summary>An alert of an incident is over, or back: a line in its timeline.</summary>
internal sealed class HearAlert(RoomPlans plans) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var news = Json.Read<AlertNews>(message.Subject);
        if (await IncidentSubject.FindAsync(turn.Session, $"{news.Incident}", cancellationToken) is not var (incident, room) || incident.IsResolved)
            return Outcome.Nothing;
        var after = incident.With(turn.Now, IncidentChanges.Heard, news.Text, news.By);
        await IncidentStore.SaveAsync(turn.Session, after, cancellationToken);
        return IncidentEffects.Of(incident, after, room, await plans.OfAsync(turn.Session, room, cancellationToken), turn.Now);
    }
}

/// <summary>An incident's channel takes nothing any more, whoever archived or removed it: people are told, and go on in the thread.</summary>
internal sealed class LoseChannel(RoomPlans plans) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var closed = Json.Read<ConversationClosed>(message.Subject);
        if (await IncidentStore.InChannelAsync(turn.Session, closed.Conversation, cancellationToken) is not { Place.Archived: false } incident
            || await RoomStore.FindAsync(turn.Session, incident.Room, cancellationToken) is not { } room)
            return Outcome.Nothing;
        await turn.Session.LockAsync(room.Lane, cancellationToken);
        var after = incident.WithoutChannel($"#{incident.Place.Name} takes no messages any more; it was archived or removed, or I was put out of it", turn.Now);
        // What was to be learned from it did not get there any more.
        if (incident.IsResolved && await OutboxStore.IsStillToComeAsync(turn.Session, PostmortemFile.Key(incident), cancellationToken))
            after = after.Draft();
        await IncidentStore.SaveAsync(turn.Session, after, cancellationToken);
        return IncidentEffects.Of(incident, after, room, await plans.OfAsync(turn.Session, room, cancellationToken), turn.Now);
    }
}

internal static class IncidentSubject
{
    internal static async Task<(Incident Incident, WarRoom Room)?> FindAsync(Session session, string subject, CancellationToken cancellationToken) =>
        await IncidentStore.FindAsync(session, int.Parse(subject, CultureInfo.InvariantCulture), cancellationToken) is { } incident
        && await RoomStore.FindAsync(session, incident.Room, cancellationToken) is { } room
            ? (incident, room)
            : null;
}
