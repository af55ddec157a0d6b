using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Host;
using WarRoomBot.Pipeline;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;
using WarRoomBot.Web.LocalChat;

namespace WarRoomBot.Tests.Web;

/// <summary>The local chat as the door out needs a platform to be.</summary>
public sealed class LocalChatPlatformTests
{
    private static readonly Conversation Room = new("local", "local", "beta");
    private static readonly Conversation OtherRoom = new("local", "local", "other");
    private static readonly Person Ana = new("ana", "ana");
    private static readonly Person Bo = new("bo", "bo");

    [Theory, Engines]
    public async Task A_message_is_posted_found_edited_pinned_and_removed(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await Bot.StartAsync(database, new FakeClock());
        var chat = Platform(bot);

        var posted = Assert.IsType<Delivered.Done>(await chat.PostAsync(Message("one"), Token));
        Assert.Equal(posted, await chat.FindAsync(Message("one"), bot.Clock.GetUtcNow(), Token));
        Assert.Equal(posted, await chat.EditAsync(Message("two"), posted.Handle, Token));
        Assert.Equal(posted, await chat.PinAsync(Room, posted.Handle, Token));
        Assert.Equal(posted, await chat.PinAsync(Room, posted.Handle, Token));
        var seen = Assert.Single(await SeenAsync(bot, Ana));
        Assert.Equal(("two", true), (Text(seen), seen.Pinned));

        Assert.Equal(posted, await chat.DeleteAsync(Room, posted.Handle, Token));
        Assert.Equal(posted, await chat.DeleteAsync(Room, posted.Handle, Token));
        Assert.Empty(await SeenAsync(bot, Ana));
    }

