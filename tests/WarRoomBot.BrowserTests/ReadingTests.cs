using Microsoft.Playwright;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;
using WarRoomBot.TestKit;
using static Microsoft.Playwright.Assertions;

namespace WarRoomBot.BrowserTests;

/// <summary>Reading while others write.</summary>
public sealed class ReadingTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly Conversation Room = new("local", "local", "war-room");

    [Fact]
    public async Task Whoever_reads_further_up_is_left_there_and_told_that_there_is_more()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        await scene.Bot.HappenAsync([.. Enumerable.Range(1, 40).Select(number => Line($"message {number}."))]);
        await scene.Bot.SettleAsync();
        var ana = await scene.EnterAsync("ana");
        await Expect(Scene.Seen(ana, "message 40.")).ToBeInViewportAsync();
        var more = ana.GetByRole(AriaRole.Button, new() { Name = "New messages below" });
        await scene.Bot.HappenAsync(Line("while at the end"));
        await Expect(Scene.Seen(ana, "while at the end")).ToBeInViewportAsync();
        await Expect(more).ToBeHiddenAsync();

        await ana.EvaluateAsync("() => { document.getElementById('pane').scrollTop = 0; }");
        await scene.Bot.HappenAsync(Line("while further up"));

        await Expect(more).ToBeVisibleAsync();
        await Expect(Scene.Seen(ana, "message 1.")).ToBeInViewportAsync();
        await Screens.KeepAsync(ana, "further-up");
        await more.ClickAsync();
        await Expect(Scene.Seen(ana, "while further up")).ToBeInViewportAsync();
        await Expect(more).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Times_are_the_readers_own_and_days_are_told_apart()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        await scene.Bot.HappenAsync(Line("at noon in London"));
        await scene.Bot.SettleAsync();
        await scene.Bot.AdvanceAsync(TimeSpan.FromHours(11.5));
        await scene.Bot.HappenAsync(Line("after midnight in Berlin"));
        await scene.Bot.SettleAsync();
        var ana = await scene.EnterAsync("ana");

        await Expect(ana.Locator("#messages time")).ToHaveTextAsync(["13:00", "00:30"]);
        await Expect(ana.Locator("#messages time").First).ToHaveAttributeAsync("title", "3 Mar 2026 12:00:00 UTC");
        await Expect(ana.Locator(".day")).ToHaveTextAsync(["Tuesday 3 March", "Wednesday 4 March"]);
    }

    [Fact]
    public async Task What_was_typed_before_can_be_had_again()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        var ana = await scene.EnterAsync("ana");
        foreach (var text in new[] { "one", "two" })
        {
            await Scene.SayAsync(ana, text);
            await Expect(Scene.Line(ana)).ToHaveValueAsync("");
        }

        await ana.Keyboard.PressAsync("ArrowUp");
        await ana.Keyboard.PressAsync("ArrowUp");
        await Expect(Scene.Line(ana)).ToHaveValueAsync("one");
        await ana.Keyboard.PressAsync("ArrowDown");
        await ana.Keyboard.PressAsync("Enter");

        await Expect(Scene.Seen(ana, "two")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Another_channel_is_another_conversation()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        var ana = await scene.EnterAsync("ana");
        await Scene.SayAsync(ana, "here");
        await Expect(Scene.Seen(ana, "here")).ToBeVisibleAsync();

        await ana.GetByText("New channel").ClickAsync();
        await ana.GetByLabel("Name of the channel").FillAsync("Incident 12");
        await Screens.KeepAsync(ana, "new-channel");
        await ana.GetByLabel("Name of the channel").PressAsync("Enter");

        await Expect(ana.GetByRole(AriaRole.Heading, new() { Name = "#incident-12", Exact = true })).ToBeVisibleAsync();
        await Expect(Scene.Seen(ana, "here")).ToHaveCountAsync(0);
        await ana.GetByRole(AriaRole.Link, new() { Name = "#war-room" }).ClickAsync();
        await Expect(Scene.Seen(ana, "here")).ToBeVisibleAsync();
    }

    private static Notice Line(string text) => new($"notice/{text}", Room, Card.Text(text));
}
