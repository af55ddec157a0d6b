using Humanizer;
using WarRoomBot.Checkups;
using WarRoomBot.Plans;
using WarRoomBot.WaysOut;

namespace WarRoomBot.Features.Doctor;

/// <summary>Tries the ways out of the plans as far as that rings nobody; a way that several plans name is tried once.</summary>
internal sealed class WayCheckup(IPlanCatalog catalog, IEnumerable<IGateway> gateways) : ICheckup
{
    public string Name => "Ways out";

    public async Task<IReadOnlyList<Finding>> LookAsync(CheckupOrder order, CancellationToken cancellationToken)
    {
        var ways = ChosenPlans.Of(catalog, order)
            .Select(reading => reading.Plan)
            .OfType<Plan>()
            .SelectMany(plan => plan.Alerts.WaysOut.Select(way => (Plan: plan.Name, Way: way)))
            .GroupBy(one => one.Way.Means)
            .Select(alike => (alike.Key, What: $"{alike.First().Way.Title} of {alike.Select(one => one.Plan).Distinct().Humanize("and")}"));
        return await Task.WhenAll(ways.Select(way => gateways.First(gateway => gateway.Serves(way.Key)).ProveAsync(way.What, way.Key, cancellationToken)));
    }
}
