namespace WarRoomBot.Features.Incidents.Contract;

/// <summary>What opens a form about incidents from outside a war room; a platform's shortcuts do the same.</summary>
internal static class IncidentFormAction
{
    internal const string Open = "incident.open";
}
