using WarRoomBot.Features.WarRooms.Contract;

namespace WarRoomBot.Features.Alerts.Contract;

/// <summary>What the features above are told of an alert.</summary>
internal static class AlertFacts
{
    /// <summary>Something happened to an alert that stands for itself. Told only where the plan has ways out.</summary>
    internal const string Changed = "alert-changed";

    /// <summary>The page with a room's alerts, or with what one storm of them holds.</summary>
    internal static string PageOf(WarRoom room, int? storm = null) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/rooms/{room.Id}/alerts{(storm is null ? "" : $"/{storm}")}");

    internal static string CardOf(WarRoom room, int number) => room.Key($"alert/{number}");
}
