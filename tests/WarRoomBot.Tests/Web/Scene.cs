using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Chat;
using WarRoomBot.TestKit.Storage;
using WarRoomBot.TestKit.Web;

namespace WarRoomBot.Tests.Web;

/// <summary>A bot with a local chat, and a browser that looks at its channel <c>beta</c>.</summary>
internal sealed class Scene(TestDatabase database, Bot bot) : IAsyncDisposable
{
    private int _said;

    public Bot Bot => bot;

    public Visitor Visitor { get; } = new(bot.Address);

    public static async Task<Scene> OpenAsync(Engine engine = Engine.Sqlite, Dictionary<string, string?>? settings = null)
    {
        var database = await TestDatabase.CreateAsync(engine);
        return new(database, await Bot.StartAsync(database, new FakeClock(), settings, Drill.Add));
    }

    public static (string Name, string Value) Key(string what) => ("key", what.PadRight(16, '0'));

    /// <summary>What every form says of itself and its sender; the same key for the same words.</summary>
    public static (string Name, string Value)[] As(string name, string what = "says") => [Key($"{name}-{what}"), ("as", name)];

    /// <summary>Types a line, each time another.</summary>
    public Task<HttpResponseMessage> SayAsync(string name, string text) =>
        Visitor.PostAsync("/chat/beta/say", [.. As(name, $"says-{++_said}"), ("text", text)]);

    /// <summary>Sends the drill's form in, each time the same.</summary>
    public Task<HttpResponseMessage> SubmitAsync(params (string Name, string Value)[] fields) =>
        Visitor.PostAsync("/chat/beta/submit", [.. As("ana", "submits"), ("form", "drill.start"), ("context", "typed"), .. fields]);

    public Task<string> PageAsync(string name) => Visitor.ReadAsync($"/chat/beta?as={name}");

    /// <summary>How much was ever stored as having come in.</summary>
    public Task<long> InboxAsync() => CountAsync("inbox");

    public Task<long> MessagesAsync() => CountAsync("chat_message");

    public async ValueTask DisposeAsync()
    {
        Visitor.Dispose();
        await bot.DisposeAsync();
        await database.DisposeAsync();
    }

    private Task<long> CountAsync(string table) =>
        bot.Store.ReadAsync((session, token) => session.ValueAsync<long>($"select count(*) from {table}", null, token), CancellationToken.None);
}
