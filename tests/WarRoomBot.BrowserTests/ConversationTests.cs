using Microsoft.Playwright;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Chat;
using static Microsoft.Playwright.Assertions;

namespace WarRoomBot.BrowserTests;

/// <summary>People at their browsers, talking to the bot and to each other.</summary>
public sealed class ConversationTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly Conversation Room = new("local", "local", "war-room");

    [Fact]
    public async Task A_command_typed_in_one_tab_shows_its_card_in_both()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        var (ana, bo) = (await scene.EnterAsync("ana"), await scene.EnterAsync("bo"));
        await Screens.KeepAsync(ana, "welcome");

        await Scene.SayAsync(ana, "/warroom drill card");

        await Expect(ana.GetByRole(AriaRole.Heading, new() { Name = "Drill" })).ToBeVisibleAsync();
        await Expect(bo.GetByRole(AriaRole.Heading, new() { Name = "Drill" })).ToBeVisibleAsync();
        await Expect(Scene.Line(ana)).ToHaveValueAsync("");
        await Expect(Scene.Line(ana)).ToBeFocusedAsync();
        await Expect(bo.Locator("#spoken")).ToContainTextAsync("WarRoomBot: Drill");
    }

    [Fact]
    public async Task What_the_bot_answers_only_who_asked_can_see()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        var (ana, bo) = (await scene.EnterAsync("ana"), await scene.EnterAsync("bo"));

        await Scene.SayAsync(ana, "/warroom help");
        await Expect(Scene.Seen(ana, "Only you see this")).ToBeVisibleAsync();
        await Screens.KeepAsync(ana, "help");
        await Scene.SayAsync(ana, "thanks, that helps @bo");

        await Expect(Scene.Seen(bo, "thanks, that helps")).ToBeVisibleAsync();
        await Expect(bo.Locator(".mention.you")).ToHaveTextAsync("@bo");
        await Expect(Scene.Seen(bo, "What you can type")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_button_pressed_in_one_tab_changes_the_card_in_both_and_keeps_the_reader_on_it()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        var (ana, bo) = (await scene.EnterAsync("ana"), await scene.EnterAsync("bo"));
        await scene.Bot.HappenAsync(new Show(Drill.CardKey, Room, Drill.Card("running")));

        await ana.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        var question = ana.GetByRole(AriaRole.Alertdialog);
        await Expect(question).ToContainTextAsync("The drill ends for everybody.");
        await Screens.KeepAsync(ana, "confirm");
        await Expect(question.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeFocusedAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();

        await Expect(Scene.Seen(ana, "Stopped by")).ToBeVisibleAsync();
        await Expect(Scene.Seen(bo, "Stopped by")).ToBeVisibleAsync();
        await Expect(question).ToHaveCountAsync(0);
        await Expect(ana.GetByRole(AriaRole.Button, new() { Name = "Stop" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_button_pressed_twice_at_once_counts_once_and_again_later_counts_again()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        var ana = await scene.EnterAsync("ana");
        await scene.Bot.HappenAsync(new Show(Drill.CardKey, Room, Drill.Card("running")));
        var count = ana.GetByRole(AriaRole.Button, new() { Name = "Count" });

        await count.DblClickAsync();
        await Expect(Scene.Seen(ana, "counted 1")).ToHaveCountAsync(1);
        await count.ClickAsync();

        await Expect(Scene.Seen(ana, "counted 1")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_form_says_under_the_field_what_is_wrong_and_closes_when_it_is_right()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        var ana = await scene.EnterAsync("ana");

        await Scene.SayAsync(ana, "/warroom drill");
        var form = ana.GetByRole(AriaRole.Dialog, new() { Name = "Begin a drill" });
        await Expect(form.GetByLabel("Severity")).ToBeFocusedAsync();
        await Screens.KeepAsync(ana, "form");
        await form.GetByLabel("Severity").SelectOptionAsync("P1");
        await form.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await Expect(form.GetByText("Title is needed.")).ToBeVisibleAsync();
        await Expect(form.GetByLabel("Title")).ToBeFocusedAsync();
        await Expect(form.GetByLabel("Severity")).ToHaveValueAsync("P1");
        await Screens.KeepAsync(ana, "form-error");
        await form.GetByLabel("Title").FillAsync("again");
        await form.GetByLabel("Title").PressAsync("Enter");
        await Expect(form.GetByText("There is a drill of that name already.")).ToBeVisibleAsync();
        await form.GetByLabel("Title").FillAsync("checkout is down");
        await form.GetByLabel("Title").PressAsync("Enter");

        await Expect(form).ToHaveCountAsync(0);
        await Expect(Scene.Seen(ana, "began a drill (typed): impact=Nobody is affected., severity=P1, title=checkout is down")).ToBeVisibleAsync();
        await Expect(Scene.Line(ana)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_dialog_left_with_escape_does_nothing_and_gives_the_focus_back()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        var ana = await scene.EnterAsync("ana");
        await scene.Bot.HappenAsync(new Show(Drill.CardKey, Room, Drill.Card("running")));
        var rename = ana.GetByRole(AriaRole.Button, new() { Name = "Rename" });

        await rename.ClickAsync();
        await Expect(ana.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await ana.Keyboard.PressAsync("Escape");

        await Expect(ana.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(rename).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_thread_stays_open_and_a_draft_in_it_stays_when_its_message_changes()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        var ana = await scene.EnterAsync("ana");
        await scene.Bot.HappenAsync(new Show("check", Room, SampleCards.Check), new Notice("reply", Room, SampleCards.Resolved) { ThreadOf = "check" });

        await Scene.Seen(ana, "1 reply").ClickAsync();
        await ana.GetByLabel("Reply to WarRoomBot").FillAsync("half a sen");
        await scene.Bot.HappenAsync(new Show("check", Room, SampleCards.Check with { Title = "T+10m · all well" }));

        await Expect(ana.GetByRole(AriaRole.Heading, new() { Name = "T+10m · all well" })).ToBeVisibleAsync();
        await Expect(ana.GetByLabel("Reply to WarRoomBot")).ToHaveValueAsync("half a sen");
        await Expect(ana.GetByLabel("Reply to WarRoomBot")).ToBeFocusedAsync();
        await ana.Keyboard.TypeAsync("tence");
        await ana.Keyboard.PressAsync("Enter");
        await Expect(Scene.Seen(ana, "half a sentence")).ToBeVisibleAsync();
        await Expect(Scene.Seen(ana, "2 replies")).ToBeVisibleAsync();
        await Screens.KeepAsync(ana, "thread");
    }

    [Fact]
    public async Task Who_takes_another_name_in_one_window_stays_themselves_in_the_other()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        var (first, second) = (await scene.EnterAsync(null), await scene.EnterAsync("bo"));
        await Expect(first.GetByText("You are guest")).ToBeVisibleAsync();

        await first.GetByText("You are guest").ClickAsync();
        await first.GetByLabel("Your name").FillAsync("not one word");
        await first.GetByRole(AriaRole.Button, new() { Name = "Be this person" }).ClickAsync();
        await Expect(first.GetByText("A name is one word")).ToBeVisibleAsync();
        await Screens.KeepAsync(first, "name");
        await first.GetByLabel("Your name").FillAsync("Dee");
        await first.GetByLabel("Your name").PressAsync("Enter");
        await Expect(first.GetByText("You are Dee")).ToBeVisibleAsync();
        await Scene.SayAsync(first, "from the one");
        await Scene.SayAsync(second, "from the other");

        await Expect(second.Locator("#messages > .message .name")).ToHaveTextAsync(["Dee", "bo"]);
        await second.ReloadAsync();
        await Expect(second.GetByText("You are bo")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_is_typed_wrong_stays_in_its_line_with_the_reason()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        var ana = await scene.EnterAsync("ana");

        await Scene.SayAsync(ana, "/warrom help");

        await Expect(ana.GetByText("There is no /warrom here")).ToBeVisibleAsync();
        await Expect(Scene.Line(ana)).ToHaveValueAsync("/warrom help");
        await Screens.KeepAsync(ana, "wrong-command");
        await Scene.SayAsync(ana, "/warroom help");
        await Expect(ana.GetByText("There is no /warrom here")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_page_that_was_cut_off_catches_up()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        var ana = await scene.EnterAsync("ana");
        await Scene.SayAsync(ana, "before");
        await Expect(Scene.Seen(ana, "before")).ToBeVisibleAsync();

        await ana.Context.SetOfflineAsync(true);
        await scene.Bot.HappenAsync(new Notice("meanwhile", Room, Card.Text("meanwhile")));
        await scene.Bot.SettleAsync();
        await ana.Context.SetOfflineAsync(false);
        await ana.EvaluateAsync("() => document.dispatchEvent(new Event('visibilitychange'))");

        await Expect(Scene.Seen(ana, "meanwhile")).ToBeVisibleAsync();
        await Expect(Scene.Seen(ana, "before")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Nothing_that_is_written_becomes_a_part_of_the_page()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        var ana = await scene.EnterAsync("ana");
        var ran = new List<string>();
        ana.Dialog += (_, dialog) =>
        {
            ran.Add(dialog.Message);
            _ = dialog.DismissAsync();
        };
        ana.Console += (_, message) => ran.Add(message.Text);

        await scene.Bot.HappenAsync(new Show("nasty", Room, SampleCards.Nasty) { Pinned = true }, new Notice("nasty too", Room, SampleCards.Nasty));
        await Scene.SayAsync(ana, "<script>alert('said')</script> <img src=x onerror=alert('said')> javascript:alert(1) https://example.com/?a=<b>");
        await Expect(Scene.Seen(ana, "<script>alert('said')</script>")).ToBeVisibleAsync();
        await Screens.KeepAsync(ana, "nasty");
        foreach (var link in await ana.Locator(".messages a").AllAsync())
            Assert.Matches("^(https?://|#p-)", await link.GetAttributeAsync("href"));
        await ana.ReloadAsync();
        await Expect(Scene.Seen(ana, "<script>alert('said')</script>")).ToBeVisibleAsync();

        Assert.Empty(ran);
        Assert.Equal(0, await ana.Locator(".messages script, .messages img:not(.avatar), .messages svg, .messages b, .messages i, .messages u, .messages td").CountAsync());
    }

    [Fact]
    public async Task Without_any_script_everything_can_still_be_done()
    {
        await using var scene = await Scene.OpenAsync(chromium, script: false);
        var ana = await scene.EnterAsync("ana");
        await Scene.SayAsync(ana, "/warroom drill card");
        await scene.Bot.SettleAsync();
        await ana.ReloadAsync();

        await ana.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await ana.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await Expect(ana.GetByText("Title is needed.")).ToBeVisibleAsync();
        await Screens.KeepAsync(ana, "no-script");
        await ana.GetByLabel("Severity").SelectOptionAsync("P0");
        await ana.GetByLabel("Title").FillAsync("renamed");
        await ana.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await Expect(ana.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await scene.Bot.SettleAsync();
        await ana.ReloadAsync();

        await Expect(Scene.Seen(ana, "began a drill (renamed)")).ToBeVisibleAsync();
        await Expect(ana.Locator("time").First).ToContainTextAsync("UTC");
    }
}
