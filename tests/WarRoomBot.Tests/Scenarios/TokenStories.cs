using WarRoomBot.Slack;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>Tokens that end, that cannot be read, and that are renewed by several processes.</summary>
public sealed class TokenStories
{
    private const string Access = "oauth.v2.access";
    private const string NewKey = "HxwdHhsYGRoXFBUWExAREg8MDQ4LCAkKBwQFBgMAAQI=";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Engines]
    public async Task Over_a_day_the_token_is_renewed_in_good_time_and_nothing_is_missed(Engine engine)
    {
        await using var stage = await RotatingAsync(engine);
        stage.Story.Plans.Write("calm", """
            name: Calm
            duration: 48h
            questions:
              well: { text: All well? }
            phases:
              - { name: Watch, from: 0m, to: 48h, every: 3h, ask: [well] }
            """);
        await stage.TypesAsync(stage.First, "/warroom start calm v1");

        // No step ends just when a token falls due: what goes on beside the room would be cut off by the next.
        for (var step = 1; step <= 28; step++)
        {
            await stage.Story.AdvanceAsync(TimeSpan.FromMinutes(55));
            if (step is 11 or 22)
                await UntilAsync(stage, () => IsRenewedAsync(step / 11));
        }

        Assert.Equal(9, stage.First.Channel(RoomStory.ChannelName).Messages.Count(message => message.Text.Split('\n')[0].Contains("T+", StringComparison.Ordinal) && !message.IsPinned));
        Assert.Equal(1, stage.Installs.LivingIn(stage.First));
        Assert.Contains("\"why\":\"1 workspace has installed the app.\"", await stage.ReadyAsync(), StringComparison.Ordinal);

        async Task<bool> IsRenewedAsync(long times)
        {
            if (await RenewalsAsync(stage) == times)
                return true;
            await stage.Bot.WaitAsync(TimeSpan.FromSeconds(15));
            return false;
        }
    }

    [Theory, Engines]
    public async Task Two_processes_renew_it_once_and_both_have_the_new_one(Engine engine)
    {
        await using var stage = await RotatingAsync(engine);
        await using var second = await stage.Story.StartAnotherAsync();
        var before = await TokenOfAsync(stage.Bot);
        Assert.Equal(before, await TokenOfAsync(second));

        stage.Jumps(TimeSpan.FromHours(10) + TimeSpan.FromSeconds(30));
        await RenewedAsync(stage, 1);
        for (var look = 0; look < 4; look++)
        {
            stage.Story.Clock.Advance(TimeSpan.FromSeconds(30));
            await stage.Bot.SettleAsync();
        }

        Assert.Equal(2, stage.First.Calls.Count(call => call.Method == Access));
        var after = await TokenOfAsync(stage.Bot);
        Assert.NotEqual(before, after);
        await UntilAsync(stage, async () => await TokenOfAsync(second) == after);
    }

    [Theory, Engines]
    public async Task A_token_that_has_ended_while_the_bot_was_down_is_renewed_by_the_first_call(Engine engine)
    {
        await using var stage = await RotatingAsync(engine);
        await stage.TypesAsync(stage.First, "/warroom start beta-war-room v1");
        await stage.Story.BotStopsAsync();
        stage.Jumps(TimeSpan.FromHours(13));

        await stage.Story.BotStartsAsync();
        await stage.TypesAsync(stage.First, "/warroom status");

        Assert.Contains("T+13h of 48h", stage.Story.Board.Text, StringComparison.Ordinal);
        Assert.Equal(2, stage.First.Calls.Count(call => call.Method == Access));
    }

    [Theory, Engines]
    public async Task A_renewal_whose_answer_is_lost_is_repeated_while_Slack_still_takes_it(Engine engine)
    {
        await using var stage = await RotatingAsync(engine);
        stage.First.Faults.DropAfterSuccess(Access, 2);

        stage.Jumps(TimeSpan.FromHours(10));
        await UntilAsync(stage, () => Task.FromResult(stage.Logs.Lines.Any(line => line.Contains("the token of Fake team could not be renewed yet: the connection broke", StringComparison.Ordinal))));
        Assert.Equal(3, stage.First.Calls.Count(call => call.Method == Access));
        await NextLookAsync(stage);

        Assert.Equal(4, stage.First.Calls.Count(call => call.Method == Access));
        await stage.Bot.WaitAsync(TimeSpan.FromMinutes(1));
        await stage.TypesAsync(stage.First, "/warroom start beta-war-room v1");
        Assert.Contains("Beta war room", stage.Story.Board.Text, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task A_process_that_dies_between_the_answer_and_the_store_costs_nothing_when_it_is_back_soon(Engine engine)
    {
        await using var stage = await RotatingAsync(engine);
        await DiesWhileRenewingAsync(stage);

        await stage.Story.BotStartsAsync();
        await stage.Bot.SettleAsync();
        await NextLookAsync(stage);

        await stage.TypesAsync(stage.First, "/warroom start beta-war-room v1");
        Assert.Contains("Beta war room", stage.Story.Board.Text, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task One_that_comes_back_too_late_says_so_works_until_the_token_ends_and_is_healed_by_installing_again(Engine engine)
    {
        await using var stage = await RotatingAsync(engine);
        await stage.InstallsAsync(stage.Other);
        await DiesWhileRenewingAsync(stage);
        stage.Jumps(TimeSpan.FromMinutes(5));

        await stage.Story.BotStartsAsync();
        await UntilAsync(stage, async () => (await stage.RowsAsync<string>("select trouble from slack_installations where trouble is not null")).Count == 1);
        await UntilAsync(stage, async () => (await stage.ReadyAsync()).Contains(
            "The token of Fake team can no longer be renewed (invalid_refresh_token) and ends at ", StringComparison.Ordinal));
        await stage.TypesAsync(stage.First, "/warroom start beta-war-room v1");
        Assert.Contains("Beta war room", stage.Story.Board.Text, StringComparison.Ordinal);

        await stage.Bot.WaitAsync(TimeSpan.FromMinutes(1));
        stage.Jumps(TimeSpan.FromHours(2));
        await stage.Bot.WaitAsync(TimeSpan.FromMinutes(6));
        Assert.Contains("Slack refuses the token of Fake team (invalid_refresh_token): install the app there again at https://bot.example.com/slack/install.", await stage.ReadyAsync(), StringComparison.Ordinal);
        await stage.TypesAsync(stage.Other, "/warroom start beta-war-room v2");
        Assert.Contains("v2", stage.Other.Channel(RoomStory.ChannelName).Pins.Single().Text, StringComparison.Ordinal);

        await stage.InstallsAsync(stage.First);
        await stage.TypesAsync(stage.First, "/warroom log here again");
        Assert.DoesNotContain("Fake team", await stage.ReadyAsync(), StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task With_another_key_or_an_altered_row_that_one_workspace_says_what_to_do(Engine engine)
    {
        await using var stage = await InstallStage.BeginAsync(engine);
        await stage.InstallsAsync(stage.First);
        await stage.InstallsAsync(stage.Other);
        var right = Assert.Single(await stage.RowsAsync<string>("select tokens from slack_installations where team = 'T0OTHER'"));

        // Another workspace's tokens are as good as any altered text.
        await stage.ChangesAsync("update slack_installations set tokens = (select tokens from slack_installations where team = 'T0FAKE') where team = 'T0OTHER'");
        await RestartsAsync(stage);
        await UntilAsync(stage, async () => (await stage.ReadyAsync()).Contains("The token of Umbrella cannot be read: it was altered in the store: install the app there again", StringComparison.Ordinal));
        await stage.TypesAsync(stage.First, "/warroom start beta-war-room v1");
        Assert.Contains("Beta war room", stage.Story.Board.Text, StringComparison.Ordinal);

        await stage.ChangesAsync($"update slack_installations set tokens = '{right}' where team = 'T0OTHER'");
        stage.Story.Settings["Slack:TokenKey"] = NewKey;
        await RestartsAsync(stage);
        await UntilAsync(stage, async () => (await stage.ReadyAsync()).Contains(
            "The token of Umbrella cannot be read: it was encrypted with a key that is not in Slack:TokenKey: put that key back, after the new one and a comma, and restart", StringComparison.Ordinal));

        stage.Story.Settings["Slack:TokenKey"] = $"{NewKey},{FakeInstalls.TokenKey}";
        await RestartsAsync(stage);
        await stage.TypesAsync(stage.Other, "/warroom start beta-war-room v2");
        Assert.Contains("v2", stage.Other.Channel(RoomStory.ChannelName).Pins.Single().Text, StringComparison.Ordinal);
        await UntilAsync(stage, async () => (await stage.RowsAsync<long>("select version from slack_installations")).All(version => version == 2));

        // All are encrypted with the new one by now.
        stage.Story.Settings["Slack:TokenKey"] = NewKey;
        await RestartsAsync(stage);
        await stage.TypesAsync(stage.Other, "/warroom log still here");
        Assert.Contains("\"why\":\"2 workspaces have installed the app.\"", await stage.ReadyAsync(), StringComparison.Ordinal);
    }

    private static async Task<InstallStage> RotatingAsync(Engine engine)
    {
        var stage = await InstallStage.BeginAsync(engine);
        stage.Installs.Rotates = true;
        await stage.InstallsAsync(stage.First);
        return stage;
    }

    private static async Task RestartsAsync(InstallStage stage)
    {
        await stage.Story.BotStopsAsync();
        await stage.Story.BotStartsAsync();
    }

    /// <summary>Slack has answered, and the process has not read it.</summary>
    private static async Task DiesWhileRenewingAsync(InstallStage stage)
    {
        stage.First.Faults.HangAfterSuccess(Access);
        var calls = stage.First.Calls.Count(call => call.Method == Access);
        stage.Jumps(TimeSpan.FromHours(10));
        await stage.First.Until(() => stage.First.Held > 0 && stage.First.Calls.Count(call => call.Method == Access) > calls);
        await stage.Story.BotStopsAsync();
    }

    private static async Task NextLookAsync(InstallStage stage)
    {
        stage.Story.Clock.Advance(TimeSpan.FromSeconds(30));
        await RenewedAsync(stage, 1);
    }

    private static Task RenewedAsync(InstallStage stage, long times) => UntilAsync(stage, async () => await RenewalsAsync(stage) == times);

    /// <summary>How often the first workspace's token was renewed.</summary>
    private static async Task<long> RenewalsAsync(InstallStage stage) => Assert.Single(await stage.RowsAsync<long>("select version - 1 from slack_installations where team = 'T0FAKE'"));

    private static async Task<string> TokenOfAsync(Bot bot) => (await bot.Services.GetRequiredService<SlackWorkspaces>().Of("T0FAKE").Token.GetAsync(Token)).Token;

    /// <summary>Waits for what goes on beside the room.</summary>
    private static async Task UntilAsync(InstallStage stage, Func<Task<bool>> condition)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(20))
                throw new TimeoutException($"it did not become so; ready: {await stage.ReadyAsync()}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Token);
        }
    }
}
