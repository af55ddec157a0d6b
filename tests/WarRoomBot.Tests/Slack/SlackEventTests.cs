using System.Text.Json;
using System.Text.Json.Nodes;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Slack;
using WarRoomBot.TestKit.Slack;

namespace WarRoomBot.Tests.Slack;

/// <summary>From what people do in Slack to the product's own words.</summary>
public sealed class SlackEventTests
{
    private static readonly Form IncidentForm = new(
        "incident.open",
        "Open an incident",
        "Open",
        "7",
        [
            new TextField("title", "Title") { Initial = "Checkout" },
            new ChoiceField("severity", "Severity", [new("P0", "P0 Critical"), new("P1", "P1 High")]) { Initial = "P1" },
            new TextField("note", "Note") { Optional = true, Multiline = true, Hint = "What you see" },
        ]);

    [Fact]
    public async Task A_command_comes_in_as_it_was_typed()
    {
        await using var bot = await SlackBot.StartAsync();

        var answer = await bot.Workspace.SlashCommand("beta-war-room", "ana", "/warroom role cto @bo & see https://example.com in #ops <3");

        Assert.True(answer.IsOk);
        Assert.Equal("", answer.Body);
        var typed = Assert.IsType<Typed>(Assert.Single(bot.Door.Brought));
        Assert.Equal("warroom", typed.Command);
        Assert.Equal("role cto @bo & see https://example.com in #ops <3", typed.Text);
        Assert.Equal([bot.Workspace.Person("bo").Id], typed.Mentions.Select(person => person.Id));
        Assert.Equal((bot.Workspace.Person("ana").Id, "ana"), (typed.Person.Id, typed.Person.Name));
        Assert.Equal(bot.In("beta-war-room"), typed.Conversation);
        Assert.Equal("beta-war-room", typed.ConversationName);
        Assert.StartsWith("http://127.0.0.1:", typed.Reply, StringComparison.Ordinal);
        Assert.StartsWith($"slack/{FakeSlack.TeamId}/cmd/", typed.Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_channel_has_no_name_to_tell()
    {
        await using var bot = await SlackBot.StartAsync();
        bot.Workspace.Channel("secret").IsPrivate = true;

        await bot.Workspace.SlashCommand("secret", "ana", "/warroom");

        var typed = Assert.IsType<Typed>(Assert.Single(bot.Door.Brought));
        Assert.Null(typed.ConversationName);
        Assert.Equal("", typed.Text);
    }

    [Fact]
    public async Task A_request_delivered_twice_has_the_same_key()
    {
        await using var bot = await SlackBot.StartAsync();
        var message = await PostedAsync(bot);

        await bot.Workspace.SlashCommand("beta", "ana", "/warroom status");
        await bot.Workspace.Redeliver();
        await message.Press("OK", by: "ana");
        await bot.Workspace.Redeliver();
        await message.Press("OK", by: "ana");

        Assert.Equal(5, bot.Door.Brought.Count);
        Assert.Equal(3, bot.Door.Accepted.Count);
    }

    [Fact]
    public async Task A_press_comes_in_with_the_buttons_own_action_and_value()
    {
        await using var bot = await SlackBot.StartAsync();
        var message = await PostedAsync(bot);

        Assert.True((await message.Press("Problem", by: "bo", beside: "Second")).IsOk);

        var pressed = Assert.IsType<Pressed>(Assert.Single(bot.Door.Brought));
        Assert.Equal(("check.answer", "2/problem"), (pressed.Action, pressed.Value));
        Assert.Equal(bot.In("beta"), pressed.Conversation);
        Assert.Equal("bo", pressed.Person.Name);
        Assert.NotNull(pressed.Reply);
        Assert.NotNull(pressed.Trigger);
    }

    [Fact]
    public async Task A_button_without_a_value_comes_in_with_an_empty_one()
    {
        await using var bot = await SlackBot.StartAsync();
        var message = await PostedAsync(bot);

        await message.Press("Refresh", by: "bo");

        Assert.Equal("", Assert.IsType<Pressed>(Assert.Single(bot.Door.Brought)).Value);
    }

    [Fact]
    public async Task A_button_that_opens_a_page_is_answered_and_nothing_more()
    {
        await using var bot = await SlackBot.StartAsync();
        var message = await PostedAsync(bot);

        Assert.True((await message.Press("Board ↗", by: "bo")).IsOk);

        Assert.Empty(bot.Door.Brought);
    }

    [Fact]
    public async Task A_press_on_something_only_one_person_sees_knows_its_channel()
    {
        await using var bot = await SlackBot.StartAsync();
        await bot.Workspace.SlashCommand("beta", "ana", "/warroom status");
        await bot.PostAsync(new(bot.In("beta"), CheckCard(), "op1") { To = new("", ""), ReplyTo = bot.Door.Brought[0].Reply });

        await Assert.Single(bot.Workspace.WhispersTo("ana")).Press("Refresh", by: "ana");

        Assert.Equal(bot.In("beta"), Assert.IsType<Pressed>(bot.Door.Brought[^1]).Conversation);
    }

    [Fact]
    public async Task A_form_opens_is_filled_in_and_comes_in_where_it_was_asked_for()
    {
        await using var bot = await SlackBot.StartAsync();
        var ana = bot.Workspace.Person("ana");

        Assert.True(await OpenAsync(bot));
        Assert.Equal("Open an incident\nTitle: Checkout\nSeverity: P1 High\nNote: ____", ana.View!.Text);
        var answer = await ana.View!.Submit(new Dictionary<string, string> { ["Title"] = "Checkout is down", ["severity"] = "P0 Critical" });

        Assert.True(answer.IsOk);
        Assert.Equal("", answer.Body);
        Assert.Null(ana.View);
        var submitted = Assert.IsType<Submitted>(bot.Door.Brought[^1]);
        Assert.Equal(("incident.open", "7"), (submitted.Form, submitted.Context));
        Assert.Equal(bot.In("beta"), submitted.Conversation);
        Assert.Equal(new() { ["title"] = "Checkout is down", ["severity"] = "P0" }, new Dictionary<string, string>(submitted.Values));

        await bot.Workspace.Redeliver();
        Assert.Equal(2, bot.Door.Accepted.Count);
    }

    [Fact]
    public async Task What_is_wrong_with_a_form_stands_at_its_fields()
    {
        await using var bot = await SlackBot.StartAsync();
        await OpenAsync(bot);
        bot.Door.Wrong = new Dictionary<string, string> { ["title"] = "There is one open already.", ["elsewhere"] = "The room has ended." };
        var view = bot.Workspace.Person("ana").View!;

        await view.Submit(new Dictionary<string, string>());

        Assert.Equal("There is one open already. The room has ended.", Assert.Single(view.Errors).Value);
        Assert.Equal("title", Assert.Single(view.Errors).Key);
        Assert.Same(view, bot.Workspace.Person("ana").View);
        Assert.Single(bot.Door.Brought);
    }

    [Fact]
    public async Task A_trigger_is_good_once_and_for_three_seconds()
    {
        await using var bot = await SlackBot.StartAsync();
        await bot.Workspace.SlashCommand("beta", "ana", "/incident open");
        var asked = bot.Door.Brought[0];

        Assert.True(await bot.Platform.OpenFormAsync(asked, IncidentForm, TestContext.Current.CancellationToken));
        // What was delivered twice asks twice: the form is open already, and nothing opens a second time.
        var open = bot.Workspace.Person("ana").View;
        Assert.True(await bot.Platform.OpenFormAsync(asked, IncidentForm, TestContext.Current.CancellationToken));
        Assert.Same(open, bot.Workspace.Person("ana").View);
        await bot.Workspace.SlashCommand("beta", "ana", "/incident open");
        bot.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(await bot.Platform.OpenFormAsync(bot.Door.Brought[1], IncidentForm, TestContext.Current.CancellationToken));
        Assert.False(await bot.Platform.OpenFormAsync(asked with { Trigger = "made-up" }, IncidentForm, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_form_whose_context_cannot_travel_is_not_opened()
    {
        await using var bot = await SlackBot.StartAsync();
        await bot.Workspace.SlashCommand("beta", "ana", "/incident open");

        Assert.False(await bot.Platform.OpenFormAsync(
            bot.Door.Brought[0], IncidentForm with { Context = new('x', 3000) }, TestContext.Current.CancellationToken));
        Assert.True(await bot.Platform.OpenFormAsync(
            bot.Door.Brought[0], IncidentForm with { Context = new('x', 2900) }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_press_in_a_form_happens_where_the_form_was_asked_for()
    {
        var payload = JsonSerializer.Deserialize(
            """
            {"type":"block_actions","team":null,"user":{"id":"U1","name":"ana"},
             "view":{"id":"V1","app_installed_team_id":"T1","private_metadata":"slack/T1/C1\nseven"},
             "actions":[{"action_id":"x.choose#1","action_ts":"1.1","selected_option":{"value":"b"}}]}
            """,
            PayloadJson.Default.InteractionPayload)!;

        var pressed = Assert.Single(InteractionRequest.Presses(payload)!);

        Assert.Equal(new("slack", "T1", "C1"), pressed.Conversation);
        Assert.Equal(("x.choose", "b"), (pressed.Action, pressed.Value));
        Assert.Equal("slack/T1/press/1.1/U1/V1/x.choose#1", pressed.Key);
    }

    [Fact]
    public void A_form_sent_in_from_another_organisation_belongs_to_the_workspace_that_has_the_bot()
    {
        var payload = JsonSerializer.Deserialize(
            """
            {"type":"view_submission","team":{"id":"T2"},"user":{"id":"U2","name":"bo","team_id":"T2"},
             "view":{"id":"V1","callback_id":"note","team_id":"T2","app_installed_team_id":"T1","private_metadata":"slack/T1/C1\nseven","state":{"values":{}}}}
            """,
            PayloadJson.Default.InteractionPayload)!;

        Assert.Equal("T1", payload.TeamId);
        Assert.Equal("slack/T1/form/V1/note", InteractionRequest.Submission(payload)!.Key);
    }

    [Fact]
    public async Task Several_presses_in_one_request_come_in_one_by_one()
    {
        await using var bot = await SlackBot.StartAsync();

        await bot.Workspace.Bot.SendPayload(new()
        {
            ["type"] = "block_actions",
            ["team"] = new JsonObject { ["id"] = "T1" },
            ["user"] = new JsonObject { ["id"] = "U1" },
            ["channel"] = new JsonObject { ["id"] = "C1" },
            ["actions"] = new JsonArray(
                new JsonObject { ["action_id"] = "a#0", ["action_ts"] = "1.1" },
                new JsonObject { ["action_id"] = "b#1", ["action_ts"] = "1.1" }),
        });

        Assert.Equal(["a", "b"], bot.Door.Brought.Cast<Pressed>().Select(pressed => pressed.Action));
        Assert.Equal(2, bot.Door.Accepted.Count);
    }

    private static async Task<bool> OpenAsync(SlackBot bot)
    {
        await bot.Workspace.SlashCommand("beta", "ana", "/incident open");
        return await bot.Platform.OpenFormAsync(bot.Door.Brought[^1], IncidentForm, TestContext.Current.CancellationToken);
    }

    private static async Task<FakeMessage> PostedAsync(SlackBot bot)
    {
        Assert.IsType<Delivered.Done>(await bot.PostAsync(new(bot.In("beta"), CheckCard(), "op1")));
        return bot.Workspace.Channel("beta").Last;
    }

    private static Card CheckCard() => new(
        Mark.Waiting,
        "T+10m",
        [
            new Prompt("First?", [new("OK", "check.answer", "1/ok"), new("Problem", "check.answer", "1/problem")]),
            new Prompt("Second?", [new("OK", "check.answer", "2/ok"), new("Problem", "check.answer", "2/problem")]),
            new Buttons([new("Refresh", "room.refresh", ""), new("Board ↗", "", "") { Address = "https://example.com/rooms/7" }]),
        ]);
}
