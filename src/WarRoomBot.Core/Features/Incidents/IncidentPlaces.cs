using System.Globalization;
using WarRoomBot.Chat;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Signals;

namespace WarRoomBot.Features.Incidents;

/// <summary>Where an incident is worked on, and whom it needs there.</summary>
internal sealed class IncidentPlaces(IEnumerable<IChannels> platforms)
{
    private readonly HashSet<string> _platforms = [.. platforms.Select(platform => platform.Platform)];

    /// <summary>The people who hold the roles that a severity needs.</summary>
    internal static IEnumerable<Person> Needed(SignalSeverity severity, WarRoom room, Plan plan) =>
        plan.Alerts[severity].Invite.SelectMany(room.PeopleOf).Distinct();

    /// <summary>Who is called when nobody leads it in time: those whom the ladder calls next for an alert that nobody acknowledges.</summary>
    internal static IEnumerable<Person> CalledNext(SignalSeverity severity, WarRoom room, Plan plan) =>
        (plan.Alerts.Escalation.FirstOrDefault(step => step.After > TimeSpan.Zero && (step.Severities.Count == 0 || step.Severities.Contains(severity)))?.Notify ?? [])
            .SelectMany(room.PeopleOf).Distinct();

    internal static bool WantsChannel(SignalSeverity severity) => severity <= SignalSeverity.P1;

    internal bool HasChannels(Conversation conversation) => _platforms.Contains(conversation.Platform);

    /// <summary>A channel is to be made, with a name that no other incident has.</summary>
    internal static async Task<IncidentPlace> ChannelAsync(int number, RoomTurn at, CancellationToken cancellationToken)
    {
        var name = at.Plan.Incidents.ChannelName
            .Replace("{date}", at.Now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{time}", at.Now.UtcDateTime.ToString("HHmm", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{number}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var isTaken = await IncidentStore.IsNameTakenAsync(at.Session, name, cancellationToken);
        return new(null, isTaken ? string.Create(CultureInfo.InvariantCulture, $"{name}-{number}") : name, true, null);
    }
}
