using Microsoft.Playwright;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Chat;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.BrowserTests;

/// <summary>A bot and the browsers that look at its channel <c>war-room</c>.</summary>
internal sealed class Scene(TestDatabase database, Bot bot, IBrowserContext profile) : IAsyncDisposable
{
    public Bot Bot => bot;

    public static async Task<Scene> OpenAsync(Chromium chromium, bool script = true)
    {
        var profile = await chromium.ProfileAsync(script: script);
        var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        return new(database, await TestKit.Bot.StartAsync(database, new FakeClock(), change: Drill.Add), profile);
    }

    /// <param name="name">Whoever looks; null for whoever the page thinks it is.</param>
    public async Task<IPage> EnterAsync(string? name)
    {
        var page = await profile.NewPageAsync();
        await page.GotoAsync(new Uri(bot.Address, name is null ? "/chat/war-room" : $"/chat/war-room?as={name}").ToString());
        return page;
    }

    public static ILocator Line(IPage page) => page.GetByLabel("Message to #war-room");

    /// <summary>Among the messages; what is only spoken is not counted.</summary>
    public static ILocator Seen(IPage page, string text) => page.Locator("#messages").GetByText(text);

    public static async Task SayAsync(IPage page, string text)
    {
        await Line(page).FillAsync(text);
        await Line(page).PressAsync("Enter");
    }

    public async ValueTask DisposeAsync()
    {
        await profile.DisposeAsync();
        await bot.DisposeAsync();
        await database.DisposeAsync();
    }
}
