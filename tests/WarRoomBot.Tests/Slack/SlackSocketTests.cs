using System.Net;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Slack;
using WarRoomBot.TestKit.Slack;

namespace WarRoomBot.Tests.Slack;

/// <summary>Socket Mode: what Slack sends by a socket comes in as by HTTP, and a connection that fails in whatever way is made up for.</summary>
public sealed class SlackSocketTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Real time: whoever waits for a step that needs none.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The clock here runs much faster than connections are made.</summary>
    private static readonly SocketTimes Unhurried = new() { Hello = TimeSpan.FromDays(1) };

    [Fact]
    public async Task Two_connections_are_greeted_and_then_the_bot_is_ready()
    {
        await using var bot = await ConnectedAsync();

        Assert.True(bot.State.Ready);
        Assert.Equal(2, bot.Workspace.Sockets.Greeted);
        Assert.Equal(2, bot.Workspace.Calls.Count(call => call.Method == "apps.connections.open"));
        Assert.Empty(bot.Workspace.Sockets.Violations);
    }

    [Fact]
    public async Task What_people_do_comes_in_as_by_HTTP()
    {
        await using var called = await SlackBot.StartAsync();
        await using var connected = await ConnectedAsync();
        List<IReadOnlyList<string>> keys = [];

        foreach (var bot in new[] { called, connected })
        {
            var beta = bot.Workspace.Channel("beta");
            Assert.Equal((HttpStatusCode.OK, ""), Plain(await beta.SlashCommand("ana", "/warroom log <b> & @bo at #beta https://example.com/?a=b&c")));
            await bot.PostAsync(new(bot.In("beta"), new(Mark.Watch, "x", [new Buttons([new("OK", "do.it", "7")])]), "op1"));
            Assert.Equal((HttpStatusCode.OK, ""), Plain(await beta.Last.Press("OK", by: "bo")));
            Assert.Equal((HttpStatusCode.OK, ""), Plain(await beta.Say("chi", "the disk is full").React("bo", "pushpin")));
            Assert.Equal((HttpStatusCode.OK, ""), Plain(await beta.Say("chi", "the queue grows").Choose("log", by: "bo")));
            keys.Add([.. bot.Door.Brought.Select(happened => Unnumbered(happened.ToString()!, bot))]);
        }

        Assert.Equal(keys[0], keys[1]);
        Assert.Equal(4, keys[1].Count);
        Assert.Empty(connected.Workspace.Sockets.Violations);
    }

    [Fact]
    public async Task What_is_wrong_with_a_form_goes_with_the_acknowledgement()
    {
        await using var bot = await ConnectedAsync();
        await bot.Workspace.SlashCommand("beta", "ana", "/incident open");
        var form = new Form("x", "Open an incident", "Open", "", [new TextField("title", "Title")]);
        Assert.True(await bot.Platform.OpenFormAsync(bot.Door.Brought[0], form, TestContext.Current.CancellationToken));
        bot.Door.Wrong = new Dictionary<string, string> { ["title"] = "Please say what is wrong." };
        var view = bot.Workspace.Person("ana").View!;

        await view.Submit(new Dictionary<string, string> { ["Title"] = "?" });
        Assert.Equal("Please say what is wrong.", view.Errors["title"]);
        bot.Door.Wrong = new Dictionary<string, string>();
        await view.Submit(new Dictionary<string, string> { ["Title"] = "Checkout is down" });

        Assert.Null(bot.Workspace.Person("ana").View);
        Assert.Equal("Checkout is down", Assert.Single(bot.Door.Accepted.OfType<Submitted>()).Values["title"]);
        Assert.Empty(bot.Workspace.Sockets.Violations);
    }

    [Fact]
    public async Task What_could_not_be_stored_is_not_acknowledged_and_comes_again()
    {
        await using var bot = await ConnectedAsync();
        bot.Door.Fails = new StorageUnavailableException("the disk is full");

        var typed = bot.Workspace.SlashCommand("beta", "ana", "/warroom status");
        await UntilAsync(() => bot.Logs.Lines.Any(line => line.Contains("was not acknowledged: the disk is full", StringComparison.Ordinal)));
        Assert.False(typed.IsCompleted);
        bot.Door.Fails = null;
        bot.Clock.Advance(3 * Second);

        Assert.True((await typed).IsOk);
        Assert.Single(bot.Door.Brought);
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(KeyNotFoundException))]
    public async Task What_goes_wrong_with_an_envelope_is_told_to_operators_and_it_comes_again(Type error)
    {
        await using var bot = await ConnectedAsync();
        bot.Door.Fails = (Exception)Activator.CreateInstance(error, "something is broken")!;

        var typed = bot.Workspace.SlashCommand("beta", "ana", "/warroom log s3same");
        await UntilAsync(() => bot.Logs.Lines.Any(line =>
            line.StartsWith("Error 1035 An envelope of type slash_commands could not be taken", StringComparison.Ordinal) && line.Contains("something is broken", StringComparison.Ordinal)));
        Assert.False(typed.IsCompleted);
        bot.Door.Fails = null;
        bot.Clock.Advance(3 * Second);

        Assert.True((await typed).IsOk);
        Assert.Single(bot.Door.Brought);
        Assert.Equal(2, bot.Workspace.Sockets.Open.Count);
        Assert.DoesNotContain(bot.Logs.Lines, line => line.Contains("s3same", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_acknowledgement_that_gets_lost_makes_nothing_happen_twice()
    {
        await using var bot = await ConnectedAsync();
        bot.Workspace.Sockets.AcknowledgementsToLose = 1;

        var typed = bot.Workspace.SlashCommand("beta", "ana", "/warroom status");
        await UntilAsync(() => bot.Workspace.Sockets.AcknowledgementsToLose == 0);
        bot.Clock.Advance(3 * Second);
        Assert.True((await typed).IsOk);
        await bot.Workspace.Redeliver();

        Assert.Equal(3, bot.Door.Brought.Count);
        Assert.Single(bot.Door.Accepted);
    }

    [Theory]
    [InlineData("warning")]
    [InlineData("refresh_requested")]
    [InlineData("something_new")]
    public async Task Before_a_connection_ends_another_is_there_and_meanwhile_both_are_listened_to(string reason)
    {
        await using var bot = await ConnectedAsync();
        bot.Clock.Advance(60 * Second);
        var sockets = bot.Workspace.Sockets;
        var old = sockets.Open[0];

        await old.DisconnectAsync(reason);
        await bot.Workspace.Until(() => sockets.Greeted == 3);
        Assert.Equal(3, sockets.Open.Count);
        for (var number = 0; number < 9; number++)
            Assert.True((await bot.Workspace.SlashCommand("beta", "ana", $"/warroom log {number}")).IsOk);
        await old.CloseAsync();
        await bot.Workspace.Until(() => sockets.Open.Count == 2);

        Assert.Equal(9, bot.Door.Accepted.Count);
        Assert.Equal(9, bot.Door.Brought.Count);
        Assert.True(bot.State.Ready);
        Assert.Empty(sockets.Violations);
    }

    [Fact]
    public async Task A_connection_that_Slack_forgets_to_close_is_closed_after_a_while()
    {
        await using var bot = await ConnectedAsync();
        bot.Clock.Advance(60 * Second);

        await bot.Workspace.Sockets.Open[0].AskForRefreshAsync();
        await bot.Workspace.Until(() => bot.Workspace.Sockets.Greeted == 3);
        // The old one is left to its own devices in the moment that follows the new one's greeting.
        await UntilAsync(() => bot.Workspace.Sockets.Open.Count == 2, () => bot.Clock.Advance(Second));

        Assert.True(bot.State.Ready);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_replaced_and_what_was_under_way_comes_by_the_other()
    {
        await using var bot = await ConnectedAsync();
        bot.Clock.Advance(60 * Second);
        var sockets = bot.Workspace.Sockets;
        sockets.AcknowledgementsToLose = 1;
        var typed = bot.Workspace.SlashCommand("beta", "ana", "/warroom status");
        await UntilAsync(() => sockets.AcknowledgementsToLose == 0);

        sockets.Open[0].Break();
        sockets.Open[^1].Break();
        await UntilAsync(() => sockets.Greeted == 4, () => bot.Clock.Advance(0.1 * Second));

        Assert.True((await typed).IsOk);
        Assert.Single(bot.Door.Accepted);
    }

    [Fact]
    public async Task A_connection_on_which_nobody_answers_any_more_is_given_up()
    {
        await using var bot = await ConnectedAsync(Unhurried with { Ping = TimeSpan.FromMilliseconds(50), Pong = Second });
        bot.Clock.Advance(60 * Second);
        var sockets = bot.Workspace.Sockets;
        var dead = sockets.Open[0];

        dead.FallSilent();
        await UntilAsync(() => sockets.Greeted > 2 && !sockets.Open.Contains(dead), () => bot.Clock.Advance(0.1 * Second));

        Assert.True((await bot.Workspace.SlashCommand("beta", "ana", "/warroom status")).IsOk);
    }

    [Fact]
    public async Task A_quiet_workspace_is_no_dead_connection()
    {
        await using var bot = await ConnectedAsync(Unhurried with { Ping = TimeSpan.FromMilliseconds(20), Pong = Patience });

        bot.Clock.Advance(TimeSpan.FromHours(4));
        // Pings go, and are answered.
        await UntilAsync(() => bot.Workspace.Sockets.Open.All(socket => socket.Heard > 10));

        Assert.Equal(2, bot.Workspace.Sockets.Greeted);
        Assert.Equal(2, bot.Workspace.Sockets.Open.Count);
    }

    [Theory]
    [InlineData("internal_error")]
    [InlineData("")]
    public async Task What_does_not_come_about_is_tried_again_at_growing_intervals(string error)
    {
        await using var bot = await SlackBot.StartAsync(error.Length > 0 ? Unhurried : new SocketTimes(), slack =>
        {
            if (error.Length > 0)
                slack.Faults.Refuse("apps.connections.open", error, 1000);
            else
                slack.Sockets.TurnedAway = "";
        });
        var began = bot.Clock.GetUtcNow();

        await UntilAsync(() => Opened(bot) == 2);
        await bot.AdvanceAsync(TimeSpan.FromMinutes(13));
        var tries = bot.Workspace.Calls.Where(call => call.Method == "apps.connections.open").Select(call => call.At - began).ToList();
        Assert.InRange(tries.Count(at => at < TimeSpan.FromMinutes(1)), 4, 20);
        Assert.InRange(tries.Count(at => at >= TimeSpan.FromMinutes(10) && at < TimeSpan.FromMinutes(13)), 2, 14);
        Assert.StartsWith("Slack is not connected by Socket Mode: ", bot.State.Why, StringComparison.Ordinal);
        Assert.EndsWith(". It is tried again by itself.", bot.State.Why, StringComparison.Ordinal);

        bot.Workspace.Sockets.TurnedAway = null;
        bot.Workspace.Faults.Forget("apps.connections.open");
        await UntilAsync(() => bot.State.Ready, () => bot.Clock.Advance(Second));
    }

    [Fact]
    public async Task A_connection_that_ends_as_soon_as_it_is_there_is_a_failed_attempt()
    {
        await using var bot = await ConnectedAsync();
        var sockets = bot.Workspace.Sockets;

        for (var second = 0; second < 600; second += 2)
        {
            foreach (var socket in sockets.Open)
                socket.Break();
            await bot.AdvanceAsync(2 * Second);
        }

        Assert.InRange(sockets.Greeted, 6, 60);
    }

    [Fact]
    public async Task When_Slack_throttles_connections_its_time_is_waited_for()
    {
        await using var bot = await SlackBot.StartAsync(Unhurried, slack => slack.Faults.Throttle("apps.connections.open", 30 * Second, 2));
        await UntilAsync(() => Opened(bot) == 1);

        await UntilAsync(() => bot.Workspace.Sockets.Open.Count == 2, () => bot.Clock.Advance(0.5 * Second));

        Assert.Equal(4, Opened(bot));
        Assert.Empty(bot.Workspace.Rates.Violations);
    }

    [Fact]
    public async Task With_too_many_connections_there_is_no_stampede()
    {
        await using var bot = await SlackBot.StartAsync(Unhurried, slack => slack.Sockets.Elsewhere = FakeSockets.Most - 1);
        await UntilAsync(() => bot.Workspace.Sockets.Open.Count == 1 && Opened(bot) == 2 && bot.State.Ready);

        await bot.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.InRange(Opened(bot), 10, 60);
        bot.Workspace.Sockets.Elsewhere = 0;
        await UntilAsync(() => bot.Workspace.Sockets.Open.Count == 2, () => bot.Clock.Advance(10 * Second));
    }

    [Fact]
    public async Task Socket_Mode_that_is_switched_off_is_told_and_looked_at_again_now_and_then()
    {
        await using var bot = await ConnectedAsync();
        bot.Clock.Advance(60 * Second);

        await bot.Workspace.Sockets.DisableAsync();
        await bot.Workspace.Until(() => !bot.State.Ready);
        await UntilAsync(() => bot.State.Why!.Contains("switched off", StringComparison.Ordinal));
        Assert.Equal(
            "Slack is not connected by Socket Mode: it is switched off in the settings of the Slack app: switch it on there under Socket Mode. It is tried again by itself.",
            bot.State.Why);
        var before = Opened(bot);
        await bot.AdvanceAsync(TimeSpan.FromMinutes(21));

        Assert.InRange(Opened(bot) - before, 3, 5);
        bot.Workspace.Sockets.Enable();
        await UntilAsync(() => bot.Workspace.Sockets.Open.Count == 2, () => bot.Clock.Advance(10 * Second));
        Assert.True(bot.State.Ready);
    }

    [Theory]
    [InlineData("invalid_auth", "Slack refuses the app-level token (invalid_auth): put a good one into Slack:AppToken and restart")]
    [InlineData("not_authed", "Slack refuses the app-level token (not_authed): put a good one into Slack:AppToken and restart")]
    [InlineData("account_inactive", "Slack refuses the app-level token (account_inactive): put a good one into Slack:AppToken and restart")]
    [InlineData("token_revoked", "Slack refuses the app-level token (token_revoked): put a good one into Slack:AppToken and restart")]
    [InlineData("team_disabled", "Slack refuses the app-level token (team_disabled): put a good one into Slack:AppToken and restart")]
    [InlineData("missing_args", "Slack refuses the app-level token (missing_args): put a good one into Slack:AppToken and restart")]
    [InlineData("not_allowed_token_type", "Slack:AppToken is no app-level token: make one with connections:write under Basic Information, App-Level Tokens, and restart")]
    [InlineData("missing_scope", "the app-level token lacks connections:write: make one that has it under Basic Information, App-Level Tokens, put it into Slack:AppToken and restart")]
    [InlineData("forbidden_team", "Slack does not let the app connect (forbidden_team): an administrator of the workspace has to look at the app")]
    public async Task A_token_that_Slack_refuses_is_told_and_not_hammered_with(string error, string sentence)
    {
        await using var bot = await SlackBot.StartAsync(Unhurried, slack => slack.Faults.Refuse("apps.connections.open", error, 1000));
        await UntilAsync(() => bot.State.Why?.Contains(sentence, StringComparison.Ordinal) == true);

        Assert.Equal($"Slack is not connected by Socket Mode: {sentence}. It is tried again by itself.", bot.State.Why);
        await bot.AdvanceAsync(TimeSpan.FromMinutes(21));

        Assert.InRange(Opened(bot), 4, 5);
    }

    [Fact]
    public async Task Whatever_Slack_sends_the_next_envelope_is_still_taken()
    {
        await using var bot = await ConnectedAsync();
        string[] nonsense =
        [
            "", "hello", "null", "[]", "{}", "7", "{\"type\":", """{"type":"telepathy"}""", """{"envelope_id":7}""", """{"type":"hello"}""",
            new string('[', 5000), $"\"{new string('x', 3 * 1024 * 1024)}\"",
        ];
        foreach (var socket in bot.Workspace.Sockets.Open)
        {
            foreach (var text in nonsense)
                await socket.SendTextAsync(text);
        }

        Assert.True((await bot.Workspace.SlashCommand("beta", "ana", "/warroom status")).IsOk);
        Assert.True((await bot.Workspace.SlashCommand("beta", "ana", "/warroom status")).IsOk);
        Assert.Equal(2, bot.Door.Accepted.Count);
        Assert.Equal(2, bot.Workspace.Sockets.Greeted);
    }

    [Theory]
    [InlineData("slash_commands", """{"command":"/warroom"}""")]
    [InlineData("slash_commands", """{"command":7}""")]
    [InlineData("interactive", """{"type":"block_actions","actions":{}}""")]
    [InlineData("interactive", "[]")]
    [InlineData("events_api", "{}")]
    [InlineData("telepathy", "{}")]
    [InlineData("slash_commands", null)]
    [InlineData("interactive", null)]
    [InlineData("events_api", null)]
    public async Task An_envelope_that_means_nothing_is_acknowledged_so_that_it_does_not_come_again(string type, string? payload)
    {
        await using var bot = await ConnectedAsync();
        var json = payload is null ? null : System.Text.Json.Nodes.JsonNode.Parse(payload);

        Assert.True((await bot.Workspace.Sockets.DeliverAsync(type, json, acceptsAnswer: true)).IsOk);

        Assert.Empty(bot.Door.Brought);
        Assert.Empty(bot.Workspace.Sockets.Violations);
    }

    [Fact]
    public async Task At_the_end_the_connections_are_closed_in_an_orderly_way()
    {
        await using var bot = await ConnectedAsync();

        await bot.StopAsync();

        await bot.Workspace.Until(() => bot.Workspace.Sockets.Open.Count == 0);
        Assert.Equal(2, bot.Workspace.Sockets.SaidGoodbye);
    }

    [Fact]
    public async Task Neither_tokens_nor_tickets_nor_what_people_say_are_logged()
    {
        await using var bot = await ConnectedAsync();
        bot.Clock.Advance(60 * Second);

        await bot.Workspace.SlashCommand("beta", "ana", "/warroom log s3same");
        await bot.Workspace.Sockets.Open[0].WarnAsync();
        await bot.Workspace.Until(() => bot.Workspace.Sockets.Greeted == 3);
        await bot.Workspace.Sockets.DisableAsync();
        await bot.Workspace.Until(() => !bot.State.Ready);

        foreach (var secret in new[] { "xapp-", "xoxb-", "ticket", "s3same", "response/" })
            Assert.DoesNotContain(bot.Logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }

    private static async Task<SlackBot> ConnectedAsync(SocketTimes? times = null)
    {
        var bot = await SlackBot.StartAsync(times ?? Unhurried);
        await bot.Workspace.Until(() => bot.Workspace.Sockets.Open.Count == 2 && bot.State.Ready);
        return bot;
    }

    private static int Opened(SlackBot bot) => bot.Workspace.Calls.Count(call => call.Method == "apps.connections.open");

    private static (HttpStatusCode Status, string Body) Plain(BotAnswer answer) => (answer.Status, answer.Body);

    /// <summary>Ids of the doing differ from one workspace to the next.</summary>
    private static string Unnumbered(string text, SlackBot bot) =>
        System.Text.RegularExpressions.Regex.Replace(text.Replace(bot.Workspace.Address.Authority, "slack", StringComparison.Ordinal), @"\d+", "n");

    /// <summary>Looks again and again, in real time, after letting something happen.</summary>
    private static async Task UntilAsync(Func<bool> condition, Action? step = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, "it did not become so");
            step?.Invoke();
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
