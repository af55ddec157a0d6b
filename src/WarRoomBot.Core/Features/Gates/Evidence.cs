using WarRoomBot.Data;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Gates;

/// <summary>Gathers what is known about a gate's criteria.</summary>
internal static class Evidence
{
    private const int MostIncidents = 500;

    /// <summary>A finding for each criterion, in the plan's order; an answer that was given stays.</summary>
    internal static async Task<(IReadOnlyList<Finding> Findings, IReadOnlyList<Trouble> Troubles)> OfAsync(
        Session session, Gate? gate, GateView view, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var room = view.Room.Id;
        var open = await IncidentStore.OpenAsync(session, room, MostIncidents, cancellationToken);
        var alerts = (await AlertStore.OpenAsync(session, room, cancellationToken)).Where(alert => !alert.IsResolved).ToList();
        var incidents = open.Concat(await IncidentStore.ClosedAsync(session, room, MostIncidents, cancellationToken)).ToList();
        var findings = new List<Finding>();
        for (var place = 0; place < view.Planned.Criteria.Count; place++)
        {
            findings.Add(view.Planned.Criteria[place] switch
            {
                Criterion.Figure figure => await OfAsync(session, figure, view, now, cancellationToken),
                Criterion.Incidents criterion => Findings.Of(criterion, incidents, view.Room, now),
                Criterion.Alerts criterion => Findings.Of(criterion, alerts),
                Criterion.Answered criterion => Findings.Of(criterion, await CheckStore.AllAsync(session, room, cancellationToken)),
                Criterion.Ask ask => Findings.Of(ask, gate?.Findings[place].Answer),
                var other => throw new ArgumentOutOfRangeException(nameof(view), other, "no such criterion"),
            });
        }

        return (findings, Findings.Troubles(open, alerts));
    }

    private static async Task<Finding> OfAsync(Session session, Criterion.Figure criterion, GateView view, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (since, metric) = (now - view.Room.Clock.Real(criterion.Over), view.Plan.Metric(criterion.Metric)!);
        if (metric.IsUnread)
            return Findings.Of(criterion, metric, await CheckStore.AllAsync(session, view.Room.Id, cancellationToken), since);
        var samples = await SampleStore.SinceAsync(session, view.Room.Id, criterion.Metric, since, cancellationToken);
        return Findings.Of(criterion, metric, samples, view.Room.Clock, now);
    }
}
