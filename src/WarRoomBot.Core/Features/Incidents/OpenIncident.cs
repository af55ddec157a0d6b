using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Signals;

namespace WarRoomBot.Features.Incidents;

/// <summary><c>/incident open [P0..P3] [title]</c>, typed or from the form, in a war room or in an incident's channel.</summary>
internal sealed class OpenIncident(Openings openings) : IHandler<Typed>, IHandler<Submitted>, IHandler<Pressed>
{
    public Task<Outcome> HandleAsync(Typed message, Turn turn, CancellationToken cancellationToken) =>
        openings.OpenAsync(message, OpenRequest.Parse(message.Text), turn, cancellationToken);

    public Task<Outcome> HandleAsync(Submitted message, Turn turn, CancellationToken cancellationToken) =>
        openings.OpenAsync(message, OpenForm.RequestOf(message.Values), turn, cancellationToken);

    /// <summary><b>Open it all the same</b>, after a similar one was shown.</summary>
    public Task<Outcome> HandleAsync(Pressed message, Turn turn, CancellationToken cancellationToken) =>
        openings.OpenAsync(message, Json.Read<OpenRequest>(message.Value) with { Anyway = true }, turn, cancellationToken);
}

/// <summary><b>Open incident</b> where there is no channel, and the form was not opened.</summary>
internal sealed class OpenNotOpened : IHandler<Pressed>
{
    public Task<Outcome> HandleAsync(Pressed message, Turn turn, CancellationToken cancellationToken) => Task.FromResult(Outcome.Answer(
        message, RichText.Of($"The form could not be opened; please press the button again, or type {new Code("/incident open P1 <title>")} in the war room's channel.")));
}

/// <summary><b>Open incident</b> on an alert: with its severity and title, at once, unless it may be part of one that is open.</summary>
internal sealed class OpenForAlert(Openings openings) : IHandler<Pressed>
{
    public Task<Outcome> HandleAsync(Pressed message, Turn turn, CancellationToken cancellationToken) => openings.OpenAsync(
        message,
        new(null, "") { Alert = message.Value },
        turn,
        cancellationToken);
}

/// <summary>What every way of opening an incident ends in.</summary>
internal sealed class Openings(RoomPlans plans, IncidentPlaces places, IPages pages)
{
    /// <summary>The most severe of those that are open.</summary>
    private const int MostOffered = 3;

    internal async Task<Outcome> OpenAsync(ChatEvent asked, OpenRequest request, Turn turn, CancellationToken cancellationToken)
    {
        if (await RoomAsync(turn.Session, asked.Conversation, cancellationToken) is not { IsOpen: true } room)
            return Outcome.Answer(asked, RichText.Of($"No war room is open in this channel. {new Code("/warroom start <plan> <version>")} opens one; incidents are opened in it."));
        await turn.Session.LockAsync(room.Lane, cancellationToken);
        var at = new RoomTurn(room, await plans.OfAsync(turn.Session, room, cancellationToken), turn);
        if (Rights.ToOpen(asked.Person, room, at.Plan) is { } refusal)
            return Outcome.Answer(asked, refusal);
        var alert = request.Alert is { } subject && RoomSubject.NumberIn(room, subject) is { } named ? await AlertStore.FindAsync(turn.Session, room.Id, named, cancellationToken) : null;
        if (alert?.Incident is { } about)
            return Outcome.Answer(asked, RichText.Of($"Incident #{about} is about alert #{alert.Number} already."));
        if (request.Alert is not null && alert is null)
            return Outcome.Answer(asked, "That alert is not from the room that is open here now; please use the newest card.");
        if (alert is not null)
            request = request with { Severity = alert.Severity, Title = Texts.Cut(AlertChanges.Words(alert), IncidentChanges.LongestTitle) };
        if (request.Severity is null || request.Title.Length == 0)
            return Outcome.Answer(asked, RichText.Of($"How bad, and what? Type {new Code("/incident open P1 checkout is down")}: P0 to P3, then a title."));
        if (request.Title.Length > IncidentChanges.LongestTitle)
            return Outcome.Answer(asked, $"A title has at most {IncidentChanges.LongestTitle} characters, this one {request.Title.Length}: say it shorter, the rest fits into /incident note.");
        if (!request.Anyway && alert is not null && await IncidentStore.OpenAsync(turn.Session, room.Id, MostOffered, cancellationToken) is { Count: > 0 } open)
            return new Outcome().Reply(asked, Belongs(alert, open, request));
        if (!request.Anyway && alert is null && await SimilarAsync(request.Title, at, cancellationToken) is { } similar)
            return new Outcome().Reply(asked, Alike(similar, request));
        return await OpenAsync(asked.Person, request, alert, at, cancellationToken);
    }

