using System.Text.RegularExpressions;
using WarRoomBot.Data;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Chat;
using WarRoomBot.TestKit.Crashes;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>
/// The process is ended between any two steps (stored, committed, sent, answer written down) and started again: people see the same
/// messages as if nothing had happened, each once.
/// </summary>
public sealed partial class CrashTests
{
    private const string Plan =
        """
        name: Small
        duration: 2h
        roles:
          qa: { title: QA lead }
        severities:
          P1: { invite: qa }
        metrics:
          errors:
            title: Error rate
            unit: percent
            every: 1h
            probe: { http: "${TARGET}/api/metrics/errors", select: errorRate }
            target: { below: 0.1 }
        questions:
          smoke: { text: "Smoke tests passed?", owner: qa }
        phases:
          - { name: Watch, from: 0m, to: 2h, checks: [ { at: 5m, metrics: [errors], ask: [smoke] } ] }
        """;

    /// <summary>More steps than anything here takes.</summary>
    private const int MostSteps = 200;

    private static readonly TimeSpan BetweenDeaths = TimeSpan.FromSeconds(10);

    /// <summary>Until the next process runs; on a busy machine it differs from death to death.</summary>
    private static readonly TimeSpan[] Away = [TimeSpan.Zero, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(9)];

    [Theory, Engines]
    public Task Starting_a_room(Engine engine) => SurvivesAsync(
        engine, (_, _) => Task.CompletedTask, async (_, channel) => await channel.SlashCommand("ana", "/warroom start small v1"));

    [Theory, Engines]
    public Task A_check_falling_due(Engine engine) => SurvivesAsync(engine, StartAsync, async (story, _) =>
    {
        await story.AdvanceAsync(TimeSpan.FromMinutes(5));
        return null;
    });

    [Theory, Engines]
    public Task An_answer_by_button(Engine engine) => SurvivesAsync(
        engine,
        async (story, channel) =>
        {
            await StartAsync(story, channel);
            await story.AdvanceAsync(TimeSpan.FromMinutes(5));
        },
        async (_, channel) => await channel.Showing("0 of 1 answered").Press("Watch", by: "chi"));

    [Theory, Engines]
    public Task A_command(Engine engine) => SurvivesAsync(
        engine, StartAsync, async (_, channel) => await channel.SlashCommand("ana", "/warroom role qa @chi"));

    [Theory, Engines]
    public Task Opening_an_incident_with_a_channel_of_its_own(Engine engine) => SurvivesAsync(
        engine,
        async (story, channel) =>
        {
            await StartAsync(story, channel);
            await channel.SlashCommand("ana", "/warroom role qa @chi");
            await story.Bot.SettleAsync();
        },
        async (_, channel) => await channel.SlashCommand("ana", "/incident open P1 checkout is down"),
        // Left open, its reminders would fall due amid what the next one is about.
        after: "/incident resolve over");

    [Theory, Engines]
    public Task Resolving_an_incident_with_its_post_mortem(Engine engine) => SurvivesAsync(
        engine,
        async (story, channel) =>
        {
            await StartAsync(story, channel);
            await channel.SlashCommand("ana", "/incident open P3 typo in the footer");
            await story.Bot.SettleAsync();
        },
        async (_, channel) => await channel.SlashCommand("ana", "/incident resolve mended"));

    [Theory, Engines]
    public Task A_file(Engine engine) => SurvivesAsync(
        engine, (_, _) => Task.CompletedTask, async (_, channel) => await channel.SlashCommand("ana", "/warroom drill file"));

    private static async Task StartAsync(RoomStory story, FakeChannel channel)
    {
        await channel.SlashCommand("ana", "/warroom start small v1");
        await story.Bot.SettleAsync();
    }

    /// <param name="before">What leads up to it, in a channel of its own; nothing dies there.</param>
    /// <param name="happens">What is interrupted; the answer to who did it, if somebody did.</param>
    /// <param name="after">A command that ends what happened, before the next.</param>
    private static async Task SurvivesAsync(
        Engine engine, Func<RoomStory, FakeChannel, Task> before, Func<RoomStory, FakeChannel, Task<BotAnswer?>> happens, string? after = null)
    {
        var life = new Mortality();
        await using var story = await RoomStory.BeginAsync(engine, change: services =>
        {
            Drill.Add(services);
            life.Install(services);
        });
        story.Plans.Write("small", Plan);
        string? expected = null;
        // Both engines run the same code over the store, so every third step is enough on the slower one.
        for (var step = 0; step < MostSteps; step += engine == Engine.Sqlite ? 1 : 3)
        {
            var channel = story.Slack.Channel($"room-{step}");
            await before(story, channel);
            var until = story.Clock.GetUtcNow();
            var made = story.Slack.Made.Count;
            life.DieAt(step);
            var (answer, died) = await UntilItDiesAsync(story, channel, life, happens);
            if (died)
            {
                await story.BotStopsAsync();
                story.Clock.Advance(Away[step % Away.Length]);
                life.BeBorn();
                await story.BotStartsAsync();
                // Slack, or the person, tries again what was not answered with a 200.
                if (answer is { IsOk: false })
                    Assert.True((await story.Slack.Redeliver()).IsOk);
                await story.Bot.SettleAsync();
                if (answer is null)
                    await story.Bot.AdvanceToAsync(until + TimeSpan.FromMinutes(5));
            }

            var seen = Seen([channel, .. story.Slack.Made.Skip(made)]);
            expected ??= seen;
            Assert.Equal($"Died at step {step}:\n{expected}", $"Died at step {step}:\n{seen}");
            if (after is not null)
            {
                await channel.SlashCommand("ana", after);
                await story.Bot.SettleAsync();
            }

            await channel.SlashCommand("ana", "/warroom end on to the next");
            await story.Bot.SettleAsync();
            // A process that starts knows nothing of what the one before it sent.
            await story.AdvanceAsync(BetweenDeaths);
            if (step > 0 && !died)
            {
                Assert.Empty(story.Slack.Rates.Violations);
                return;
            }
        }

        Assert.Fail("It never came to an end.");
    }

    private static async Task<(BotAnswer? Answer, bool Died)> UntilItDiesAsync(
        RoomStory story, FakeChannel channel, Mortality life, Func<RoomStory, FakeChannel, Task<BotAnswer?>> happens)
    {
        BotAnswer? answer = null;
        try
        {
            answer = await happens(story, channel);
            await story.Bot.SettleAsync();
        }
        catch (StorageUnavailableException) when (life.IsDead)
        {
            // It can no longer be asked whether it rests.
        }

        var died = life.IsDead;
        if (!died)
            life.DieAt(0);
        return (answer, died);
    }

    /// <summary>
    /// What everybody in the channels sees, and who is in those that were made. A process that starts again takes some seconds, so times are
    /// left out, and what took from before the death until after it; so are the numbers of incidents, which go on from room to room.
    /// </summary>
    private static string Seen(IReadOnlyList<FakeChannel> channels) => Times().Replace(
        string.Join("\n", channels.Select((channel, place) => place == 0 ? channel.Transcript : $"{string.Join(", ", channel.Members)}\n{channel.Topic}\n{channel.Transcript}")), "…");

    [GeneratedRegex(@"incident-[\d-]+|post-mortem-\d+|#\d+|\d\d:\d\d(:\d\d)?|(?<=T\+)\w+(?= of)|(?<=\(in )[^)]+|(?<=to (detect|acknowledge|mitigate|resolve) )\d+ s")]
    private static partial Regex Times();
}
