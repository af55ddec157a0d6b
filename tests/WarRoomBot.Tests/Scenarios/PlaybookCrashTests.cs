using WarRoomBot.Data;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Crashes;
using WarRoomBot.TestKit.Gateways;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>The process ends between any two steps of a playbook's call: it is made at most once, and what nobody knows is told as that.</summary>
public sealed class PlaybookCrashTests
{
    private const string Step = "Switch the feature off";
    private const int MostSteps = 60;

    [Theory, Engines]
    public async Task A_call_whose_answer_the_process_did_not_live_to_see_is_told_as_unknown_and_not_made_again(Engine engine)
    {
        var life = new Mortality();
        await using var gateways = await FakeGateways.StartAsync();
        await using var story = await IncidentStage.BeginAsync(engine, "playbooks", gateways.Settings, change: life.Install);
        await story.TypesAsync("bo", "/incident open P1 checkout is down");
        var control = story.Slack.Made.Single().Control();
        gateways.Fail($"/workflow/{FakeGateways.WorkflowKey}", new GatewayFault((int?)null) { Meanwhile = () => life.DieAt(1) });

        await PressAsync(story, control, life);
        Assert.True(life.IsDead);
        await RestartAsync(story, life);
        await story.AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Single(gateways.Workflows);
        Assert.Contains("the bot stopped while it waited for the answer; it may have begun, so look before you start it again", control.Text, StringComparison.Ordinal);
        await story.PressesAsync("ana", control, "Start again", beside: Step);
        Assert.Equal(2, gateways.Workflows.Select(workflow => workflow.Id).Distinct().Count());
        Assert.Contains($"☑ {Step} · done by @ana", control.Text, StringComparison.Ordinal);
        Assert.Equal(0, await story.Bot.Store.ReadAsync((session, token) => session.ValueAsync<long>("select count(*) from step_begun", null, token), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whatever_the_step_it_dies_at_a_call_is_never_made_twice_nor_passed_over_in_silence()
    {
        var life = new Mortality();
        await using var gateways = await FakeGateways.StartAsync();
        await using var story = await IncidentStage.BeginAsync(plan: "playbooks", settings: gateways.Settings, change: life.Install);
        var told = new HashSet<string>();
        var died = true;
        for (var step = 1; died; step++)
        {
            Assert.True(step < MostSteps, "It never came to an end.");
            var before = gateways.Workflows.Count;
            var made = story.Slack.Made.Count;
            await story.TypesAsync("bo", "/incident open P1 checkout is down");
            var control = story.Slack.Made[made].Control();
            life.DieAt(step);
            var pressed = await PressAsync(story, control, life);
            died = life.IsDead;
            if (died)
            {
                await RestartAsync(story, life);
                if (!pressed.IsOk)
                    Assert.True((await story.Slack.Redeliver()).IsOk);
                // The new process first waits until nobody else delivers.
                await story.AdvanceAsync(TimeSpan.FromSeconds(30));
            }

            life.DieAt(0);
            var calls = gateways.Workflows.Count - before;
            var (isDone, isUnknown) = (Says(control, $"☑ {Step} · done by @ana"), Says(control, "it may have begun, so look before you start it again"));
            Assert.True(calls <= 1 && isDone != isUnknown && (calls == 1 || isUnknown), $"Died at step {step}, {calls} calls:\n{control.Text}");
            told.Add($"{(isDone ? "done" : "unknown")} after {calls}");
            await story.TypesAsync("bo", $"/incident resolve #{made + 1} over");
            // Long enough for Slack's limits to be no concern.
            await story.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["done after 1", "unknown after 0", "unknown after 1"], told.Order());
        Assert.Empty(gateways.Complaints);
        Assert.Equal(0, await story.Bot.Store.ReadAsync((session, token) => session.ValueAsync<long>("select count(*) from step_begun", null, token), TestContext.Current.CancellationToken));
    }

    private static async Task RestartAsync(RoomStory story, Mortality life)
    {
        await story.BotStopsAsync();
        life.BeBorn();
        await story.BotStartsAsync();
    }

    private static bool Says(FakeMessage card, string words) => card.Text.Contains(words, StringComparison.Ordinal);

    private static async Task<BotAnswer> PressAsync(RoomStory story, FakeMessage control, Mortality life)
    {
        var answer = await control.Press("Start", by: "ana", beside: Step);
        try
        {
            await story.Bot.SettleAsync();
        }
        catch (StorageUnavailableException) when (life.IsDead)
        {
            // It can no longer be asked whether it rests.
        }

        return answer;
    }
}
