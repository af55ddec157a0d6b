using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Gateways;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>What a playbook leads people through, and what it lets the bot do. Ana is on call, bo is tech lead, chi is CTO.</summary>
public sealed class PlaybookStories
{
    private const string Workflow = "Start the rollback workflow";

    private static readonly TimeSpan Minute = IncidentStage.Minute;

    [Theory, Engines]
    public async Task The_review_leads_by_questions_to_a_recommendation_that_the_lead_confirms(Engine engine)
    {
        await using var stage = await Stage.BeginAsync(engine);
        var (story, control) = (stage.Story, stage.Control);
        await story.PressesAsync("bo", story.Headline(), "Take the lead");
        Assert.Contains("Rollback review 12:17 UTC, if it is not resolved by then", control.Text, StringComparison.Ordinal);

        await story.AdvanceAsync(16 * Minute);
        Assert.Contains(stage.Said, text => text == "@bo: not resolved after 15 min: rollback review; please decide on the card");
        await story.PressesAsync("ana", control, "No", beside: "operational?");
        await story.PressesAsync("ana", control, "No", beside: "at risk?");
        Golden.Card("incident-decision-question", control);
        await story.PressesAsync("chi", control, "No", beside: "30 minutes?");
        Golden.Card("incident-decision-recommended", control);
        await story.PressesAsync("ana", control, "Do it");
        Assert.Equal("@bo leads incident #1 and decides that; /incident lead takes the lead over.", story.ToldTo("ana"));
        await story.PressesAsync("bo", control, "Do it");

        Assert.Contains("@bo decides: ROLLBACK", stage.Said);
        Assert.DoesNotContain("Recommendation", control.Text, StringComparison.Ordinal);
        Assert.Contains("Decide now", control.Buttons);
    }

