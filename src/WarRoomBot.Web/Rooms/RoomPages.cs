using Humanizer;
using Microsoft.AspNetCore.Http;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Web.Rendering;
using WarRoomBot.Web.Serving;
using ReportFiles = WarRoomBot.Features.Reports.Contract.ReportFiles;

namespace WarRoomBot.Web.Rooms;

/// <summary>The page of a room: what it is, and the way to its decisions, incidents, alerts and report.</summary>
internal sealed class RoomPages(IDatabase database, RoomPlans plans, IEnumerable<IChatPlatform> platforms, Html html)
{
    private const int MostIncidents = 50;

    public async Task<IResult> PageAsync(long id, CancellationToken cancellationToken)
    {
        var view = await database.ReadAsync(
            async (session, token) => await RoomStore.FindAsync(session, id, token) is { } room ? await ViewAsync(session, room, token) : null, cancellationToken);
        return view is not null
            ? await html.PageAsync<RoomPage>(new() { [nameof(RoomPage.Room)] = view })
            : await html.PageAsync<TroublePage>(
                new() { [nameof(TroublePage.Title)] = "No such room", [nameof(TroublePage.Sentence)] = $"There is no room {id}.", [nameof(TroublePage.Back)] = ("/", "All rooms") },
                StatusCodes.Status404NotFound);
    }

    private async Task<RoomView> ViewAsync(Session session, WarRoom room, CancellationToken cancellationToken)
    {
        var plan = await plans.OfAsync(session, room, cancellationToken);
        var (alerts, openAlerts) = await AlertStore.CountAsync(session, room.Id, null, cancellationToken);
        var gates = await GateSchedule.AllAsync(session, room, plan, cancellationToken);
        var next = room.IsOpen ? await GateSchedule.NextAsync(session, room, plan, cancellationToken) : null;
        var open = await IncidentStore.OpenAsync(session, room.Id, MostIncidents, cancellationToken);
        var closed = await IncidentStore.ClosedAsync(session, room.Id, MostIncidents, cancellationToken);
        return new()
        {
            Title = $"{plan.Title} {room.Version}".TrimEnd(),
            IsOpen = room.IsOpen,
            IsRehearsal = room.IsRehearsal,
            Channel = (RoomList.NameOf(room), RoomList.ChatOf(room, platforms)),
            Facts = [.. Facts(room, plan)],
            Decisions =
            [
                .. gates.Select(one => new LinkLine(
                    one.Gate.IsOpen ? Mark.Waiting : GateWords.MarkOf(one.Gate.Decided!.Option, one.View.Planned),
                    one.View.Planned.Title,
                    GateFacts.PageOf(room.Id, one.Gate.Number),
                    one.Gate.Decided is { } decided
                        ? RichText.Of($"{GateWords.Outcome(one.Gate, one.View.Planned)} · {Span.Date(decided.At)}")
                        : RichText.Of($"open until {Span.Date(one.Gate.Deadline)}"))),
                .. next is null ? [] : (IEnumerable<LinkLine>)[new LinkLine(Mark.None, next.Planned.Title, null, RichText.Of($"opens {Span.Date(next.At)}"))],
            ],
            Incidents = [.. open.Concat(closed).Select(incident => new LinkLine(
                IncidentWords.MarkOf(incident),
                $"#{incident.Number} {incident.Title}",
                IncidentWords.PathOf(room.Id, incident.Number),
                RichText.Of($"{incident.Severity.ToString()} · {IncidentWords.Of(incident.Status)} · {Span.Date(incident.OpenedAt)}")))],
            Alerts = (AlertFacts.PageOf(room), alerts == 0 ? "No alert was raised" : $"{"alert".ToQuantity(alerts)}, {openAlerts} open"),
            Report = ReportFiles.PageOf(room),
        };
    }

    private static IEnumerable<(string Label, RichText Value)> Facts(WarRoom room, Plan plan)
    {
        yield return ("T0", RichText.Of($"{Span.Date(room.StartsAt)}"));
        yield return room switch
        {
            { EndedAt: { } ended } => ("Ended", RichText.Of($"{Span.Date(ended)}")),
            { EndsAt: { } ends } => ("Ends", RichText.Of($"{Span.Date(ends)}")),
            _ => ("Ends", "standing, without an end"),
        };
        yield return ("Opened by", RichText.Of($"{room.OpenedBy}"));
        foreach (var role in plan.Roles)
            yield return (role.Title, room.Holders(role.Name).Count > 0 ? room.Names(role) : "nobody");
    }
}

/// <summary>A room as its page shows it.</summary>
public sealed record RoomView
{
    public required string Title { get; init; }

    public required bool IsOpen { get; init; }

    public required bool IsRehearsal { get; init; }

    /// <summary>Its name, and its page; null when the channel is elsewhere.</summary>
    public required (string Name, string? Address) Channel { get; init; }

    /// <summary>Times and people, by label.</summary>
    public required IReadOnlyList<(string Label, RichText Value)> Facts { get; init; }

    /// <summary>In the order in which they opened, the next one last.</summary>
    public required IReadOnlyList<LinkLine> Decisions { get; init; }

    /// <summary>What is open first.</summary>
    public required IReadOnlyList<LinkLine> Incidents { get; init; }

    public required (string Address, string Text) Alerts { get; init; }

    public required string Report { get; init; }
}

/// <param name="Address">Null for what has no page yet.</param>
/// <param name="Words">How it stands.</param>
public sealed record LinkLine(Mark Mark, string Title, string? Address, RichText Words);
