namespace WarRoomBot.Tests.Scenarios;

/// <summary>Who may open, lead and resolve incidents, and who does what in one. On call is ana, bo is tech lead, chi is CTO; nobody is press officer.</summary>
public sealed class IncidentRightsStories
{
    [Fact]
    public async Task The_form_says_what_each_severity_means_also_when_it_is_changed()
    {
        await using var story = await IncidentStage.BeginAsync(plan: "rights");
        await story.TypesAsync("ana", "/incident open P2 slow search");

        await story.PressesAsync("ana", story.Headline(), "Update");

        Assert.Contains("P0 Critical: system down", story.Slack.Person("ana").View!.Json.ToJsonString(), StringComparison.Ordinal);
    }

    private const string OnlyOpen = "Only On-call engineer (@ana) or Tech lead (@bo) may open incidents here; you hold CTO.";
    private const string OnlyResolve = "Only Tech lead (@bo) may resolve incidents here; you hold On-call engineer.";
    private const string OnlyLead = "Only Tech lead (@bo) or Press officer (nobody yet: /warroom role press @somebody) may lead incidents here; ";

    private static readonly TimeSpan Minute = IncidentStage.Minute;

    [Fact]
    public async Task Who_may_not_open_one_is_told_who_may_and_gets_no_form()
    {
        await using var story = await IncidentStage.BeginAsync(plan: "rights");

        await story.TypesAsync("chi", "/incident open P1 checkout is down");
        Assert.Equal(OnlyOpen, story.ToldTo("chi"));
        await story.TypesAsync("dee", "/incident open");
        Assert.Equal(OnlyOpen.Replace("CTO.", "no role.", StringComparison.Ordinal), story.ToldTo("dee"));
        Assert.Null(story.Slack.Person("dee").View);
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        var alert = story.Channel.Messages.Single(message => message.Buttons.Contains("Open incident"));
        await story.PressesAsync("chi", alert, "Open incident");
        Assert.Equal(OnlyOpen, story.ToldTo("chi"));
        Assert.Empty(story.Slack.Made);

        await story.PressesAsync("ana", alert, "Open incident");
        Assert.Single(story.Slack.Made);
    }

