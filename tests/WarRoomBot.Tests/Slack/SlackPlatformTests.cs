using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.TestKit.Slack;

namespace WarRoomBot.Tests.Slack;

/// <summary>What becomes of messages when all goes well, and what each of Slack's errors means for them.</summary>
public sealed class SlackPlatformTests
{
    [Fact]
    public async Task A_message_is_posted_edited_pinned_and_removed()
    {
        await using var bot = await SlackBot.StartAsync();
        var beta = bot.Workspace.Channel("beta");

        var handle = await DoneAsync(bot.PostAsync(bot.Message("beta", "All is well.")));
        Assert.Equal("All is well.", beta.Last.Text);
        Assert.Equal("All is well.", beta.Last.Fallback);

        await DoneAsync(bot.Platform.EditAsync(bot.Message("beta", "Not all is well."), handle, Token));
        Assert.Equal(("Not all is well.", 1), (beta.Last.Text, beta.Last.Edits));

        await DoneAsync(bot.Platform.PinAsync(bot.In("beta"), handle, Token));
        await DoneAsync(bot.Platform.PinAsync(bot.In("beta"), handle, Token));
        Assert.Equal(handle, Assert.Single(beta.Pins).Ts);

        await DoneAsync(bot.Platform.DeleteAsync(bot.In("beta"), handle, Token));
        await DoneAsync(bot.Platform.DeleteAsync(bot.In("beta"), handle, Token));
        Assert.Empty(beta.Messages);
        Assert.IsType<Delivered.Gone>(await bot.Platform.EditAsync(bot.Message("beta", "Too late."), handle, Token));
        Assert.IsType<Delivered.Gone>(await bot.Platform.PinAsync(bot.In("beta"), handle, Token));
    }

    [Fact]
    public async Task A_reply_stands_in_its_thread_and_falls_out_of_one_that_is_gone()
    {
        await using var bot = await SlackBot.StartAsync();
        var handle = await DoneAsync(bot.PostAsync(bot.Message("beta", "Card")));

        await DoneAsync(bot.PostAsync(bot.Message("beta", "Detail", "op2") with { Thread = handle }));

        Assert.Equal("Detail", Assert.Single(bot.Workspace.Channel("beta").Last.Replies).Text);
        await DoneAsync(bot.Platform.DeleteAsync(bot.In("beta"), handle, Token));
        Assert.IsType<Delivered.Gone>(await bot.PostAsync(bot.Message("beta", "More", "op3") with { Thread = handle }));
    }

    [Fact]
    public async Task Every_message_carries_its_mark_twice()
    {
        await using var bot = await SlackBot.StartAsync();

        await DoneAsync(bot.PostAsync(bot.Message("beta", "Card", "0198f3")));

        var message = bot.Workspace.Channel("beta").Last;
        Assert.Equal("""{"event_type":"warroombot_message","event_payload":{"op":"0198f3"}}""", message.Metadata!.ToJsonString());
        Assert.Equal("op-0198f3", (string?)message.Blocks![0]!["block_id"]);
        var posted = Assert.Single(bot.Workspace.Calls, Is("chat.postMessage")).Arguments;
        Assert.Equal((false, false), ((bool)posted["unfurl_links"]!, (bool)posted["unfurl_media"]!));
    }

    [Fact]
    public async Task A_throttled_call_comes_later_and_nothing_of_its_kind_goes_before()
    {
        await using var bot = await SlackBot.StartAsync();
        bot.Workspace.Faults.Throttle("chat.postMessage", TimeSpan.FromSeconds(7));

        var later = Assert.IsType<Delivered.Later>(await bot.PostAsync(bot.Message("beta", "Card")));
        Assert.Equal(TimeSpan.FromSeconds(7), later.After);
        Assert.False(later.Unreachable);

        bot.Clock.Advance(TimeSpan.FromSeconds(6.999));
        later = Assert.IsType<Delivered.Later>(await bot.PostAsync(bot.Message("other", "Granted before the 429 came", "op2")));
        Assert.Equal(TimeSpan.FromSeconds(0.001), later.After);
        bot.Clock.Advance(TimeSpan.FromSeconds(0.001));
        await DoneAsync(bot.PostAsync(bot.Message("beta", "Card")));

        Assert.Empty(bot.Workspace.Rates.Violations);
        Assert.Equal(2, bot.Workspace.Calls.Count(call => call.Method == "chat.postMessage"));
    }

