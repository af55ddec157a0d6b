using System.Globalization;
using WarRoomBot.Features.WarRooms.Contract;

namespace WarRoomBot.Features.Alerts.Contract;

/// <summary>What the features above are told of an alert.</summary>
internal static class AlertFacts
{
    /// <summary>Something happened to an alert that stands for itself. Told only where the plan has ways out.</summary>
    internal const string Changed = "alert-changed";

    internal static string CardOf(WarRoom room, int number) => room.Key($"alert/{number}");

    internal static string Subject(WarRoom room, int number) => string.Create(CultureInfo.InvariantCulture, $"{room.Id} {number}");

    internal static (string Room, int Number) Parse(string subject) =>
        subject.Split(' ') is [var room, var number]
            ? (room, int.Parse(number, CultureInfo.InvariantCulture))
            : throw new FormatException($"'{subject}' is not a room and an alert");
}