    [Fact]
    public async Task Who_may_not_resolve_one_is_told_who_may_however_they_try()
    {
        await using var story = await IncidentStage.BeginAsync(plan: "rights");
        await story.TypesAsync("ana", "/incident open P2 search is slow");

        foreach (var line in new[] { "/incident resolve", "/incident resolve mended", "/incident status resolved" })
        {
            await story.TypesAsync("ana", line);
            Assert.Equal(OnlyResolve, story.ToldTo("ana"));
        }

        var told = story.Slack.WhispersTo("ana").Count;
        await story.PressesAsync("ana", story.Headline(), "Resolve");
        Assert.Equal((OnlyResolve, told + 1), (story.ToldTo("ana"), story.Slack.WhispersTo("ana").Count));
        Assert.Null(story.Slack.Person("ana").View);
        await story.TypesAsync("bo", "/incident resolve mended");
        Assert.Contains("resolved", story.Headline().Text, StringComparison.Ordinal);

        await story.PressesAsync("chi", story.Headline(), "Reopen");
        Assert.Equal(OnlyOpen, story.ToldTo("chi"));
        await story.TypesAsync("chi", "/incident reopen it is back");
        Assert.Equal(OnlyOpen, story.ToldTo("chi"));
        await story.PressesAsync("ana", story.Headline(), "Reopen");
        await story.SubmitsAsync("ana", ("Why", "it is back"));
        Assert.Contains("investigating", story.Headline().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lead_goes_only_to_one_who_may_lead()
    {
        await using var story = await IncidentStage.BeginAsync(plan: "rights");
        await story.TypesAsync("ana", "/incident open P2 search is slow");

        await story.PressesAsync("ana", story.Headline(), "Take the lead");
        Assert.Equal($"{OnlyLead}you hold On-call engineer.", story.ToldTo("ana"));
        await story.TypesAsync("bo", "/incident lead @chi");
        Assert.Equal($"{OnlyLead}chi holds CTO.", story.ToldTo("bo"));
        await story.TypesAsync("ana", "/incident lead @bo");

        Assert.Contains("lead @bo", story.Headline().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_are_taken_by_button_and_given_by_command()
    {
        await using var story = await IncidentStage.BeginAsync(plan: "rights");
        await story.TypesAsync("bo", "/incident open P1 checkout is down");
        var control = story.Own().Control();
        Assert.Contains("Communications: nobody yet · Scribe: nobody yet", control.Text, StringComparison.Ordinal);

        await control.PressTogether(("Take Scribe", "ana", null), ("Take Scribe", "dee", null));
        await story.Bot.SettleAsync();
        var late = Assert.Single(new[] { "ana", "dee" }, person => story.ToldTo(person).EndsWith("has Scribe already; /incident role scribe takes it over.", StringComparison.Ordinal));
        await story.TypesInAsync(story.Own(), "bo", "/incident role communications @chi");
        await story.TypesInAsync(story.Own(), late, "/incident role scribe");

        Assert.Contains($"Communications @chi · Scribe @{late}", control.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Take Scribe", control.Buttons);
        Assert.Contains(story.Own().Messages, message => message.Text == "@bo gives Communications to chi (@chi)");
        Assert.Contains("chi", story.Own().Members);
        await story.TypesInAsync(story.Own(), "bo", "/incident role pilot");
        Assert.Equal("Incidents have no role \"pilot\" here; their roles are communications, scribe.", story.ToldTo("bo"));
        await story.TypesInAsync(story.Own(), "bo", "/incident role scribe me");
        Assert.Equal("Who? Type /incident role scribe @somebody, or /incident role scribe to take it yourself.", story.ToldTo("bo"));
    }

    [Fact]
    public async Task Nobody_leads_it_within_the_acknowledge_time_and_the_next_of_the_ladder_is_called()
    {
        await using var story = await IncidentStage.BeginAsync(plan: "rights");
        await story.TypesAsync("bo", "/incident open P1 checkout is down");
        Assert.Contains("no lead yet, wanted by 12:17 UTC", story.Headline().Text, StringComparison.Ordinal);

        await story.AdvanceAsync(16 * Minute);

        Assert.Contains(story.Own().Messages, message => message.Text == "@bo, @ana, @chi: nobody leads it after 15 min\n[Take the lead]");
        Assert.Equal(["ana", "bo", "chi"], story.Own().Members);
        await story.AdvanceAsync(60 * Minute);
        Assert.Single(story.Own().Messages, message => message.Text.Contains("nobody leads it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_clock_its_people_and_its_rhythm_follow_the_severity_up_and_down()
    {
        await using var story = await IncidentStage.BeginAsync(plan: "rights");
        await story.TypesAsync("ana", "/incident open P2 search is slow");
        Assert.Contains("wanted by 13:02 UTC", story.Headline().Text, StringComparison.Ordinal);
        Assert.Contains("Next update 13:02 UTC", story.Headline().Text, StringComparison.Ordinal);

        await story.TypesAsync("ana", "/incident severity P0");
        Assert.Contains("wanted by 12:07 UTC", story.Headline().Text, StringComparison.Ordinal);
        Assert.Contains("Next update 12:17 UTC", story.Headline().Text, StringComparison.Ordinal);
        Assert.Contains("@bo, @chi: you are needed. @ana changes it from P2 to P0", story.Headline().Replies.Select(reply => reply.Text));

        await story.TypesAsync("ana", "/incident severity P1");
        Assert.Contains("wanted by 12:17 UTC", story.Headline().Text, StringComparison.Ordinal);
        Assert.Contains("Next update 12:32 UTC", story.Headline().Text, StringComparison.Ordinal);
        await story.AdvanceAsync(6 * Minute);
        Assert.DoesNotContain(story.Headline().Replies, reply => reply.Text.Contains("nobody leads", StringComparison.Ordinal));
        await story.PressesAsync("bo", story.Headline(), "Take the lead");
        await story.AdvanceAsync(20 * Minute);
        Assert.DoesNotContain(story.Headline().Replies, reply => reply.Text.Contains("nobody leads", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_plans_usual_playbook_is_taken_where_nothing_else_names_one()
    {
        await using var story = await IncidentStage.BeginAsync(plan: "rights");

        await story.TypesAsync("bo", "/incident open P1 checkout is down");
        Assert.Contains("Playbook: Anything · 0 of 1", story.Own().Control().Text, StringComparison.Ordinal);
        await story.TypesAsync("bo", "/incident open P2");
        await story.SubmitsAsync("bo", ("Title", "search is slow"), ("Playbook", "API down"));

        Assert.Contains(story.Headline(2).Replies, reply => reply.Text.Contains("Playbook: API down", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_form_says_what_each_severity_means()
    {
        await using var story = await IncidentStage.BeginAsync(plan: "rights");

        await story.TypesAsync("bo", "/incident open");
        await story.SubmitsAsync("bo", ("Severity", "P0 Critical: system down"), ("Title", "checkout is down"));

        Assert.StartsWith("🔴 P0 · #1 checkout is down", story.Headline().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_playbook_can_be_followed()
    {
        await using var story = await IncidentStage.BeginAsync(plan: "rights");
        await story.TypesAsync("bo", "/incident open P1 checkout is down");
        await story.PressesAsync("bo", story.Own().Control(), "Done", beside: "Tell the customers");

        await story.TypesAsync("bo", "/incident playbook api-dwon");
        Assert.Equal("There is no playbook \"api-dwon\". Did you mean /incident playbook api-down?", story.ToldTo("bo"));
        await story.TypesAsync("bo", "/incident playbook api-down");

        Assert.Contains("Playbook: API down · 0 of 1", story.Own().Control().Text, StringComparison.Ordinal);
        Assert.Contains(story.Own().Messages, message => message.Text == "@bo follows the playbook API down");
        await story.TypesAsync("bo", "/incident playbook api-down");
        Assert.Equal("Incident #1 follows API down already.", story.ToldTo("bo"));
        await story.TypesAsync("bo", "/incident playbook");
        Assert.Equal("Which one? Type /incident playbook <name>; there are general and api-down.", story.ToldTo("bo"));
    }
}
