using Microsoft.Playwright;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;
using static Microsoft.Playwright.Assertions;

namespace WarRoomBot.BrowserTests;

/// <summary>The pages of a room, of a decision and of an incident, on each kind of screen and on paper.</summary>
public sealed class RoomPagesTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("pages-wide-light", 1280, 900, ColorScheme.Light)]
    [InlineData("pages-wide-dark", 1280, 900, ColorScheme.Dark)]
    [InlineData("pages-phone-light", 390, 844, ColorScheme.Light)]
    [InlineData("pages-phone-dark", 390, 844, ColorScheme.Dark)]
    public async Task From_the_rooms_one_comes_to_the_decision_and_to_the_incident_and_each_can_be_printed(string name, int width, int height, ColorScheme colors)
    {
        await using var profile = await chromium.ProfileAsync(width, height, colors);
        await using var story = await DecidedAsync();
        var page = await profile.NewPageAsync();

        await page.GotoAsync(story.Bot.Address.ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "Beta war room v1.0.0-beta" }).ClickAsync();
        await Expect(page.GetByText("CTO")).ToBeVisibleAsync();
        await FitsAsync(page, $"{name}-room");

        await page.GetByRole(AriaRole.Link, new() { Name = "Go-live decision", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Who signed what" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Extended beta, in dissent")).ToBeVisibleAsync();
        await Expect(page.GetByText("The room's record is intact")).ToBeVisibleAsync();
        await FitsAsync(page, $"{name}-decision");
        await PrintsAsync(page, $"{name}-decision");

        await page.GetByRole(AriaRole.Link, new() { Name = "Beta war room v1.0.0-beta" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "checkout is down" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Post-mortem" })).ToBeVisibleAsync();
        await Expect(page.GetByText("rolled back to v0.9").First).ToBeVisibleAsync();
        await FitsAsync(page, $"{name}-incident");
        await PrintsAsync(page, $"{name}-incident");
    }

    private static async Task<RoomStory> DecidedAsync()
    {
        var story = await RoomStory.BeginAsync();
        await story.TypesAsync("ana", "/warroom start beta-war-room v1.0.0-beta");
        foreach (var (role, person) in new[] { ("cto", "chi"), ("lead", "bo"), ("devops", "eli"), ("qa", "fay") })
            await story.TypesAsync("ana", $"/warroom role {role} @{person}");
        await story.TypesAsync("bo", "/incident open P1 checkout is down for everybody who pays by card, and this title has to be broken somewhere");
        await story.AdvanceAsync(3 * Minute);
        await story.TypesAsync("bo", "/incident note #1 the new release does not know the old tokens");
        await story.TypesAsync("bo", "/incident resolve #1 rolled back to v0.9");
        await story.TypesAsync("ana", "/warroom golive");
        var gate = story.Channel.Messages.Last(message => message.Buttons.Contains("Delegate"));
        await SignAsync(story, gate, "bo", "Proceed to full release", "the rollback was quick and what is left is known to everybody in the team");
        await SignAsync(story, gate, "eli", "Extended beta", "one more night");
        await SignAsync(story, gate, "chi", "Rollback", "we do not know what happens to the old tokens, and nobody can say before Monday");
        await story.Bot.SettleAsync();
        return story;
    }

    private static async Task SignAsync(RoomStory story, FakeMessage gate, string person, string option, string why)
    {
        await story.PressesAsync(person, gate, option);
        await story.SubmitsAsync(person, ("Why", why));
    }

    private static async Task FitsAsync(IPage page, string name)
    {
        await Screens.KeepAsync(page, name);
        Assert.False(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"));
    }

    /// <summary>On paper: black on white whatever the screen shows, and nothing that can only be pressed.</summary>
    private static async Task PrintsAsync(IPage page, string name)
    {
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.GetByRole(AriaRole.Navigation)).ToBeHiddenAsync();
        Assert.Equal(0, await page.GetByText("Save as Markdown").Locator("visible=true").CountAsync());
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        Assert.Equal("rgb(0, 0, 0)", await page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('h1')).color"));
        await FitsAsync(page, $"{name}-print");
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
    }
}
