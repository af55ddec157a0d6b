using System.Text.RegularExpressions;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;
using WarRoomBot.TestKit.Targets;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>Two replicas on one PostgreSQL: each prompt comes once, and when one dies the other carries on.</summary>
public sealed class ReplicaTests
{
    private static readonly Regex Offset = new(@"^\S+ (T\+\d+m)\n");

    private const string Plan =
        """
        name: Brisk
        duration: 2h
        roles:
          qa: { title: QA lead }
        metrics:
          errors: { title: Error rate, unit: percent, probe: { http: "${TARGET}/api/metrics/errors", select: errorRate } }
        questions:
          calm: { text: "Everything calm?", owner: qa }
        phases:
          - { name: Watch, from: 0m, to: 2h, every: 2m, metrics: [errors], ask: [calm] }
        """;

    [Fact]
    public async Task Each_prompt_comes_once_whichever_of_the_two_is_spoken_to()
    {
        Needs.Installed(PostgresServer.WhyNot);
        await using var story = await RoomStory.BeginAsync(Engine.PostgreSql);
        await using var other = await story.StartAnotherAsync();
        story.Plans.Write("brisk", Plan);

        await story.TypesAsync("ana", "/warroom start brisk v1");
        story.Slack.Connect(other.Address);
        await story.TypesAsync("ana", "/warroom role qa @chi");
        await story.AdvanceToAsync(TimeSpan.FromMinutes(6));
        await story.PressesAsync("chi", story.Check("T+6m"), "OK");
        await story.BotStopsAsync();
        await other.AdvanceToAsync(story.Began.AddMinutes(12));

        Assert.Equal(["T+0m", "T+2m", "T+4m", "T+6m", "T+8m", "T+10m", "T+12m"], Posted(story.Channel));
        Assert.Contains("OK · @chi", story.Check("T+6m").Text, StringComparison.Ordinal);
        Assert.Contains("Error rate 0.04 %", story.Check("T+12m").Text, StringComparison.Ordinal);
        Assert.Single(story.Channel.Pins);
        Assert.Single(story.Channel.Messages, message => message.Text == "@ana: QA lead is @chi.");
        Assert.Empty(story.Slack.Rates.Violations);
    }

    /// <summary>Real processes, real time at sixty times the pace, and kill -9: about twenty seconds.</summary>
    [Fact]
    public async Task When_the_process_that_sends_is_killed_the_other_carries_on()
    {
        Needs.Installed(PostgresServer.WhyNot);
        await using var database = await TestDatabase.CreateAsync(Engine.PostgreSql);
        await using var slack = await FakeSlack.StartAsync(TimeProvider.System);
        await using var target = await ScriptedTarget.StartAsync();
        using var plans = new PlanFolder();
        plans.Write("brisk", Plan);
        var settings = new Dictionary<string, string?>(slack.Settings.Concat(database.Configuration))
        {
            ["Plans:Directory"] = plans.Path,
            ["Probes:AllowPrivateNetworks"] = "true",
            ["TARGET"] = target.Address,
            ["Logging:LogLevel:Default"] = "None",
        };
        await using var first = await HostProcess.StartAsync(settings);
        await using var second = await HostProcess.StartAsync(settings);
        var channel = slack.Channel("room");

        slack.Connect(second.Address);
        Assert.True((await channel.SlashCommand("ana", "/warroom start brisk v1 pace=60")).IsOk);
        // Not between a post and its answer: then the other would wait a while before it looks whether the post arrived.
        await slack.Until(() => channel.Pins.Count == 1 && Posted(channel).Count >= 2 && channel.Messages.LastOrDefault(message => Offset.IsMatch(message.Text)) is { Edits: > 0 });
        var before = Posted(channel).Count;
        first.Kill();
        await slack.Until(() => Posted(channel).Count >= before + 2);
        Assert.True((await channel.SlashCommand("ana", "/warroom end enough")).IsOk);
        await slack.Until(() => channel.Messages.Any(message => message.Text == "@ana ended the room: enough"));

        var posted = Posted(channel);
        Assert.Equal(posted.Distinct(), posted);
        Assert.Single(channel.Pins);
        // What fell due while nobody sent is on a card that stands for it, or was only posted late: no time is left out.
        var last = int.Parse(posted[^1][2..^1], System.Globalization.CultureInfo.InvariantCulture);
        var told = posted.Concat(channel.Messages.SelectMany(message => StandsFor(message.Text)));
        Assert.Equal(Enumerable.Range(0, (last / 2) + 1).Select(check => $"T+{2 * check}m"), told.OrderBy(offset => int.Parse(offset[2..^1], System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static IReadOnlyList<string> Posted(FakeChannel channel) =>
        [.. channel.Messages.Select(message => Offset.Match(message.Text)).Where(match => match.Success).Select(match => match.Groups[1].Value)];

    private static IEnumerable<string> StandsFor(string text) =>
        Regex.Match(text, @"It stands for (.*) too\.") is { Success: true } match
            ? Regex.Matches(match.Groups[1].Value, @"T\+\d+m").Select(offset => offset.Value)
            : [];
}
