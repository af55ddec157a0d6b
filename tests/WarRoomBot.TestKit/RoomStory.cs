using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;
using WarRoomBot.TestKit.Targets;

namespace WarRoomBot.TestKit;

/// <summary>
/// A team in a Slack channel, the application it has just shipped, and the bot: the whole product over real HTTP, on a clock that moves only
/// when the story says so.
/// </summary>
public sealed class RoomStory : IAsyncDisposable
{
    public const string ChannelName = "beta-war-room";

    private readonly Action<IServiceCollection>? _change;

    private RoomStory(
        TestDatabase database, FakeClock clock, FakeSlack slack, ScriptedTarget target, PlanFolder plans, Dictionary<string, string?> settings,
        Action<IServiceCollection>? change) =>
        (Database, Clock, Began, Slack, Target, Plans, Settings, _change) = (database, clock, clock.GetUtcNow(), slack, target, plans, settings, change);

    public TestDatabase Database { get; }

    public FakeClock Clock { get; }

    public DateTimeOffset Began { get; }

    public FakeSlack Slack { get; }

    public ScriptedTarget Target { get; }

    public PlanFolder Plans { get; }

    /// <summary>What the bot is started with the next time.</summary>
    public Dictionary<string, string?> Settings { get; }

    public Bot Bot { get; private set; } = null!;

    public FakeChannel Channel => Slack.Channel(ChannelName);

    public FakeMessage Board => Channel.Pins.Single();

    /// <summary>The newest card of the check at this offset, such as <c>T+5m</c>.</summary>
    public FakeMessage Check(string offset) =>
        Channel.Messages.LastOrDefault(message => message.Text.Split('\n')[0].EndsWith($" {offset}", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"there is no check {offset} in:\n{Channel.Transcript}");

    /// <param name="settings">Configuration beyond what the story needs itself.</param>
    /// <param name="change">Puts fakes in, or takes parts out, at each start of the bot.</param>
    /// <param name="database">Instead of a new one.</param>
    /// <param name="starts">False to start the bot later.</param>
    public static async Task<RoomStory> BeginAsync(
        Engine engine = Engine.Sqlite, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? change = null,
        TestDatabase? database = null, bool starts = true)
    {
        var clock = new FakeClock();
        var slack = await FakeSlack.StartAsync(clock);
        var target = await ScriptedTarget.StartAsync();
        var plans = new PlanFolder();
        var all = new Dictionary<string, string?>(slack.Settings)
        {
            ["Plans:Directory"] = plans.Path,
            ["Probes:AllowPrivateNetworks"] = "true",
            ["TARGET"] = target.Address,

            // Whatever the machine that runs the tests has set.
            ["DATABASE_URL"] = "",
            ["CONTAINER"] = "",
            ["DISK_PATH"] = "",
            ["SENTRY_ORG"] = "",
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
            all[key] = value;
        var story = new RoomStory(database ?? await TestDatabase.CreateAsync(engine), clock, slack, target, plans, all, change);
        if (starts)
            await story.BotStartsAsync();
        return story;
    }

    /// <param name="waits">Until the storage is open; false when it cannot be opened yet.</param>
    public async Task BotStartsAsync(bool waits = true)
    {
        Bot = await StartAnotherAsync(waits);
        Slack.Connect(Bot.Address);
        if (waits && Slack.Sockets.IsOn && Settings.GetValueOrDefault("Slack:AppToken") == FakeSlack.AppToken)
            await Slack.Until(() => Slack.Sockets.Open.Count >= 2);
    }

    /// <summary>One more replica, on the same database.</summary>
    public async Task<Bot> StartAnotherAsync(bool waits = true)
    {
        var bot = await Bot.StartAsync(Database, Clock, Settings, _change, waits);
        bot.Held = () => Slack.Held + Target.Held;
        return bot;
    }

    /// <summary>The process ends, as at an update.</summary>
    public ValueTask BotStopsAsync() => Bot.DisposeAsync();

    public Task<BotAnswer> SendAsync(string person, string line) => Channel.SlashCommand(person, line);

    /// <summary>Somebody types in the room's channel, and everything that follows from it happens.</summary>
    public async Task TypesAsync(string person, string line)
    {
        await Channel.SlashCommand(person, line);
        await Bot.SettleAsync();
    }

    /// <param name="beside">Words near the button, when a message has several alike.</param>
    public async Task PressesAsync(string person, FakeMessage message, string button, string? beside = null)
    {
        await message.Press(button, by: person, beside: beside);
        await Bot.SettleAsync();
    }

    /// <summary>Somebody fills in the form in front of them.</summary>
    public async Task SubmitsAsync(string person, params (string Field, string Value)[] values)
    {
        await Slack.Person(person).View!.Submit(values.ToDictionary(value => value.Field, value => value.Value));
        await Bot.SettleAsync();
    }

    public Task AdvanceAsync(TimeSpan by) => Bot.AdvanceAsync(by);

    /// <summary>Lets the room's time pass until this long after the story's beginning.</summary>
    public Task AdvanceToAsync(TimeSpan offset) => Bot.AdvanceToAsync(Began + offset);

    /// <summary>What a page of the bot answers.</summary>
    public async Task<BotAnswer> GetsAsync(string path)
    {
        using var client = Bot.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        using var response = await client.GetAsync(new Uri(Bot.Address, path));
        return new(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The last thing only this person was told.</summary>
    public string ToldTo(string person) => Slack.WhispersTo(person) is [.., var last] ? last.Text : "";

    /// <summary>People type what looks like ids and markup: what is heard of it cannot be told from a mistake of ours.</summary>
    public bool HasOddWords { get; set; }

    public async ValueTask DisposeAsync()
    {
        if (Bot is not null)
            await Bot.DisposeAsync();
        await Target.DisposeAsync();
        await Slack.DisposeAsync();
        await Database.DisposeAsync();
        Plans.Dispose();
        // Every story, whatever it is about: nobody is left out.
        if (!HasOddWords && Slack.Unheard is [var first, ..])
            throw new InvalidOperationException($"{Slack.Unheard.Count} times somebody who hears the bot would have missed something. {first}");
    }
}
