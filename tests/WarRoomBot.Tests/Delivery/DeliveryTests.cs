using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Chat;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Delivery;

public sealed class DeliveryTests
{
    private static readonly Conversation Room = new("fake", "T1", "C1");
    private static readonly Conversation OtherRoom = new("fake", "T1", "C2");

    private readonly FakePlatform _chat = new();
    private readonly FakeClock _clock = new();

    [Theory, Engines]
    public async Task A_card_is_posted_once_and_then_edited_in_place(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);

        await HappenAsync(bot, Show("one"));
        await bot.SettleAsync();
        await HappenAsync(bot, Show("two"));
        await bot.SettleAsync();

        var message = Assert.Single(_chat.Messages);
        Assert.Equal("two", message.Text);
        Assert.Equal(1, message.Edits);
    }

    [Theory, Engines]
    public async Task The_same_content_again_costs_no_call(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);

        for (var i = 0; i < 3; i++)
        {
            await HappenAsync(bot, Show("same"));
            await bot.SettleAsync();
        }

        Assert.Single(_chat.Calls);
    }

    [Theory, Engines]
    public async Task A_burst_of_changes_becomes_one_edit_with_the_newest(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);
        await HappenAsync(bot, Show("start"));
        await bot.SettleAsync();

        await HappenAsync(bot, [.. Enumerable.Range(1, 100).Select(number => Show($"change {number}"))]);
        await bot.SettleAsync();

        Assert.Equal("change 100", Assert.Single(_chat.Messages).Text);
        Assert.Equal(1, _chat.Messages[0].Edits);
    }

    [Theory, Engines]
    public async Task Changes_during_a_slow_post_follow_it_as_one_edit(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);
        var posting = new TaskCompletionSource();
        var mayPost = new TaskCompletionSource();
        _chat.Before = async call =>
        {
            posting.TrySetResult();
            await mayPost.Task;
        };
        await HappenAsync(bot, Show("one"));
        await posting.Task;

        await HappenAsync(bot, Show("two"), Show("three"));
        mayPost.SetResult();
        await bot.SettleAsync();

        Assert.Equal([(ChatCall.Post, "one"), (ChatCall.Edit, "three")], _chat.Calls);
    }

    [Theory, Engines]
    public async Task Messages_of_a_conversation_keep_their_order(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);
        var refusals = 3;
        _chat.Fault = (_, text) => text == "2" && refusals-- > 0 ? new Delivered.Later(null, "busy") : null;

        await HappenAsync(bot, [.. Enumerable.Range(1, 5).Select(number => Notice($"{number}"))]);
        await bot.SettleAsync();

        Assert.Equal(["1", "2", "3", "4", "5"], _chat.Messages.Select(message => message.Text));
    }

    [Theory, Engines]
    public async Task A_message_that_keeps_failing_does_not_hold_up_the_others_for_ever(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);
        var healed = false;
        _chat.Fault = (_, text) => text == "bad" && !healed ? new Delivered.Later(null, "busy") : null;
        await HappenAsync(bot, Notice("bad"), Notice("good"));

        await UntilAsync(bot, () => _chat.Messages.Any(message => message.Text == "good"));
        healed = true;
        await bot.SettleAsync();

        Assert.Equal(["good", "bad"], _chat.Messages.Select(message => message.Text));
    }

    [Theory, Engines]
    public async Task Urgent_messages_pass_those_that_wait(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);
        var open = false;
        _chat.Pace = (_, _, _) => open ? TimeSpan.Zero : TimeSpan.FromMilliseconds(100);

        await HappenAsync(bot, Notice("routine 1"), Notice("routine 2"), Notice("urgent") with { Priority = Priority.Urgent });
        open = true;
        await bot.SettleAsync();

        Assert.Equal(["urgent", "routine 1", "routine 2"], _chat.Messages.Select(message => message.Text));
    }

    [Theory, Engines]
    public async Task Retry_after_is_waited_out_to_the_second(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);
        var sentAt = new List<DateTimeOffset>();
        _chat.Fault = (_, _) =>
        {
            sentAt.Add(_clock.GetUtcNow());
            return sentAt.Count == 1 ? new Delivered.Later(TimeSpan.FromSeconds(30), "ratelimited") : null;
        };

        await HappenAsync(bot, Notice("patient"));
        await bot.SettleAsync();

        Assert.Equal(2, sentAt.Count);
        Assert.InRange((sentAt[1] - sentAt[0]).TotalSeconds, 30, 31);
    }

    [Theory, Engines]
    public async Task A_post_whose_answer_was_lost_is_found_again_not_posted_twice(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);
        _chat.LosesAnswer = (call, _) => call == ChatCall.Post;

        await HappenAsync(bot, Show("one"));
        await bot.SettleAsync();
        _chat.LosesAnswer = (_, _) => false;
        await HappenAsync(bot, Show("two"));
        await bot.SettleAsync();

        Assert.Equal("two", Assert.Single(_chat.Messages).Text);
        Assert.Equal([ChatCall.Post, ChatCall.Find, ChatCall.Edit], _chat.Calls.Select(call => call.Call));
    }

    [Theory, Engines]
    public async Task A_post_that_never_arrived_is_posted_again(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);
        var posts = 0;
        _chat.Fault = (call, _) => call == ChatCall.Post && posts++ == 0 ? new Delivered.Unsure("time-out") : null;

        await HappenAsync(bot, Notice("heard"));
        await bot.SettleAsync();

        Assert.Equal("heard", Assert.Single(_chat.Messages).Text);
        Assert.Equal([ChatCall.Post, ChatCall.Find, ChatCall.Post], _chat.Calls.Select(call => call.Call));
    }

    [Theory, Engines]
    public async Task A_whisper_whose_answer_was_lost_is_not_repeated(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);
        _chat.LosesAnswer = (_, _) => true;

        await HappenAsync(bot, Notice("psst") with { To = new("U1", "ana") });
        await bot.SettleAsync();

        Assert.Single(_chat.Calls);
        Assert.Equal("ana", Assert.Single(_chat.Messages).To?.Name);
    }

    [Theory, Engines]
    public async Task A_card_deleted_by_hand_is_posted_anew_with_its_pin(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);
        await HappenAsync(bot, Show("one") with { Pinned = true });
        await bot.SettleAsync();
        _chat.Messages[0].Delete();

        await HappenAsync(bot, Show("two") with { Pinned = true });
        await bot.SettleAsync();

        var message = Assert.Single(_chat.Messages);
        Assert.Equal(("two", true), (message.Text, message.Pinned));
    }

    [Theory, Engines]
    public async Task A_message_the_platform_refuses_is_left_alone_and_its_cause_is_told(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);
        _chat.Fault = (call, _) => call == ChatCall.Post ? new Delivered.Rejected("not_in_channel", "Invite me first.") : null;

        await HappenAsync(bot, Show("one") with { ReplyTo = "https://reply" }, Notice("next"));
        await bot.SettleAsync();

        Assert.Equal("Invite me first.", Assert.Single(_chat.Messages).Text);
        Assert.Equal(2, _chat.Calls.Count(call => call.Call == ChatCall.Post));
    }

    [Theory, Engines]
    public async Task A_reminder_shown_again_replaces_the_one_before(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);
        await HappenAsync(bot, Show("first") with { Again = true });
        await bot.SettleAsync();

        await HappenAsync(bot, Show("second") with { Again = true });
        await bot.SettleAsync();
        Assert.Equal("second", Assert.Single(_chat.Messages).Text);

        await HappenAsync(bot, new Withdraw("room/1/board"));
        await bot.SettleAsync();
        Assert.Empty(_chat.Messages);
    }

    [Theory, Engines]
    public async Task An_urgent_reply_takes_the_message_it_replies_to_along(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);

        var open = false;
        _chat.Pace = (_, _, _) => open ? TimeSpan.Zero : TimeSpan.FromMilliseconds(100);

        await HappenAsync(
            bot,
            Notice("routine"),
            Show("card") with { Priority = Priority.Background },
            Notice("reply") with { ThreadOf = "room/1/board", Priority = Priority.Urgent });
        open = true;
        await bot.SettleAsync();

        Assert.Equal(["card", "reply", "routine"], _chat.Messages.Select(message => message.Text));
        Assert.Equal(_chat.Messages[0].Handle, _chat.Messages[1].Thread);
    }

    [Theory, Engines]
    public async Task When_chat_was_down_for_an_hour_each_card_shows_its_newest_state_high_severity_first(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);
        var down = true;
        _chat.Fault = (_, _) => down ? new Delivered.Later(null, "connection refused", Unreachable: true) : null;
        for (var minute = 0; minute < 60; minute++)
        {
            await HappenAsync(bot, Show($"board at {minute}"), Show($"other at {minute}", "room/2/board", OtherRoom));
            await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5));
        }

        await HappenAsync(bot, Notice("P0!") with { Priority = Priority.Urgent });
        // Nothing is on its way any more that could still arrive when chat is back.
        await bot.WaitAsync(TimeSpan.FromSeconds(15));
        var knocks = _chat.Calls.Count;
        down = false;
        await bot.SettleAsync();

        Assert.Equal(["P0!", "board at 59"], _chat.Messages.Where(message => message.Conversation == Room).Select(message => message.Text));
        Assert.Equal(["other at 59"], _chat.Messages.Where(message => message.Conversation == OtherRoom).Select(message => message.Text));
        Assert.InRange(knocks, 60, 60 * 7);
    }

    [Theory, Engines]
    public async Task Where_the_platform_takes_no_files_the_text_follows_cut_with_the_way_to_the_rest(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);
        var text = string.Join('\n', Enumerable.Range(1, 2000).Select(number => $"line {number}"));

        await HappenAsync(bot, Notice("the report") with { File = new("report.md", "Report", "text/markdown", text) { Page = "https://bot.example.com/report" } });
        await bot.SettleAsync();

        var shown = Assert.Single(_chat.Messages).Text;
        Assert.StartsWith("the report", shown, StringComparison.Ordinal);
        Assert.Contains("line 100\n", shown, StringComparison.Ordinal);
        Assert.EndsWith("(Cut here: the whole of it.)", shown, StringComparison.Ordinal);
        Assert.InRange(shown.Length, 5000, 7000);
    }

    [Theory, Engines]
    public async Task What_only_one_person_sees_has_its_text_instead_of_a_file(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);

        await HappenAsync(bot, Notice("for you") with { To = new("U1", "ana"), File = new("report.md", "Report", "text/markdown", "all is well") });
        await bot.SettleAsync();

        Assert.Contains("all is well", Assert.Single(_chat.Messages).Text, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task Of_two_processes_one_sends_and_the_other_takes_over_when_it_is_gone(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var first = await StartAsync(database);
        await using var second = await StartAsync(database);
        await HappenAsync(second, [.. Enumerable.Range(1, 10).Select(number => Notice($"{number}"))]);
        await second.SettleAsync();

        await first.DisposeAsync();
        await HappenAsync(second, Notice("after"));
        await second.SettleAsync();

        Assert.Equal([.. Enumerable.Range(1, 10).Select(number => $"{number}"), "after"], _chat.Messages.Select(message => message.Text));
        Assert.Equal(11, _chat.Calls.Count);
    }

    private static Show Show(string text, string key = "room/1/board", Conversation? where = null) => new(key, where ?? Room, Card.Text(text));

    private static Notice Notice(string text) => new($"notice/{text}", Room, Card.Text(text));

    private Task<Bot> StartAsync(TestDatabase database) =>
        Bot.StartAsync(database, _clock, change: services => services.AddSingleton<IChatPlatform>(_chat));

    private static async Task HappenAsync(Bot bot, params Effect[] effects)
    {
        var outcome = new Outcome();
        foreach (var effect in effects)
            outcome.Add(effect);
        var wakes = await bot.Store.WriteAsync(
            async (session, token) =>
            {
                var wakes = new Wakes();
                await bot.Services.GetRequiredService<OutcomeWriter>().WriteAsync(
                    outcome, new(session, bot.Clock.GetUtcNow(), 1, bot.Clock.GetUtcNow()), wakes, token);
                return wakes;
            },
            TestContext.Current.CancellationToken);
        bot.Services.GetRequiredService<AfterCommit>().Announce(wakes);
    }

    /// <summary>Lets time pass in small steps until something has happened.</summary>
    private static async Task UntilAsync(Bot bot, Func<bool> happened)
    {
        for (var i = 0; i < 2000 && !happened(); i++)
            await bot.PassAsync(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100));

        Assert.True(happened());
    }
}