    [Fact]
    public async Task Slack_that_is_unwell_means_later_or_unsure_and_never_an_exception()
    {
        await using var bot = await SlackBot.StartAsync();
        bot.Workspace.Faults.Html("chat.postMessage");
        Assert.IsType<Delivered.Unsure>(await bot.PostAsync(bot.Message("a", "Card")));

        bot.Workspace.Faults.Html("chat.postMessage", status: 200);
        Assert.IsType<Delivered.Unsure>(await bot.PostAsync(bot.Message("b", "Card")));

        bot.Workspace.Faults.Refuse("chat.postMessage", "service_unavailable");
        Assert.True(Assert.IsType<Delivered.Later>(await bot.PostAsync(bot.Message("c", "Card"))).Unreachable);

        bot.Workspace.Faults.Down();
        Assert.IsType<Delivered.Unsure>(await bot.PostAsync(bot.Message("d", "Card")));
        await bot.Workspace.DisposeAsync();
        Assert.True(Assert.IsType<Delivered.Later>(await bot.PostAsync(bot.Message("e", "Card"))).Unreachable);
    }

    [Fact]
    public async Task A_public_channel_is_joined_and_a_private_one_asks_for_an_invitation()
    {
        await using var bot = await SlackBot.StartAsync();
        bot.Workspace.Channel("open").BotIsMember = false;
        (bot.Workspace.Channel("closed").IsPrivate, bot.Workspace.Channel("closed").BotIsMember) = (true, false);

        var handle = await DoneAsync(bot.PostAsync(bot.Message("open", "Card")));
        var refused = Assert.IsType<Delivered.Rejected>(await bot.PostAsync(bot.Message("closed", "Card", "op2")));

        Assert.Equal(handle, bot.Workspace.Channel("open").Last.Ts);
        Assert.Equal("I am not in this channel: type /invite @warroom, then try again.", refused.Advice);
        Assert.Empty(bot.Workspace.Channel("closed").Messages);
    }

    [Fact]
    public async Task A_channel_that_cannot_be_joined_asks_for_an_invitation()
    {
        await using var bot = await SlackBot.StartAsync();
        bot.Workspace.Channel("open").BotIsMember = false;
        bot.Workspace.Scopes.Remove("channels:join");

        var refused = Assert.IsType<Delivered.Rejected>(await bot.PostAsync(bot.Message("open", "Card")));

        Assert.Equal("I am not in this channel: type /invite @warroom, then try again.", refused.Advice);
    }

    [Fact]
    public async Task An_archived_channel_takes_nothing_more_and_says_what_would_be_right()
    {
        await using var bot = await SlackBot.StartAsync();
        var handle = await DoneAsync(bot.PostAsync(bot.Message("beta", "Card")));
        bot.Workspace.Channel("beta").IsArchived = true;

        var post = Assert.IsType<Delivered.Rejected>(await bot.PostAsync(bot.Message("beta", "Card", "op2")));
        var edit = Assert.IsType<Delivered.Rejected>(await bot.Platform.EditAsync(bot.Message("beta", "Card"), handle, Token));

        Assert.Equal("This channel is archived: unarchive it, or go on in another one.", post.Advice);
        Assert.Equal(post.Advice, edit.Advice);
        Assert.Equal("chat.update: is_inactive", edit.Why);
    }

    [Fact]
    public async Task A_missing_scope_is_named()
    {
        await using var bot = await SlackBot.StartAsync();
        bot.Workspace.Scopes.Remove("chat:write");

        var refused = Assert.IsType<Delivered.Rejected>(await bot.PostAsync(bot.Message("beta", "Card")));

        Assert.Equal("I lack the Slack permission chat:write: add it to the app's scopes, reinstall the app, then try again.", refused.Advice);
    }

    [Fact]
    public async Task A_dead_token_keeps_messages_and_shows_on_the_readiness_page()
    {
        await using var bot = await SlackBot.StartAsync();
        Assert.True(bot.State.Ready);
        Assert.Equal(("Fake team", "warroom"), (bot.State.Team, bot.State.BotName));
        bot.Workspace.Faults.Refuse("chat.postMessage", "token_revoked");

        Assert.True(Assert.IsType<Delivered.Later>(await bot.PostAsync(bot.Message("beta", "Card"))).Unreachable);

        Assert.False(bot.State.Ready);
        Assert.Contains("token_revoked", bot.State.Why, StringComparison.Ordinal);
        await bot.SignOnAsync();
        Assert.True(bot.State.Ready);
    }

