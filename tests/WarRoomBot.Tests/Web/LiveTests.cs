using System.Net.ServerSentEvents;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Web;

/// <summary>What an open page is told.</summary>
public sealed class LiveTests
{
    private static readonly Conversation Room = new("local", "local", "beta");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory, Engines]
    public async Task New_changed_and_removed_messages_are_told_as_they_happen(Engine engine)
    {
        await using var scene = await Scene.OpenAsync(engine);
        await using var page = new OpenPage(scene, "ana");
        Assert.Equal("ready", (await page.NextAsync()).EventType);

        await scene.Bot.HappenAsync(new Show("card", Room, new(Mark.Good, "one", [])));
        await page.UntilAsync(item => item is { EventType: "message" } && item.Data.Contains(">one</h3>", StringComparison.Ordinal));
        await scene.Bot.HappenAsync(new Show("card", Room, new(Mark.Bad, "two", [])));
        await page.UntilAsync(item => item is { EventType: "message" } && item.Data.Contains(">two</h3>", StringComparison.Ordinal));
        await scene.Bot.HappenAsync(new Withdraw("card"));
        var gone = await page.UntilAsync(item => item.EventType == "gone");

        Assert.Equal("1", gone.Data);
    }

    [Fact]
    public async Task A_reply_is_told_with_its_thread_and_a_pin_with_all_that_is_pinned()
    {
        await using var scene = await Scene.OpenAsync();
        await using var page = new OpenPage(scene, "ana");
        await page.NextAsync();

        await scene.Bot.HappenAsync(new Show("board", Room, new(Mark.Good, "board", [])) { Pinned = true });
        var pinned = await page.UntilAsync(item => item.EventType == "pinned");
        await scene.Bot.HappenAsync(new Notice("reply", Room, Card.Text("a reply")) { ThreadOf = "board" });
        var message = await page.UntilAsync(item => item.Data.Contains("a reply", StringComparison.Ordinal));

        Assert.Contains("<aside class=\"pinned\"", pinned.Data, StringComparison.Ordinal);
        Assert.StartsWith("<li class=\"message", message.Data, StringComparison.Ordinal);
        Assert.Contains("id=\"m-1\"", message.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whisper_is_told_only_to_whom_it_is_for()
    {
        await using var scene = await Scene.OpenAsync();
        await using var ana = new OpenPage(scene, "ana");
        await using var bo = new OpenPage(scene, "bo");

        await scene.Bot.HappenAsync(new Notice("psst", Room, Card.Text("psst")) { To = new("ana", "ana") });
        await ana.UntilAsync(item => item.Data.Contains("psst", StringComparison.Ordinal));
        await scene.SayAsync("ana", "afterwards");
        await bo.UntilAsync(item => item.Data.Contains("afterwards", StringComparison.Ordinal));

        Assert.DoesNotContain(bo.Seen, item => item.Data.Contains("psst", StringComparison.Ordinal));
    }

    [Theory, Engines]
    public async Task A_page_that_comes_back_is_told_what_it_missed_and_nothing_else(Engine engine)
    {
        await using var scene = await Scene.OpenAsync(engine);
        string? seen;
        await using (var before = new OpenPage(scene, "ana"))
        {
            await scene.SayAsync("bo", "one");
            seen = (await before.UntilAsync(item => item.Data.Contains("one", StringComparison.Ordinal))).EventId;
        }

        await scene.SayAsync("bo", "two");
        await scene.SayAsync("bo", "three");
        await using var after = new OpenPage(scene, "ana", seen);
        await after.UntilAsync(item => item.Data.Contains("three", StringComparison.Ordinal));

        Assert.Equal("1", seen);
        Assert.Equal(["ready", "message", "message"], after.Seen.Select(item => item.EventType));
        Assert.Equal("3", after.Seen[^1].EventId);
    }

    [Fact]
    public async Task What_another_process_changed_is_told_a_moment_later()
    {
        await using var scene = await Scene.OpenAsync();
        await using var page = new OpenPage(scene, "ana");
        await page.NextAsync();

        await scene.Bot.Store.WriteAsync(
            (session, token) => WarRoomBot.Web.LocalChat.MessageStore.AddAsync(session, new(Room, "elsewhere", "from elsewhere", ByBot: false, "bo"), scene.Bot.Clock.GetUtcNow(), token),
            TestContext.Current.CancellationToken);
        var told = page.UntilAsync(item => item.Data.Contains("from elsewhere", StringComparison.Ordinal));
        while (!told.IsCompleted)
            await scene.Bot.PassAsync(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(100));

        await told;
    }

    [Fact]
    public async Task A_page_of_another_database_is_told_to_begin_anew()
    {
        await using var scene = await Scene.OpenAsync();
        await using var page = new OpenPage(scene, "ana", "57");

        await page.UntilAsync(item => item.EventType == "stale");
    }

    [Fact]
    public async Task Many_changes_are_told_in_order_and_to_the_end()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.Bot.HappenAsync([.. Enumerable.Range(1, 250).Select(number => new Notice($"n{number}", Room, Card.Text($"message {number}.")))]);
        await scene.Bot.SettleAsync();

        await using var page = new OpenPage(scene, "ana");
        await page.UntilAsync(item => item.Data.Contains("message 250.", StringComparison.Ordinal));

        Assert.Equal(250, page.Seen.Count(item => item.EventType == "message"));
        Assert.Equal("250", page.Seen[^1].EventId);
    }

    [Fact]
    public async Task An_open_page_does_not_keep_the_bot_from_stopping()
    {
        await using var scene = await Scene.OpenAsync();
        await using var page = new OpenPage(scene, "ana");
        await page.NextAsync();

        await scene.Bot.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    /// <summary>A page that is open, with all it was told.</summary>
    private sealed class OpenPage : IAsyncDisposable
    {
        private readonly CancellationTokenSource _closed = new(Patience, TimeProvider.System);
        private readonly IAsyncEnumerator<SseItem<string>> _stream;
        private readonly List<SseItem<string>> _seen = [];

        public OpenPage(Scene scene, string name, string? lastEventId = null) =>
            _stream = scene.Visitor.FollowAsync($"/chat/beta/live?as={name}&after=0", lastEventId).GetAsyncEnumerator(_closed.Token);

        public IReadOnlyList<SseItem<string>> Seen => _seen;

        public async Task<SseItem<string>> NextAsync()
        {
            Assert.True(await _stream.MoveNextAsync());
            _seen.Add(_stream.Current);
            return _stream.Current;
        }

        public async Task<SseItem<string>> UntilAsync(Func<SseItem<string>, bool> isIt)
        {
            while (true)
            {
                if (await NextAsync() is var item && isIt(item))
                    return item;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _closed.CancelAsync();
            await _stream.DisposeAsync();
            _closed.Dispose();
        }
    }
}