    [Theory, Engines]
    public async Task The_same_message_posted_many_times_at_once_is_there_once(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await Bot.StartAsync(database, new FakeClock());
        var chat = Platform(bot);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => chat.PostAsync(Message("one"), Token)));

        Assert.Single(answers.Distinct());
        Assert.IsType<Delivered.Done>(answers[0]);
        Assert.Single(await SeenAsync(bot, Ana));
    }

    [Theory, Engines]
    public async Task Changes_at_once_get_numbers_of_their_own(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await Bot.StartAsync(database, new FakeClock());
        var chat = Platform(bot);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => chat.PostAsync(Message($"{number}", $"op{number}"), Token)));

        var changes = await bot.Store.ReadAsync((session, token) => MessageStore.ChangesAsync(session, Room, 0, 100, token), Token);
        Assert.Equal(Enumerable.Range(1, 20).Select(number => (long)number), changes.Select(change => change.Changed));
    }

    [Theory, Engines]
    public async Task What_is_not_there_is_gone(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await Bot.StartAsync(database, new FakeClock());
        var chat = Platform(bot);
        var elsewhere = Assert.IsType<Delivered.Done>(await chat.PostAsync(Message("elsewhere") with { Conversation = OtherRoom }, Token)).Handle;
        var removed = Assert.IsType<Delivered.Done>(await chat.PostAsync(Message("removed", "removed"), Token)).Handle;
        await chat.DeleteAsync(Room, removed, Token);

        foreach (var handle in new[] { "999", "no number", "-1", elsewhere, removed })
        {
            Assert.IsType<Delivered.Gone>(await chat.EditAsync(Message("x"), handle, Token));
            Assert.IsType<Delivered.Gone>(await chat.PinAsync(Room, handle, Token));
            Assert.IsType<Delivered.Gone>(await chat.PostAsync(Message("x", $"in {handle}") with { Thread = handle }, Token));
            Assert.IsType<Delivered.Done>(await chat.DeleteAsync(Room, handle, Token));
        }

        Assert.IsType<Delivered.Gone>(await chat.FindAsync(Message("never", "never"), bot.Clock.GetUtcNow(), Token));
        Assert.Single(await SeenAsync(bot, Ana, OtherRoom));
    }

    [Theory, Engines]
    public async Task A_reply_belongs_to_the_first_message_of_its_thread(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await Bot.StartAsync(database, new FakeClock());
        var chat = Platform(bot);
        var first = Assert.IsType<Delivered.Done>(await chat.PostAsync(Message("first"), Token)).Handle;

        var reply = Assert.IsType<Delivered.Done>(await chat.PostAsync(Message("reply", "r1") with { Thread = first }, Token)).Handle;
        await chat.PostAsync(Message("reply to the reply", "r2") with { Thread = reply }, Token);
        var message = Assert.Single(await SeenAsync(bot, Ana));
        Assert.Equal(["reply", "reply to the reply"], message.Replies.Select(Text));

        await chat.DeleteAsync(Room, first, Token);
        message = Assert.Single(await SeenAsync(bot, Ana));
        Assert.True(message.Removed);
        Assert.Equal(2, message.Replies.Count);
    }

    [Theory, Engines]
    public async Task A_whisper_is_seen_by_one_person_only(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await Bot.StartAsync(database, new FakeClock());
        var chat = Platform(bot);

        await chat.PostAsync(Message("for ana", "w1") with { To = Ana }, Token);
        await chat.PostAsync(Message("for whoever asked", "w2") with { To = new("", ""), ReplyTo = "bo" }, Token);
        await chat.PostAsync(Message("for nobody", "w3") with { To = new("", "") }, Token);

        Assert.Equal(["for ana"], (await SeenAsync(bot, Ana)).Select(Text));
        Assert.Equal(["for whoever asked"], (await SeenAsync(bot, Bo)).Select(Text));
    }

    [Theory, Engines]
    public async Task Through_the_door_out_a_card_is_posted_once_edited_in_place_and_pinned(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await Bot.StartAsync(database, new FakeClock());
        await bot.HappenAsync(new Show("board", Room, Card.Text("one")) { Pinned = true });
        await bot.SettleAsync();

        await bot.HappenAsync(
            new Show("board", Room, Card.Text("two")) { Pinned = true }, new Notice("reply", Room, Card.Text("reply")) { ThreadOf = "board" });
        await bot.SettleAsync();

        var message = Assert.Single(await SeenAsync(bot, Ana));
        Assert.Equal(("two", true, "reply"), (Text(message), message.Pinned, Text(Assert.Single(message.Replies))));
    }

    [Fact]
    public async Task Without_storage_a_post_is_unsure_and_everything_else_comes_later()
    {
        await using var app = WarRoomHost.Build(["--Storage:ConnectionString=Data Source=/nowhere/at/all.db", "--Logging:LogLevel:Default=None"]);
        var chat = app.Services.GetServices<IChatPlatform>().Single(platform => platform.Name == "local");

        Assert.IsType<Delivered.Unsure>(await chat.PostAsync(Message("one"), Token));
        Assert.IsType<Delivered.Later>(await chat.EditAsync(Message("one"), "1", Token));
        Assert.IsType<Delivered.Later>(await chat.FindAsync(Message("one"), DateTimeOffset.UnixEpoch, Token));
        Assert.IsType<Delivered.Later>(await chat.PinAsync(Room, "1", Token));
        Assert.IsType<Delivered.Later>(await chat.DeleteAsync(Room, "1", Token));
    }

    [Fact]
    public async Task A_form_opens_only_for_the_request_that_was_given_the_right()
    {
        await using var app = WarRoomHost.Build([]);
        var chat = app.Services.GetServices<IChatPlatform>().Single(platform => platform.Name == "local");
        var rights = app.Services.GetRequiredService<OpenForms>();
        var form = new Form("f", "Form", "Send", "", []);

        var right = rights.Give();
        Assert.True(await chat.OpenFormAsync(Asked(right.Trigger), form, Token));
        Assert.Same(form, right.Form);
        right.Dispose();

        Assert.False(await chat.OpenFormAsync(Asked(right.Trigger), form, Token));
        Assert.False(await chat.OpenFormAsync(Asked("made up"), form, Token));
    }

    private static Typed Asked(string trigger) =>
        new() { Key = "k", Conversation = Room, Person = new("ana", "ana"), Trigger = trigger, Command = "incident", Text = "open" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IChatPlatform Platform(Bot bot) => bot.Services.GetServices<IChatPlatform>().Single(platform => platform.Name == "local");

    private static Message Message(string text, string op = "op") => new(Room, Card.Text(text), op);

    private static string Text(ChatMessage message) => PlainText.Of(message.Card!);

    private static Task<IReadOnlyList<ChatMessage>> SeenAsync(Bot bot, Person reader, Conversation? where = null) => bot.Store.ReadAsync(
        (session, token) => MessageStore.PageAsync(session, where ?? Room, reader, long.MaxValue, 100, token), Token);
}