    [Theory]
    [InlineData("not_authed", "Slack refuses the bot token (not_authed)")]
    [InlineData("service_unavailable", "Slack could not be asked who we are: service_unavailable.")]
    public async Task Who_we_are_is_asked_until_Slack_tells(string error, string why)
    {
        await using var bot = await SlackBot.StartAsync();
        bot.Workspace.Faults.Refuse("auth.test", error);

        await bot.SignOnAsync();

        Assert.StartsWith(why, bot.State.Why, StringComparison.Ordinal);
        bot.Clock.Advance(TimeSpan.FromSeconds(30));
        await bot.Workspace.Until(() => bot.Workspace.Calls.Count(call => call.Method == "auth.test") == 3);
    }

    [Fact]
    public async Task Blocks_that_Slack_cannot_draw_leave_the_words()
    {
        await using var bot = await SlackBot.StartAsync();
        bot.Workspace.Faults.Refuse("chat.postMessage", "invalid_blocks");
        bot.Workspace.Faults.Refuse("chat.update", "msg_blocks_too_long");
        var card = new Card(Mark.Bad, "P0 Checkout is down", [new Line("Do: <everything> & more")]);

        var handle = await DoneAsync(bot.PostAsync(new(bot.In("beta"), card, "op1")));
        Assert.Equal("🔴 P0 Checkout is down\nDo: <everything> & more", bot.Workspace.Channel("beta").Last.Text);
        Assert.Null(bot.Workspace.Channel("beta").Last.Blocks);
        Assert.Equal(handle, await DoneAsync(bot.Platform.FindAsync(new(bot.In("beta"), card, "op1"), bot.Clock.GetUtcNow(), Token)));

        await DoneAsync(bot.Platform.EditAsync(new(bot.In("beta"), card, "op1"), handle, Token));
        Assert.Contains(bot.Logs.Lines, line => line.StartsWith("Error 1020", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cant_update_message", typeof(Delivered.Gone))]
    [InlineData("edit_window_closed", typeof(Delivered.Gone))]
    [InlineData("internal_error", typeof(Delivered.Unsure))]
    [InlineData("rate_limited", typeof(Delivered.Later))]
    [InlineData("restricted_action", typeof(Delivered.Rejected))]
    [InlineData("something_new", typeof(Delivered.Rejected))]
    public async Task Each_class_of_error_has_its_outcome(string error, Type outcome)
    {
        await using var bot = await SlackBot.StartAsync();
        var handle = await DoneAsync(bot.PostAsync(bot.Message("beta", "Card")));
        bot.Workspace.Faults.Refuse("chat.update", error);

        Assert.IsType(outcome, await bot.Platform.EditAsync(bot.Message("beta", "Card"), handle, Token));
    }

    [Fact]
    public async Task Stopping_is_told_apart_from_a_time_out()
    {
        await using var bot = await SlackBot.StartAsync();
        bot.Workspace.Faults.HangAfterSuccess("chat.postMessage");
        using var stopping = new CancellationTokenSource();

        var posting = bot.Platform.PostAsync(bot.Message("beta", "Card"), stopping.Token);
        await bot.Workspace.Until(() => bot.Workspace.Channel("beta").Messages.Count == 1);
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => posting);
    }

    [Fact]
    public async Task Nothing_secret_is_ever_logged()
    {
        await using var bot = await SlackBot.StartAsync();
        await bot.Workspace.SlashCommand("beta", "ana", "/warroom status");
        var typed = (Typed)bot.Door.Brought[0];
        await bot.PostAsync(bot.Message("beta", "Secret words") with { To = typed.Person, ReplyTo = typed.Reply });
        await bot.Platform.OpenFormAsync(typed, new("x", "X", "Go", "", [new TextField("a", "A")]), Token);
        await bot.Platform.OpenFormAsync(typed, new("x", "X", "Go", "", [new TextField("a", "A")]), Token);
        bot.Workspace.Faults.Drop("*", 2);
        await bot.PostAsync(bot.Message("beta", "Secret words") with { To = typed.Person, ReplyTo = typed.Reply });

        var log = string.Join("\n", bot.Logs.Lines);
        Assert.NotEmpty(log);
        foreach (var secret in new[] { FakeSlack.Token, FakeSlack.SigningSecret, "/response/", typed.Trigger!, "Secret words" })
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Predicate<FakeCall> Is(string method) => call => call.Method == method;

    private static async Task<string> DoneAsync(Task<Delivered> call) => Assert.IsType<Delivered.Done>(await call).Handle;
}
