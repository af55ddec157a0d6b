using System.Net.Http.Json;
using Microsoft.Playwright;
using WarRoomBot.TestKit;
using static Microsoft.Playwright.Assertions;

namespace WarRoomBot.BrowserTests;

/// <summary>The page with the alerts of a room, on each kind of screen.</summary>
public sealed class AlertPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Secret = "s3cret-of-the-source";

    [Theory]
    [InlineData("alerts-wide-light", 1280, 900, ColorScheme.Light)]
    [InlineData("alerts-wide-dark", 1280, 900, ColorScheme.Dark)]
    [InlineData("alerts-phone-light", 390, 844, ColorScheme.Light)]
    [InlineData("alerts-phone-dark", 390, 844, ColorScheme.Dark)]
    public async Task From_the_rooms_one_comes_to_the_alerts_and_to_all_that_a_storm_holds(string name, int width, int height, ColorScheme colors)
    {
        await using var profile = await chromium.ProfileAsync(width, height, colors);
        await using var story = await RoomStory.BeginAsync(settings: new Dictionary<string, string?>
        {
            ["Alerts:Sources:tools:Kind"] = "Generic",
            ["Alerts:Sources:tools:Secret"] = Secret,
        });
        await story.TypesAsync("ana", "/warroom start beta-war-room v1.0.0-beta");
        await SayAsync(story, Fires("disk", "Disk of db-1 is full, and this is a long title that has to be broken somewhere on a small screen", "P1"), Fires("cert", "Certificate ends in 5 days", "P3"));
        story.Target.ErrorRate = 2.4;
        await story.AdvanceAsync(TimeSpan.FromMinutes(7));
        await story.PressesAsync("ana", story.Channel.Messages.Last(message => message.Text.Contains("Disk of db-1", StringComparison.Ordinal)), "Acknowledge");
        await SayAsync(story, new { fingerprint = "cert", status = "resolved", title = "Certificate ends in 5 days" });
        foreach (var batch in Enumerable.Range(0, 250).Chunk(50))
            await SayAsync(story, [.. batch.Select(number => Fires($"h{number}", $"Host {number} is gone", number == 30 ? "P0" : "P2"))]);
        var page = await profile.NewPageAsync();

        await page.GotoAsync(story.Bot.Address.ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "Alerts" }).ClickAsync();
        await Expect(page.GetByText("Error rate").First).ToBeVisibleAsync();
        await page.GetByText("Disk of db-1").First.ClickAsync();
        await Expect(page.GetByText("acknowledged after")).ToBeVisibleAsync();
        await FitsAsync(page, name);

        await page.GetByRole(AriaRole.Link, new() { Name = "249 open" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "More" }).ClickAsync();
        await Expect(page.GetByText("Page 2 of 3")).ToBeVisibleAsync();
        await FitsAsync(page, $"{name}-storm");
        await page.GetByRole(AriaRole.Link, new() { Name = "Alerts" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Alerts" })).ToBeVisibleAsync();
    }

    private static async Task FitsAsync(IPage page, string name)
    {
        await Screens.KeepAsync(page, name);
        Assert.False(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"));
    }

    private static object Fires(string id, string title, string severity) => new { fingerprint = id, status = "firing", title, severity };

    private static async Task SayAsync(RoomStory story, params IReadOnlyList<object> alerts)
    {
#pragma warning disable RS0030 // The source is another program with a client of its own.
        using var http = new HttpClient();
#pragma warning restore RS0030
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(story.Bot.Address, "/alerts/tools")) { Content = JsonContent.Create(alerts) };
        request.Headers.Authorization = new("Bearer", Secret);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        await story.Bot.SettleAsync();
    }
}
