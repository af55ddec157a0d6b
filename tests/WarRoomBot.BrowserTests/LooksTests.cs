using Microsoft.Playwright;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Chat;
using WarRoomBot.TestKit.Storage;
using static Microsoft.Playwright.Assertions;

namespace WarRoomBot.BrowserTests;

/// <summary>The chat in the middle of an afternoon, on each kind of screen: nothing may stick out, and everything can be reached.</summary>
public sealed class LooksTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly Conversation Room = new("local", "local", "beta");

    [Theory]
    [InlineData("wide-light", 1440, 900, ColorScheme.Light)]
    [InlineData("wide-dark", 1440, 900, ColorScheme.Dark)]
    [InlineData("tablet-light", 820, 1100, ColorScheme.Light)]
    [InlineData("phone-light", 390, 844, ColorScheme.Light)]
    [InlineData("phone-dark", 390, 844, ColorScheme.Dark)]
    public async Task A_room_fits_its_screen(string name, int width, int height, ColorScheme colors)
    {
        await using var profile = await chromium.ProfileAsync(width, height, colors);
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        await using var bot = await Bot.StartAsync(database, new FakeClock());
        await AfternoonAsync(bot);
        var page = await profile.NewPageAsync();

        await page.GotoAsync(new Uri(bot.Address, "/chat/beta?as=ana").ToString());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "P1 High" })).ToBeVisibleAsync();
        await Screens.KeepAsync(page, name);

        Assert.False(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth || document.getElementById('pane').scrollWidth > document.getElementById('pane').clientWidth"));
        await Expect(page.GetByLabel("Message to #beta")).ToBeInViewportAsync();
        await page.EvaluateAsync("() => { document.getElementById('pane').scrollTop = 0; }");
        await Screens.KeepAsync(page, $"{name}-top");
    }

    [Fact]
    public async Task On_a_phone_what_is_pinned_unfolds_above_the_messages()
    {
        await using var profile = await chromium.ProfileAsync(390, 844);
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        await using var bot = await Bot.StartAsync(database, new FakeClock(), change: Drill.Add);
        await AfternoonAsync(bot);
        var page = await profile.NewPageAsync();
        await page.GotoAsync(new Uri(bot.Address, "/chat/beta?as=ana").ToString());
        var pinned = page.GetByRole(AriaRole.Complementary, new() { Name = "Pinned" });
        await Expect(pinned.GetByText("DB connections")).ToBeHiddenAsync();

        await pinned.GetByText("Beta war room").First.ClickAsync();
        await Expect(pinned.GetByText("DB connections")).ToBeVisibleAsync();
        await Screens.KeepAsync(page, "phone-pinned");
        await pinned.GetByText("Beta war room").First.ClickAsync();
        await page.GetByLabel("Message to #beta").FillAsync("/warroom drill");
        await page.GetByLabel("Message to #beta").PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Begin a drill" })).ToBeInViewportAsync();
        await Screens.KeepAsync(page, "phone-form");
    }

    [Fact]
    public async Task Everything_has_its_landmark_its_name_and_its_turn_with_the_keyboard()
    {
        await using var profile = await chromium.ProfileAsync(colors: ColorScheme.Dark);
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        await using var bot = await Bot.StartAsync(database, new FakeClock(), change: Drill.Add);
        await AfternoonAsync(bot);
        var page = await profile.NewPageAsync();
        await page.GotoAsync(new Uri(bot.Address, "/chat/beta?as=ana").ToString());

        await Expect(page.GetByRole(AriaRole.Banner)).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Main)).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Channels" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Complementary, new() { Name = "Pinned" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Messages in #beta" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Problem: First real user login?" })).ToHaveCountAsync(1);
        await Expect(page.GetByLabel("Trend of 8 readings: rising, now at its highest").First).ToBeAttachedAsync();
        Assert.Equal(0, await page.Locator("button:not([type]), input:not([type=hidden]):not([id]), img:not([alt])").CountAsync());

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByText("Skip to the message line")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Message to #beta")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("/warroom drill");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Severity")).ToBeFocusedAsync();
        await Screens.KeepAsync(page, "form-dark");
    }

    [Fact]
    public async Task The_list_of_rooms_leads_to_the_chat()
    {
        await using var profile = await chromium.ProfileAsync(900, 600);
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        await using var bot = await Bot.StartAsync(database, new FakeClock());
        var page = await profile.NewPageAsync();
        await page.GotoAsync(bot.Address.ToString());
        await Screens.KeepAsync(page, "rooms");

        await page.GetByText("Open the chat").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "#war-room", Exact = true })).ToBeVisibleAsync();
    }

    private static async Task AfternoonAsync(Bot bot)
    {
        await bot.HappenAsync(new Show("room/1/board", Room, SampleCards.Board) { Pinned = true });
        await bot.SettleAsync();
        await bot.AdvanceAsync(TimeSpan.FromMinutes(10));
        await bot.HappenAsync(new Show("room/1/check/1", Room, SampleCards.Check));
        await bot.SettleAsync();
        await bot.AdvanceAsync(TimeSpan.FromMinutes(3));
        await bot.HappenAsync(
            new Notice("n1", Room, SampleCards.Resolved) { ThreadOf = "room/1/check/1" },
            new Notice("n2", Room, WarRoomBot.Cards.Card.Text("ana: Lead developer is bo.")));
        await bot.SettleAsync();
        await bot.AdvanceAsync(TimeSpan.FromHours(20));
        await bot.HappenAsync(
            new Show("room/1/gate", Room, SampleCards.Gate),
            new Notice("n3", Room, WarRoomBot.Cards.Card.Text("Only CTO, Lead developer or DevOps sign this gate; you hold QA.")) { To = new("ana", "ana") },
            new Show("room/1/alert/7", Room, SampleCards.Alert));
        await bot.SettleAsync();
    }
}
