using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Chat;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Pipeline;

public sealed class InboxTests
{
    private static readonly Conversation Room = new("fake", "T1", "C1");
    private static readonly Person Ana = new("U1", "ana");

    private readonly FakePlatform _chat = new();
    private readonly FakeClock _clock = new();
    private readonly Probe _probe = new();

    [Theory, Engines]
    public async Task What_comes_in_is_handled_once_and_in_order(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);
        var door = bot.Services.GetRequiredService<IChatDoor>();

        for (var number = 0; number < 50; number++)
        {
            await door.AcceptAsync(Press($"{number}"), TestContext.Current.CancellationToken);
            await door.AcceptAsync(Press($"{number}"), TestContext.Current.CancellationToken);
        }

        await bot.SettleAsync();

        Assert.Equal(Enumerable.Range(0, 50).Select(number => $"{number}"), _probe.Handled);
        Assert.Equal(50, _chat.Messages.Count);
    }

    [Theory, Engines]
    public async Task A_failing_handler_leaves_nothing_behind_and_is_tried_again(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);
        _probe.FailsFor = attempt => attempt <= 2;

        await bot.Services.GetRequiredService<IChatDoor>().AcceptAsync(Press("x"), TestContext.Current.CancellationToken);
        await bot.PassAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1));
        await bot.SettleAsync();

        Assert.Equal("handled x", Assert.Single(_chat.Messages).Text);
        Assert.Equal(1, await CountAsync(bot, "select count(*) from log"));
    }

    [Theory, Engines]
    public async Task When_it_keeps_failing_the_person_is_told_and_the_next_message_goes_on(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);
        var door = bot.Services.GetRequiredService<IChatDoor>();
        _probe.FailsFor = _ => _probe.Last == "bad";

        await door.AcceptAsync(Press("bad"), TestContext.Current.CancellationToken);
        await door.AcceptAsync(Press("good"), TestContext.Current.CancellationToken);
        await bot.PassAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1));
        await bot.SettleAsync();

        Assert.Equal("handled good", _chat.Messages[0].Text);
        var sorry = _chat.Messages[1];
        Assert.StartsWith("That did not work: an error inside the bot", sorry.Text, StringComparison.Ordinal);
        Assert.Equal(Ana, sorry.To);
        Assert.Equal(0, await CountAsync(bot, "select count(*) from inbox where state = 0"));
    }

    [Theory, Engines]
    public async Task What_another_process_left_is_found_and_run(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using (var opened = await database.OpenAsync(_clock))
            await opened.Store.AppendAsync(Kinds.Of(Press("left"), _clock.GetUtcNow()), TestContext.Current.CancellationToken);

        await using var bot = await StartAsync(database);
        await bot.SettleAsync();

        Assert.Equal("handled left", Assert.Single(_chat.Messages).Text);
    }

    [Theory, Engines]
    public async Task What_was_said_is_not_kept_once_it_is_handled_but_a_redelivery_is_still_known(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var bot = await StartAsync(database);
        var door = bot.Services.GetRequiredService<IChatDoor>();
        await door.AcceptAsync(Press("secret"), TestContext.Current.CancellationToken);
        await bot.SettleAsync();

        await door.AcceptAsync(Press("secret"), TestContext.Current.CancellationToken);
        await bot.SettleAsync();

        Assert.Equal(0, await CountAsync(bot, "select count(*) from inbox where body like '%secret%'"));
        Assert.Single(_probe.Handled);
    }

    private static Pressed Press(string value) => new() { Key = $"fake/{value}", Conversation = Room, Person = Ana, Action = "probe", Value = value };

    private static Task<long> CountAsync(Bot bot, string sql) =>
        bot.Store.ReadAsync((session, token) => session.ValueAsync<long>(sql, null, token), TestContext.Current.CancellationToken);

    private Task<Bot> StartAsync(TestDatabase database) => Bot.StartAsync(database, _clock, change: services => services
        .AddSingleton<IChatPlatform>(_chat)
        .AddSingleton(_probe)
        .AddButton<Probe>("probe"));

    /// <summary>Writes a line of record, shows a message, and fails when asked to, after having written.</summary>
    private sealed class Probe : IHandler<Pressed>
    {
        private readonly List<string> _handled = [];
        private int _attempts;

        public Func<int, bool> FailsFor { get; set; } = _ => false;

        public string? Last { get; private set; }

        public IReadOnlyList<string> Handled => _handled;

        public async Task<Outcome> HandleAsync(Pressed message, Turn turn, CancellationToken cancellationToken)
        {
            Last = message.Value;
            await RecordStore.AppendAsync(turn.Session, new(1, "probe", Ana, message.Value), turn.Now, cancellationToken);
            if (FailsFor(++_attempts))
                throw new InvalidOperationException("as asked");
            _handled.Add(message.Value);
            return new Outcome().Add(new Notice($"notice/{message.Value}", Room, Card.Text($"handled {message.Value}")));
        }
    }
}