    [Fact]
    public async Task It_can_be_decided_before_the_review_and_otherwise_than_recommended_with_a_reason()
    {
        await using var stage = await Stage.BeginAsync();
        var (story, control) = (stage.Story, stage.Control);

        await story.PressesAsync("ana", control, "Decide now");
        await story.PressesAsync("ana", control, "Yes", beside: "operational?");
        await story.PressesAsync("ana", control, "Take back");
        await story.PressesAsync("ana", control, "No", beside: "operational?");
        await story.PressesAsync("ana", control, "Yes", beside: "at risk?");
        Assert.Contains("Recommendation: ROLLBACK IMMEDIATELY, because data is at risk.", control.Text, StringComparison.Ordinal);
        await story.PressesAsync("ana", control, "Not now");
        Assert.Equal("Only Tech lead (@bo) or CTO (@chi) may lead incidents here; you hold On-call engineer.", story.ToldTo("ana"));
        await story.PressesAsync("chi", control, "Not now");
        Golden.Form(story.Slack.Person("chi").View!);
        await story.SubmitsAsync("chi", ("Why not", "the data is in the backup"));

        Assert.Contains("@chi decides against ROLLBACK IMMEDIATELY: the data is in the backup", stage.Said);
        Assert.Contains("lead @chi", story.Headline().Text, StringComparison.Ordinal);
        await story.AdvanceAsync(20 * Minute);
        Assert.DoesNotContain(stage.Said, text => text.Contains("rollback review", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_who_answer_at_once_one_is_told_to_look_again()
    {
        await using var stage = await Stage.BeginAsync();
        var (story, control) = (stage.Story, stage.Control);
        await story.PressesAsync("ana", control, "Decide now");

        await control.PressTogether(("No", "ana", "operational?"), ("Yes", "bo", "operational?"));
        await story.Slack.Redeliver();
        await story.Bot.SettleAsync();

        Assert.Single(new[] { "ana", "bo" }, person => story.ToldTo(person) == "Somebody has answered meanwhile; please look at the card as it is now.");
        Assert.Single(stage.Said, text => text.StartsWith('@') && text.Contains("Is the service operational?", StringComparison.Ordinal));
    }

    [Theory, Engines]
    public async Task A_step_that_the_bot_does_needs_the_role_and_a_second_person(Engine engine)
    {
        await using var stage = await Stage.BeginAsync(engine);
        var (story, control) = (stage.Story, stage.Control);

        await story.PressesAsync("ana", control, "Start", beside: Workflow);
        Assert.Equal("Only Tech lead (@bo) or CTO (@chi) may start that in incidents here; you hold On-call engineer.", story.ToldTo("ana"));
        await story.PressesAsync("bo", control, "Start", beside: Workflow);
        Golden.Card("incident-step-wanted", control);
        await story.PressesAsync("bo", control, "Agree and start", beside: Workflow);
        Assert.Equal("You asked for it at 12:02 UTC; somebody else has to agree: Tech lead (@bo) or CTO (@chi).", story.ToldTo("bo"));
        Assert.Empty(stage.Gateways.Workflows);
        await story.PressesAsync("chi", control, "Agree and start", beside: Workflow);
        await story.Slack.Redeliver();
        await story.Bot.SettleAsync();

        var (id, body) = Assert.Single(stage.Gateways.Workflows);
        Assert.Matches(@"^warroom/\d+/\d+/1/1/\d+$", id);
        Assert.Equal("{\"ref\":\"main\"}", body);
        Assert.Contains("☑ Start the rollback workflow · done by @bo 12:02 UTC, agreed by @chi: HTTP 201", control.Text, StringComparison.Ordinal);
        Assert.Contains("Start the rollback workflow: HTTP 201\nrun 77 queued at /workflow/••• for •••", stage.Said);
    }

    [Fact]
    public async Task What_was_asked_for_can_be_taken_back()
    {
        await using var stage = await Stage.BeginAsync();
        await stage.Story.PressesAsync("bo", stage.Control, "Start", beside: Workflow);

        await stage.Story.PressesAsync("chi", stage.Control, "Take back", beside: Workflow);

        Assert.Contains("@chi takes back: Start the rollback workflow", stage.Said);
        Assert.Empty(stage.Gateways.Workflows);
    }

    [Fact]
    public async Task Turned_away_for_now_it_is_tried_again_with_the_same_key_and_what_is_known_of_the_incident()
    {
        await using var stage = await Stage.BeginAsync();
        stage.Gateways.Fail(Stage.Path, new GatewayFault(503, RetryAfter: 30), new GatewayFault(429));

        await stage.Story.PressesAsync("ana", stage.Control, "Start", beside: "Switch the feature off");
        await stage.Story.AdvanceAsync(Minute);

        var (_, body) = Assert.Single(stage.Gateways.Workflows);
        Assert.Contains("\"step\":\"Switch the feature off\",\"incident\":1,\"title\":\"checkout is down\",\"severity\":\"P1\"", body, StringComparison.Ordinal);
        Assert.Contains("☑ Switch the feature off · done by @ana", stage.Control.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, 1, "failed 12:02 UTC: HTTP 500")]
    [InlineData(302, 1, "failed 12:02 UTC: HTTP 302")]
    [InlineData(503, 30, "HTTP 503, and so for ")]
    [InlineData(null, 1, "it may have begun, so look before you start it again")]
    public async Task What_fails_is_told_within_minutes_and_can_be_started_again(int? status, int times, string told)
    {
        await using var stage = await Stage.BeginAsync();
        stage.Gateways.Fail(Stage.Path, [.. Enumerable.Repeat(new GatewayFault(status), times)]);

        await stage.Story.PressesAsync("ana", stage.Control, "Start", beside: "Switch the feature off");
        await stage.Story.AdvanceAsync(10 * Minute);

        Assert.Contains(told, stage.Control.Text, StringComparison.Ordinal);
        stage.Gateways.Mend(Stage.Path);
        await stage.Story.PressesAsync("ana", stage.Control, "Start again", beside: "Switch the feature off");
        Assert.Contains("☑ Switch the feature off · done by @ana", stage.Control.Text, StringComparison.Ordinal);
        Assert.Equal(stage.Gateways.Workflows.Count, stage.Gateways.Workflows.Select(workflow => workflow.Id).Distinct().Count());
    }

    [Fact]
    public async Task An_address_that_is_not_public_is_refused_where_that_is_not_allowed()
    {
        await using var stage = await Stage.BeginAsync(settings: new() { ["Probes:AllowPrivateNetworks"] = "false" });

        await stage.Story.PressesAsync("ana", stage.Control, "Start", beside: "Switch the feature off");

        Assert.Contains("its address is not a public one, and Probes:AllowPrivateNetworks is off", stage.Control.Text, StringComparison.Ordinal);
        Assert.Empty(stage.Gateways.Workflows);
    }

    [Fact]
    public async Task In_a_rehearsal_nothing_is_called()
    {
        await using var stage = await Stage.BeginAsync(version: "v1.0.0 pace=2");

        await stage.Story.PressesAsync("ana", stage.Control, "Start", beside: "Switch the feature off");

        Assert.Contains("a rehearsal, so nothing was called", stage.Control.Text, StringComparison.Ordinal);
        Assert.Empty(stage.Gateways.Workflows);
    }

    [Fact]
    public async Task An_alert_is_made_part_of_an_incident_that_is_open()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("bo", "/incident open P1 checkout is down");
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        var alert = story.Channel.Messages.Single(message => message.Buttons.Contains("Open incident"));

        await story.PressesAsync("ana", alert, "Open incident");
        var offer = story.Slack.WhispersTo("ana")[^1];
        Assert.Equal(
            "Is alert #1 API health down part of an incident that is open already?\n🔴 P1 incident #1 checkout is down · investigating · no lead yet\n[Part of #1]\n[Open another one]",
            offer.Text);
        await story.PressesAsync("ana", offer, "Part of #1");
        Assert.Contains("alert #1", story.Headline().Text, StringComparison.Ordinal);
        Assert.Contains("Incident #1 is about it", alert.Text, StringComparison.Ordinal);
        Assert.Contains("acknowledged by @ana", alert.Text, StringComparison.Ordinal);

        foreach (var (line, told) in new[]
        {
            ("/incident attach 1", "Alert #1 belongs to incident #1 already."),
            ("/incident attach #1 #1", "Alert #1 belongs to incident #1 already."),
            ("/incident attach #7", "There is no alert #7 in this war room."),
            ("/incident attach it", "Which alert? Type /incident attach 7 with the number on its card."),
        })
        {
            await story.TypesAsync("bo", line);
            Assert.Equal(told, story.ToldTo("bo"));
        }

        Assert.Single(story.Slack.Made);
    }

    [Fact]
    public async Task An_alert_that_is_no_part_of_it_gets_an_incident_of_its_own()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("bo", "/incident open P1 checkout is down");
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        await story.PressesAsync("ana", story.Channel.Messages.Single(message => message.Buttons.Contains("Open incident")), "Open incident");

        await story.PressesAsync("ana", story.Slack.WhispersTo("ana")[^1], "Open another one");

        Assert.Contains("P0 · #2 API health down", story.Headline(2).Text, StringComparison.Ordinal);
    }

    /// <summary>An incident that runs the playbook, and what the playbook calls.</summary>
    private sealed class Stage(RoomStory story, FakeGateways gateways) : IAsyncDisposable
    {
        public RoomStory Story => story;

        public FakeGateways Gateways => gateways;

        public static string Path => $"/workflow/{FakeGateways.WorkflowKey}";

        public FakeMessage Control => story.Slack.Made.Single().Control();

        public IEnumerable<string> Said => story.Slack.Made.Single().Messages.Select(message => message.Text);

        public static async Task<Stage> BeginAsync(Engine engine = Engine.Sqlite, Dictionary<string, string?>? settings = null, string version = "v1.0.0")
        {
            var gateways = await FakeGateways.StartAsync();
            var all = new Dictionary<string, string?>(gateways.Settings);
            foreach (var (key, value) in settings ?? [])
                all[key] = value;
            var story = await IncidentStage.BeginAsync(engine, "playbooks", all, version);
            await story.TypesAsync("bo", "/incident open P1 checkout is down");
            return new(story, gateways);
        }

        public async ValueTask DisposeAsync()
        {
            await story.DisposeAsync();
            await gateways.DisposeAsync();
        }
    }
}
