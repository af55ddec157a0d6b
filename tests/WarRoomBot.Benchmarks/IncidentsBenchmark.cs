using System.Diagnostics;
using System.Globalization;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Benchmarks;

/// <summary>
/// How long it takes from the command to an incident that is all there, with 20 people in its channel, on a Slack that keeps its real rate
/// limits; and how long people wait for an answer beside 1,000 open incidents and a record of a million lines.
/// </summary>
internal static class IncidentsBenchmark
{
    private const int Invited = 20;
    private const int Openings = 5;
    private const int Open = 1_000;
    private const int EntriesEach = 40;
    private const int Lines = 1_000_000;
    private const int Lists = 40;
    private const int Statuses = 10;

    private const string Plan =
        """
        name: Bench
        duration: 48h
        roles:
          team: { title: Team }
        severities:
          P1: { invite: team }
        incidents: { channel-name: "incident-{number}" }
        questions:
          well: { text: All well? }
        phases:
          - { name: Watch, from: 0m, to: 48h, every: 24h, ask: [well] }
        """;

    private const string SeedIncidents =
        """
        insert into incident (number, room, severity, open, body)
        with recursive counted (number) as (select 1000 union all select number + 1 from counted where number < @last)
        select number, @room, number % 4, 1, replace(replace(@body, '"number":0', '"number":' || number), '"severity":"P1"', '"severity":"P' || (number % 4) || '"') from counted
        """;

    private const string SeedLines =
        """
        insert into log (room, seq, at, what, by_id, by_name, text)
        with recursive counted (number) as (select 1 union all select number + 1 from counted where number < @lines)
        select @room, @first + number, @at + number, 'incident-note', 'U1', 'ana', 'incident #' || (1000 + number % 1000) || ' checkout is down: looked at the pool once more' from counted
        """;

    /// <summary>Slack's own limit of one message per second and channel is not what is measured here.</summary>
    private static readonly TimeSpan SlacksPause = TimeSpan.FromMilliseconds(1_100);

    internal static async Task<int> RunAsync(TextWriter output)
    {
        await output.WriteLineAsync("engine      what                                                   p50 ms   p95 ms  slowest");
        foreach (var engine in Enum.GetValues<Engine>())
            await RunAsync(engine, output);
        return 0;
    }

    private static async Task RunAsync(Engine engine, TextWriter output)
    {
        await using var server = engine == Engine.PostgreSql ? await PostgresServer.StartAsync(durable: true) : null;
        await using var database = server is null ? await TestDatabase.CreateAsync(engine) : await TestDatabase.CreateAsync(server);
        await using var slack = await FakeSlack.StartAsync(TimeProvider.System);
        using var plans = new PlanFolder();
        plans.Write("bench", Plan);
        var settings = new Dictionary<string, string?>(slack.Settings.Concat(database.Configuration)) { ["Plans:Directory"] = plans.Path };
        await using var host = await HostProcess.StartAsync(settings, "Release");
        slack.Connect(host.Address);
        var channel = slack.Channel("bench");
        await channel.SlashCommand("ana", "/warroom start bench v1");
        await slack.Until(() => channel.Pins.Count == 1);
        await channel.SlashCommand("ana", $"/warroom role team {string.Join(' ', Enumerable.Range(1, Invited).Select(number => $"@dev{number}"))}");

        var openings = new List<Opening>();
        for (var number = 1; number <= Openings; number++)
        {
            openings.Add(await OpenAsync(slack, channel, number));
            // What one opening used up of the limits is there again for the next.
            await Task.Delay(TimeSpan.FromSeconds(2.5), TimeProvider.System);
        }

        await RowAsync("open: headline in the room", openings.Select(opening => opening.Headline));
        await RowAsync("open: channel with 20 people, topic, pinned card", openings.Select(opening => opening.Channel));
        await RowAsync("open: headline that leads to the channel", openings.Select(opening => opening.Complete));

        await SeedAsync(database);
        await RowAsync("/incident list, 1,000 open, 1,000,000 lines", await TimesAsync(
            Lists, SlacksPause / Openings, slack, () => slack.WhispersTo("ana").Count, number => slack.Made[number % Openings].SlashCommand("ana", "/incident list")));
        await RowAsync("/warroom status, the same", await TimesAsync(
            Statuses, SlacksPause, slack, () => channel.Messages.Count, _ => channel.SlashCommand("ana", "/warroom status")));

        Task RowAsync(string what, IEnumerable<TimeSpan> times)
        {
            var sorted = times.Select(time => time.TotalMilliseconds).Order().ToList();
            return output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{engine,-11} {what,-52} {sorted[sorted.Count / 2],8:0.0} {sorted[(int)(sorted.Count * 0.95)],8:0.0} {sorted[^1],8:0.0}"));
        }
    }

