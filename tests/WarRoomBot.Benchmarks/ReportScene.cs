using System.Globalization;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Signals;

namespace WarRoomBot.Benchmarks;

/// <summary>Rooms that have been: put into the store as the product keeps them.</summary>
internal static class ReportScene
{
    internal const int Metrics = 50;
    internal const int Readings = Metrics * Minutes;
    internal const int Alerts = 500;
    internal const int Incidents = 50;
    internal const int FewReadings = FewMetrics * Minutes / 10;

    private const int Minutes = 48 * 60;
    private const int FewMetrics = 5;
    private const int AtOnce = 5000;

    private static readonly Person Ana = new("U1", "ana");

    /// <summary>Long past: its end is due as soon as anybody runs.</summary>
    private static readonly DateTimeOffset Start = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    internal static Task LongRoomAsync(IDatabase store) => RoomAsync(store, 1, Metrics, 1, ended: true);

    internal static async Task ManyRoomsAsync(IDatabase store, int rooms)
    {
        for (var room = 1; room <= rooms; room++)
            await RoomAsync(store, room, FewMetrics, 10, ended: false);
    }

    /// <summary>How many final reports stand in chat.</summary>
    internal static Task<long> PostedAsync(IDatabase store) => store.ReadAsync(
        (session, token) => session.ValueAsync<long>("select count(*) from chat_message where body like '%Final report%' and by_bot = 1", null, token), CancellationToken.None);

    private static async Task RoomAsync(IDatabase store, int number, int metrics, int every, bool ended)
    {
        var plan = Plan(metrics, every);
        var room = await store.WriteAsync((session, token) => RoomStore.AddAsync(session, Room(number, plan), plan, token), CancellationToken.None);
        if (ended)
        {
            await store.WriteAsync(
                async (session, token) =>
                {
                    await RoomStore.SaveAsync(session, room with { EndedAt = room.EndsAt }, token);
                    return true;
                },
                CancellationToken.None);
        }

        foreach (var samples in Samples(metrics, every).Chunk(AtOnce))
        {
            await store.WriteAsync(
                async (session, token) =>
                {
                    await SampleStore.AddAsync(session, room.Id, samples, token);
                    return true;
                },
                CancellationToken.None);
        }

        await store.WriteAsync(
            async (session, token) =>
            {
                for (var alert = 1; ended && alert <= Alerts; alert++)
                    await AlertStore.AddAsync(session, room.Id, Alert(alert), token);
                for (var incident = 1; ended && incident <= Incidents; incident++)
                    await IncidentStore.AddAsync(session, Incident(room.Id, incident), token);
                if (!ended)
                {
                    await session.ExecuteAsync(
                        "insert into due (key, lane, kind, at, subject) values (@key, @lane, 'room-end', @at, @subject)",
                        new { key = room.Key("end"), lane = room.Lane, at = room.EndsAt, subject = room.Id.ToString(CultureInfo.InvariantCulture) },
                        token);
                }

                return true;
            },
            CancellationToken.None);
    }

    private static WarRoom Room(int number, string plan) => new()
    {
        Id = 0,
        Conversation = new("local", "local", $"room-{number}"),
        ConversationName = $"room-{number}",
        PlanName = "long",
        PlanHash = RoomPlans.HashOf(plan),
        Version = "v1",
        Pace = 1,
        OpenedAt = Start,
        StartsAt = Start,
        EndsAt = Start.AddHours(48),
        OpenedBy = Ana,
        Roles = new Dictionary<string, IReadOnlyList<Person>>(),
        StatusCards = 0,
        RowVersion = 1,
    };

    private static string Plan(int metrics, int every) =>
        "name: Long\nduration: 48h\nmetrics:\n"
        + string.Concat(Enumerable.Range(0, metrics).Select(metric => metric % 10 == 0
            ? $"  m{metric}: {{ title: Service {metric}, unit: up-down, every: {every}m, probe: {{ health: \"http://127.0.0.1:9/\" }}, critical: {{ is: down }} }}\n"
            : $"  m{metric}: {{ title: Metric {metric}, unit: percent, every: {every}m, probe: {{ http: \"http://127.0.0.1:9/\", select: a }}, target: {{ below: 50 }}, warning: {{ above: 90 }} }}\n"))
        + "questions: { well: { text: All well? } }\nphases: [{ name: Watch, from: 0m, to: 48h, every: 8h, ask: [well] }]\n";

    private static IEnumerable<Sample> Samples(int metrics, int every)
    {
        for (var minute = 0; minute < Minutes; minute += every)
        {
            for (var metric = 0; metric < metrics; metric++)
            {
                var value = metric % 10 == 0 ? minute % 500 < 3 ? 0 : 1 : (minute * 7 + metric * 13) % 100;
                yield return new(
                    $"m{metric}", Start.AddMinutes(minute), metric % 10 == 0 ? SampleOutcome.Truth : SampleOutcome.Number, value, null, TimeSpan.FromMilliseconds(12));
            }
        }
    }

    private static Alert Alert(int number)
    {
        var at = Start.AddMinutes(number * 5);
        return new Alert
        {
            Number = number,
            Fingerprint = $"metric/m{number % Metrics}/{number}",
            Title = $"Metric {number % Metrics}",
            Severity = (SignalSeverity)(number % 4),
            State = AlertState.Resolved,
            FiredAt = at,
            WaitsSince = at,
            Deadline = at.AddMinutes(15),
            LastAt = at.AddMinutes(9),
            Metric = $"m{number % Metrics}",
            Value = "97 %",
            Peak = new(97, "97 %", at.AddMinutes(3)),
            Acknowledged = new(Ana, at.AddMinutes(2), TimeSpan.FromMinutes(2)),
            Resolved = new(null, at.AddMinutes(10)),
        }.With(at, "alert-fired", "above 90 %").With(at.AddMinutes(2), "alert-acknowledged", "acknowledged", Ana).With(at.AddMinutes(10), "alert-resolved", "resolved");
    }

    private static Incident Incident(long room, int number)
    {
        var at = Start.AddMinutes(number * 50);
        var incident = new Incident
        {
            Number = number,
            Room = room,
            Title = $"Checkout fails, number {number}",
            Severity = (SignalSeverity)(number % 4),
            Status = IncidentStatus.Resolved,
            OpenedBy = Ana,
            OpenedAt = at,
            Times = new(at.AddMinutes(-3), at.AddMinutes(-1), at, at.AddMinutes(20)),
            Place = IncidentPlace.Thread,
            Impact = "One payment in ten fails",
            Resolved = new(Ana, at.AddMinutes(30), "Rolled back", "Deployment", null),
        };
        return Enumerable.Range(0, 30).Aggregate(incident, (earlier, minute) => earlier.With(at.AddMinutes(minute), "incident-note", $"looked at log number {minute}", Ana));
    }
}
