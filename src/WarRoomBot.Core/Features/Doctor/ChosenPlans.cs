using WarRoomBot.Checkups;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Doctor;

/// <summary>The plans that an examination is about.</summary>
internal static class ChosenPlans
{
    internal static IReadOnlyList<PlanReading> Of(IPlanCatalog catalog, CheckupOrder order) => order.Plan is { } name
        ? catalog.Find(name) is { } reading ? [reading] : []
        : catalog.All();
}
