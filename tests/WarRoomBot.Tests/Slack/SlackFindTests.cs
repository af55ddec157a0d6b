using WarRoomBot.Chat;
using WarRoomBot.TestKit.Slack;

namespace WarRoomBot.Tests.Slack;

/// <summary>A post whose answer was lost is looked for before anything else, so that nothing is seen twice.</summary>
public sealed class SlackFindTests
{
    [Theory]
    [InlineData("drop")]
    [InlineData("internal_error")]
    [InlineData("fatal_error")]
    [InlineData("request_timeout")]
    public async Task A_post_whose_answer_was_lost_is_found_again(string how)
    {
        await using var bot = await SlackBot.StartAsync();
        var began = bot.Clock.GetUtcNow();
        bot.Workspace.Channel("beta").Say("ana", "something before");
        if (how == "drop")
            bot.Workspace.Faults.DropAfterSuccess("chat.postMessage");
        else
            bot.Workspace.Faults.RefuseAfterSuccess("chat.postMessage", how);

        Assert.IsType<Delivered.Unsure>(await bot.PostAsync(bot.Message("beta", "Card")));
        bot.Workspace.Channel("beta").Say("ana", "something after");
        var found = await DoneAsync(bot.Platform.FindAsync(bot.Message("beta", "Card"), began, Token));

        Assert.Equal(bot.Workspace.Channel("beta").Showing("Card").Ts, found);
        Assert.Single(bot.Workspace.Calls, Is("chat.postMessage"));
    }

    [Fact]
    public async Task A_post_that_is_not_answered_in_time_is_unsure_after_ten_seconds()
    {
        await using var bot = await SlackBot.StartAsync();
        bot.Workspace.Faults.HangAfterSuccess("chat.postMessage");
        var began = bot.Clock.GetUtcNow();

        var posting = bot.PostAsync(bot.Message("beta", "Card"));
        await bot.Workspace.Until(() => bot.Workspace.Channel("beta").Messages.Count == 1);
        bot.Clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(posting.IsCompleted);
        bot.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.IsType<Delivered.Unsure>(await posting);
        await DoneAsync(bot.Platform.FindAsync(bot.Message("beta", "Card"), began, Token));
    }

    [Fact]
    public async Task A_reply_whose_answer_was_lost_is_found_in_its_thread()
    {
        await using var bot = await SlackBot.StartAsync();
        var handle = await DoneAsync(bot.PostAsync(bot.Message("beta", "Card")));
        bot.Workspace.Faults.DropAfterSuccess("chat.postMessage");
        var reply = bot.Message("beta", "Detail", "op2") with { Thread = handle };

        Assert.IsType<Delivered.Unsure>(await bot.PostAsync(reply));

        var found = await DoneAsync(bot.Platform.FindAsync(reply, bot.Clock.GetUtcNow(), Token));
        Assert.Equal(bot.Workspace.Channel("beta").Last.Replies[0].Ts, found);
    }

    [Fact]
    public async Task A_post_that_never_arrived_is_not_found()
    {
        await using var bot = await SlackBot.StartAsync();
        bot.Workspace.Faults.Drop("chat.postMessage");
        bot.Workspace.Channel("beta").Say("ana", "hello");

        Assert.IsType<Delivered.Unsure>(await bot.PostAsync(bot.Message("beta", "Card")));

        Assert.IsType<Delivered.Gone>(await bot.Platform.FindAsync(bot.Message("beta", "Card"), bot.Clock.GetUtcNow(), Token));
    }

    [Fact]
    public async Task A_post_is_found_behind_hundreds_of_others_and_not_in_somebody_elses_words()
    {
        await using var bot = await SlackBot.StartAsync();
        var beta = bot.Workspace.Channel("beta");
        bot.Workspace.Faults.DropAfterSuccess("chat.postMessage");
        Assert.IsType<Delivered.Unsure>(await bot.PostAsync(bot.Message("beta", "Card")));
        var ours = beta.Last;
        for (var number = 0; number < 450; number++)
            beta.Say("ana", $"chatter {number}");
        var copied = beta.Say("mallory", "Card");
        (copied.Metadata, copied.Blocks) = (ours.Metadata, ours.Blocks);

        Assert.Equal(ours.Ts, await DoneAsync(bot.Platform.FindAsync(bot.Message("beta", "Card"), bot.Clock.GetUtcNow(), Token)));
        Assert.Equal(3, bot.Workspace.Calls.Count(call => call.Method == "conversations.history"));
    }

    [Fact]
    public async Task A_post_is_found_by_its_block_when_its_metadata_are_gone()
    {
        await using var bot = await SlackBot.StartAsync();
        var handle = await DoneAsync(bot.PostAsync(bot.Message("beta", "Card")));
        bot.Workspace.Channel("beta").Last.Metadata = null;

        Assert.Equal(handle, await DoneAsync(bot.Platform.FindAsync(bot.Message("beta", "Card"), bot.Clock.GetUtcNow(), Token)));
    }

    [Fact]
    public async Task Looking_reads_once_more_when_the_connection_breaks_and_posting_does_not()
    {
        await using var bot = await SlackBot.StartAsync();
        var handle = await DoneAsync(bot.PostAsync(bot.Message("beta", "Card")));
        bot.Workspace.Faults.Drop("conversations.history");

        Assert.Equal(handle, await DoneAsync(bot.Platform.FindAsync(bot.Message("beta", "Card"), bot.Clock.GetUtcNow(), Token)));
        Assert.Equal(2, bot.Workspace.Calls.Count(call => call.Method == "conversations.history"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Predicate<FakeCall> Is(string method) => call => call.Method == method;

    private static async Task<string> DoneAsync(Task<Delivered> call) => Assert.IsType<Delivered.Done>(await call).Handle;
}
