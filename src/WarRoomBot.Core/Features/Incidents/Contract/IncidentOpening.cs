using WarRoomBot.Chat;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Signals;

namespace WarRoomBot.Features.Incidents.Contract;

/// <summary>Opens an incident because of something that was decided elsewhere: nobody is asked whether there is one already.</summary>
internal sealed class IncidentOpening(Openings openings)
{
    internal Task<Outcome> OpenAsync(IncidentWish wish, Person by, RoomTurn at, CancellationToken cancellationToken) => openings.OpenAsync(
        by, new(wish.Severity, Cards.Texts.Cut(wish.Title, IncidentChanges.LongestTitle)) { Playbook = wish.Playbook, Anyway = true }, null, at, cancellationToken);
}

/// <param name="Playbook">Its name in the plan; null for none.</param>
internal sealed record IncidentWish(SignalSeverity Severity, string Title, string? Playbook);