    internal async Task<Outcome> OpenAsync(Person by, OpenRequest request, Alert? alert, RoomTurn at, CancellationToken cancellationToken)
    {
        var (severity, clock) = (request.Severity!.Value, new IncidentClock(at.Plan, at.Room.Clock));
        var number = await IncidentStore.NextNumberAsync(at.Session, cancellationToken);
        var inChannel = (request.InChannel ?? IncidentPlaces.WantsChannel(severity)) && places.HasChannels(at.Room.Conversation);
        var detected = alert?.FiredAt ?? at.Now;
        var fresh = new Incident
        {
            Number = number,
            Room = at.Room.Id,
            Title = request.Title,
            Severity = severity,
            Status = IncidentStatus.Investigating,
            OpenedBy = by,
            OpenedAt = at.Now,
            Times = new(detected, detected, alert?.Acknowledged?.At ?? at.Now, null),
            Place = inChannel ? await IncidentPlaces.ChannelAsync(number, at, cancellationToken) : IncidentPlace.Thread,
            Page = pages.AddressOf(IncidentWords.PathOf(at.Room.Id, number)),
            Impact = request.Impact,
            Service = request.Service,
            Playbook = alert?.Playbook ?? request.Playbook ?? at.Plan.Incidents.Playbook,
            People = [by],
        };
        var incident = IncidentChanges.Open(fresh.Bring(IncidentPlaces.Needed(severity, at.Room, at.Plan)), clock);
        if (alert is not null)
            incident = incident.Bring(alert.Acknowledged?.By is { } holder ? [holder] : []).Attach(alert.Number, AlertChanges.Words(alert), by, at.Now);
        await IncidentStore.AddAsync(at.Session, incident, cancellationToken);
        var outcome = IncidentEffects.Of(null, incident, at.Room, at.Plan, at.Now);
        if (alert is { IsResolved: false })
            outcome.Also(await AlertIncidents.AttachAsync(alert, number, by, at, cancellationToken));
        return outcome;
    }

    internal static async Task<WarRoom?> RoomAsync(Session session, Conversation conversation, CancellationToken cancellationToken) =>
        await RoomStore.OpenInAsync(session, conversation, cancellationToken)
        ?? (await IncidentStore.InChannelAsync(session, conversation, cancellationToken) is { } incident
            ? await RoomStore.FindAsync(session, incident.Room, cancellationToken)
            : null);

    /// <summary>Half of the longer words the same: probably one incident that two people noticed.</summary>
    private static async Task<Incident?> SimilarAsync(string title, RoomTurn at, CancellationToken cancellationToken)
    {
        const int most = 50;
        var words = WordsOf(title);
        var open = await IncidentStore.OpenAsync(at.Session, at.Room.Id, most, cancellationToken);
        return open.FirstOrDefault(incident =>
        {
            var others = WordsOf(incident.Title);
            var same = words.Intersect(others).Count();
            return same > 0 && 2 * same >= Math.Min(words.Count, others.Count);
        });
    }

    private static HashSet<string> WordsOf(string title) => [.. title.ToLowerInvariant().Split([' ', ',', '.', ':', '/'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 3)];

    /// <summary>In one room most of what fires at once has one cause.</summary>
    private static Card Belongs(Alert alert, IReadOnlyList<Incident> open, OpenRequest request) => new(Mark.None, "", [
        new Line(RichText.Of($"Is alert #{alert.Number} {Texts.Cut(AlertChanges.Words(alert), 80)} part of an incident that is open already?")),
        .. open.Select(incident => new Prompt(IncidentWords.InOneLine(incident), [new($"Part of #{incident.Number}", Attaching.Action, $"{incident.Number} {request.Alert}") { Style = ButtonStyle.Primary }])),
        new Buttons([new("Open another one", IncidentCard.AnywayAction, Json.Write(new OpenRequest(null, "") { Alert = request.Alert }))])]);

    private static Card Alike(Incident similar, OpenRequest request) => new(Mark.None, "", [
        new Line(RichText.Of($"This one is open already: ") + IncidentWords.InOneLine(similar) + RichText.Of($", since {Span.Time(similar.OpenedAt)}. Is it the same?")),
        new Buttons([
            new("It is: join it", IncidentCard.JoinAction, $"{similar.Number}") { Style = ButtonStyle.Primary },
            new("Open another one", IncidentCard.AnywayAction, Json.Write(request with { Impact = request.Impact is { } impact ? Texts.Cut(impact, 500) : null })),
        ])]);
}

/// <summary>What somebody who opens an incident has said.</summary>
/// <param name="Severity">Null when nobody said.</param>
/// <param name="Title">Empty when nobody said.</param>
internal sealed record OpenRequest(SignalSeverity? Severity, string Title)
{
    public string? Impact { get; init; }

    public string? Service { get; init; }

    /// <summary>The name of the plan's playbook for it; null as the plan says.</summary>
    public string? Playbook { get; init; }

    /// <summary>Null as the severity says.</summary>
    public bool? InChannel { get; init; }

    /// <summary>The <see cref="RoomSubject"/> of the alert it is about.</summary>
    public string? Alert { get; init; }

    /// <summary>It was asked for in a place that is no channel.</summary>
    public bool AsksWhere { get; init; }

    /// <summary>Although a similar one is open.</summary>
    public bool Anyway { get; init; }

    internal static OpenRequest Parse(string text)
    {
        var words = text.Trim().Split(' ', 2, StringSplitOptions.TrimEntries);
        return TrySeverity(words[0], out var severity) ? new(severity, words.Length == 2 ? words[1] : "") : new(null, text.Trim());
    }

    internal static bool TrySeverity(string word, out SignalSeverity severity) =>
        Enum.TryParse(word, ignoreCase: true, out severity) && word.Length == 2 && word[0] is 'P' or 'p' && Enum.IsDefined(severity);
}
