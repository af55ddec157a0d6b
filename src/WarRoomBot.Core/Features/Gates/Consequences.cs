using WarRoomBot.Chat;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Gates;

/// <summary>What a decision leads to, where the plan says so: a longer room, a rollback, the end, the next plan.</summary>
internal sealed class Consequences(IncidentOpening incidents, RoomOpening rooms)
{
    /// <returns>The gate with what followed in words, as it is seen from now on, and what is to happen.</returns>
    internal async Task<(Gate Gate, GateView View, Outcome Outcome)> OfAsync(Gate gate, GateView view, Turn turn, Person? by, CancellationToken cancellationToken)
    {
        var option = gate.Decided!.Option is { } place ? view.Planned.Options[place] : null;
        var (room, outcome, said) = (view.Room, new Outcome(), new List<string>());
        var (what, person) = ($"{view.Planned.Title}: {option?.Name}", by ?? (gate.Votes is [.., var last] ? last.By : null) ?? gate.OpenedBy ?? room.OpenedBy);
        if (!room.IsOpen)
            return (gate, view, outcome);
        if (option?.Rollback is { } severity)
        {
            outcome.Also(await incidents.OpenAsync(new(severity, what, option.Playbook), person, new(room, view.Plan, turn), cancellationToken));
            said.Add($"a {severity} incident is open for it");
        }

        if (option?.Extend is { } longer)
        {
            var (extended, follows) = await RoomEnding.ExtendAsync(room, longer, turn, cancellationToken);
            room = extended;
            outcome.Also(follows).Add(new Record(room.Id, "room-extended", null, $"by {Durations.Words(longer)}: {what}"));
            if (room.EndsAt is { } end)
                outcome.Add(GateSchedule.At(room, view.Planned, end));
            said.Add($"room extended by {Durations.Words(longer)}, then this is decided again");
        }

        if (option is { End: true })
        {
            outcome.Also(await RoomEnding.EndAsync(room, what, turn, cancellationToken));
            room = room with { EndedAt = turn.Now };
            said.Add("the room ends");
        }

        if (option?.Start is { } next)
        {
            var (started, follows) = await rooms.NextAsync(room, next, person, turn, cancellationToken);
            outcome.Also(follows);
            said.Add(started);
        }

        // The room's time was up, and only this was waited for.
        if (option is null or { Extend: null, End: false } && room.EndsAt <= turn.Now)
            outcome.Add(RoomEnding.Now(room, turn.Now));
        return (gate with { Decided = gate.Decided with { Consequence = said.Count > 0 ? string.Join("; ", said) : null } }, view with { Room = room }, outcome);
    }
}