    private static async Task<Opening> OpenAsync(FakeSlack slack, FakeChannel channel, int number)
    {
        var began = Stopwatch.GetTimestamp();
        await channel.SlashCommand("ana", string.Create(CultureInfo.InvariantCulture, $"/incident open P1 trouble{number}"));
        var mark = string.Create(CultureInfo.InvariantCulture, $" · #{number} ");
        TimeSpan? headline = null, complete = null, own = null;
        await slack.Until(() =>
        {
            var elapsed = Stopwatch.GetElapsedTime(began);
            var card = channel.Messages.FirstOrDefault(message => message.Text.Contains(mark, StringComparison.Ordinal));
            headline ??= card is null ? null : elapsed;
            complete ??= card?.Text.Contains($"#incident-{number}", StringComparison.Ordinal) == true ? elapsed : null;
            own ??= slack.Made.Any(made => made.Name == $"incident-{number}" && made is { Members.Count: >= Invited, Topic.Length: > 0, Pins.Count: 1 }) ? elapsed : null;
            return headline is not null && complete is not null && own is not null;
        });
        return new(headline!.Value, own!.Value, complete!.Value);
    }

    private static async Task SeedAsync(TestDatabase database)
    {
        await using var open = await database.OpenAsync();
        await open.Store.WriteAsync(
            async (session, cancellationToken) =>
            {
                var (room, first, body) = (1L, await session.ValueAsync<long>("select max(seq) from log where room = 1", null, cancellationToken),
                    await session.ValueAsync<string>("select body from incident where number = 1", null, cancellationToken));
                await session.ExecuteAsync(SeedIncidents, new { room, last = 999 + Open, body = Longer(body) }, cancellationToken);
                await session.ExecuteAsync(SeedLines, new { room, first, lines = Lines, at = TimeProvider.System.GetUtcNow() }, cancellationToken);
                return true;
            },
            CancellationToken.None);
    }

    /// <summary>The body of an incident on which people have worked for a while.</summary>
    private static string Longer(string body)
    {
        var incident = System.Text.Json.Nodes.JsonNode.Parse(body)!.AsObject();
        incident["number"] = 0;
        var timeline = incident["timeline"]!.AsArray();
        while (timeline.Count < EntriesEach)
            timeline.Add(timeline[0]!.DeepClone());
        return incident.ToJsonString();
    }

    /// <summary>From the command to what people see of its answer.</summary>
    private static async Task<IReadOnlyList<TimeSpan>> TimesAsync(int count, TimeSpan pause, FakeSlack slack, Func<int> seen, Func<int, Task> ask)
    {
        var times = new List<TimeSpan>();
        for (var number = 0; number <= count; number++)
        {
            var before = seen();
            var began = Stopwatch.GetTimestamp();
            await ask(number);
            await slack.Until(() => seen() > before);
            // The first is not counted: until then what is compiled while running is not compiled.
            if (number > 0)
                times.Add(Stopwatch.GetElapsedTime(began));
            await Task.Delay(pause, TimeProvider.System);
        }

        return times;
    }

    /// <param name="Headline">It stands in the room.</param>
    /// <param name="Channel">Everybody is in the channel, and the card is pinned there.</param>
    /// <param name="Complete">The headline names the channel.</param>
    private sealed record Opening(TimeSpan Headline, TimeSpan Channel, TimeSpan Complete);
}
