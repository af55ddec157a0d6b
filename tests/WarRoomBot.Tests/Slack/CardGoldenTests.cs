using System.Reflection;
using WarRoomBot.Cards;
using WarRoomBot.TestKit;
using WarRoomBot.Tests.Scenarios;

namespace WarRoomBot.Tests.Slack;

/// <summary>Every card as people read it and as Slack is sent it, each approved by eye: here, or in the story that it belongs to.</summary>
public sealed class CardGoldenTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>What makes a card, and the approved files that show it.</summary>
    private static readonly Dictionary<string, string[]> Approved = new()
    {
        ["AlertCard.Of"] = ["alert-unanswered", "alert-taken", "alert-raised", "alert-storm"],
        ["AlertEffects.Steps"] = ["alert-playbook"],
        ["BoardCard.Of"] = ["board-usual", "board-ended"],
        ["CheckCard.Of"] = ["check-waiting", "check-answered"],
        ["CheckReminders.Reminder"] = ["check-reminder"],
        ["ControlCard.Of"] = ["incident-control"],
        ["ControlCard.Reminder"] = ["incident-reminder"],
        ["DiagnosisCard.Of"] = ["doctor-ready", "doctor-troubles"],
        ["EndWarRoom.Question"] = ["room-end-question"],
        ["FeedbackCard.Of"] = ["feedback-list", "figure-list"],
        ["GateCard.Conditions"] = ["gate-conditions"],
        ["GateCard.Decided"] = ["gate-decided"],
        ["GateCard.Of"] = ["gate-open"],
        ["GateCard.Open"] = ["gate-open"],
        ["GateCard.Reminder"] = ["gate-reminder"],
        ["HandoverCard.Of"] = ["handover-waiting", "handover-to-group"],
        ["HandoverCard.Settled"] = ["handover-accepted"],
        ["HelpCard.Of"] = ["help"],
        ["HomeCard.Answer"] = ["direct-answer"],
        ["HomeCard.Of"] = ["home-empty", "home-usual"],
        ["IncidentCard.Of"] = ["incident-headline"],
        ["LessonsCard.Of"] = ["report-lessons"],
        ["ListIncidents.Card"] = ["incident-list"],
        ["ListPlans.Card"] = ["plans", "plans-none"],
        ["ListRoles.Card"] = ["roles"],
        ["Openings.Alike"] = ["incident-alike"],
        ["Openings.Belongs"] = ["incident-belongs"],
        ["PostmortemFile.Comment"] = ["incident-draft"],
        ["ReportCard.Of"] = ["report-half-time", "report-final"],
        ["ShiftCard.Of"] = ["shifts"],
        ["ShowMetric.Card"] = ["metric"],
        ["ShowTimeline.Card"] = ["incident-timeline"],
        ["Spot.Said"] = ["incident-called"],
        ["StatusCard.Measuring"] = ["status-measuring"],
        ["StatusCard.Of"] = ["status"],
        ["StormList.Card"] = ["alert-storm-list"],
        ["TellUnread.Card"] = ["metrics-asked"],
    };

    [Fact]
    public void Every_card_there_is_was_looked_at()
    {
        var makers = typeof(Card).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("WarRoomBot.Features", StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(method => method.ReturnType == typeof(Card) && !method.IsSpecialName && !method.Name.Contains('<', StringComparison.Ordinal))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")
            .Distinct();

        Assert.Equal(makers.Order(StringComparer.Ordinal), Approved.Keys.Order(StringComparer.Ordinal));
        Assert.All(Approved.Values.SelectMany(names => names).SelectMany(name => new[] { $"{name}.txt", $"slack-{name}.json" }), file =>
            Assert.True(File.Exists(RepositoryFolder.Of($"tests/WarRoomBot.Tests/Golden/{file}")), $"show the card in a story and approve it with Golden.Card: {file} is missing"));
    }

    [Fact]
    public async Task Cards_of_what_there_is()
    {
        await using var story = await RoomStory.BeginAsync();
        story.Plans.Write("friday", "name: Friday\nduration: two days\nphases: []\n");

        await story.TypesAsync("ana", "/warroom help");
        Golden.Card("help", story.Slack.WhispersTo("ana")[^1]);
        await story.TypesAsync("ana", "/warroom plans");
        Golden.Card("plans", story.Slack.WhispersTo("ana")[^1]);
        foreach (var plan in Directory.GetFiles(story.Plans.Path))
            File.Delete(plan);
        await story.TypesAsync("ana", "/warroom plans");
        Golden.Card("plans-none", story.Slack.WhispersTo("ana")[^1]);
    }

    [Fact]
    public async Task Cards_of_rooms()
    {
        await using var story = await RoomStory.BeginAsync();
        story.Plans.MeasureEvery("15m");
        await story.TypesAsync("ana", "/warroom start beta-war-room v1.0.0-beta");
        await story.TypesAsync("ana", "/warroom role on-call @ana");
        await story.TypesAsync("ana", "/warroom role lead @bo");
        Golden.Card("metrics-asked", story.Channel.Showing("are asked of people here"));
        await story.TypesAsync("bo", "/warroom roles");
        Golden.Card("roles", story.Slack.WhispersTo("bo")[^1]);
        await story.AdvanceToAsync(16 * Minute);

        story.Target.ErrorRate = 2.4;
        var held = new TaskCompletionSource();
        story.Target.Gate = held.Task;
        await story.SendAsync("ana", "/warroom status");
        await story.Slack.Until(() => story.Channel.Last.Text.Contains("measuring now", StringComparison.Ordinal));
        var status = story.Channel.Last;
        Golden.Card("status-measuring", status);
        held.SetResult();
        await story.Bot.SettleAsync();
        Golden.Card("status", status);
        Golden.Card("board-usual", story.Board);
        await story.TypesAsync("bo", "/warroom mute error-rate 30m the cause is known");
        await story.TypesAsync("bo", "/warroom check error-rate");
        Golden.Card("metric", story.Slack.WhispersTo("bo")[^1]);
        await story.TypesAsync("bo", "/warroom end rolled back to v0.9");
        Golden.Card("board-ended", story.Board);
    }

    [Fact]
    public async Task Cards_of_checks()
    {
        await using var story = await RoomStory.BeginAsync();
        await story.TypesAsync("ana", "/warroom start beta-war-room v1.0.0-beta");
        await story.TypesAsync("ana", "/warroom role qa @chi");
        await story.AdvanceToAsync(5 * Minute);
        var check = story.Check("T+5m");
        Golden.Card("check-waiting", check);
        await story.AdvanceAsync(10 * Minute);
        Golden.Card("check-reminder", check.Replies.Single(reply => reply.Text.Contains("still wait", StringComparison.Ordinal)));

        while (check.Buttons.Contains("OK"))
            await story.PressesAsync("chi", check, "OK");
        Golden.Card("check-answered", check);
    }

    [Fact]
    public async Task Cards_of_incidents()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("bo", "/incident open P1 checkout is down");
        await story.TypesAsync("chi", "/incident open P2 the checkout is slow");
        Golden.Card("incident-alike", story.Slack.WhispersTo("chi")[^1]);
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        await story.PressesAsync("bo", story.Channel.Messages.Single(message => message.Buttons.Contains("Open incident")), "Open incident");
        Golden.Card("incident-belongs", story.Slack.WhispersTo("bo")[^1]);
        await story.TypesAsync("chi", "/warroom end all is well");
        Golden.Card("room-end-question", story.Slack.WhispersTo("chi")[^1]);

        await story.PressesAsync("bo", story.Headline(), "Take the lead");
        await story.AdvanceAsync(35 * Minute);
        Golden.Card("incident-reminder", story.Own().Showing("An update is due"));
        await story.Slack.Deactivate("bo");
        await story.Bot.SettleAsync();
        Golden.Card("incident-called", story.Own().Messages[^1]);
        await story.TypesAsync("ana", "/incident open P3 typo in the footer");
        await story.TypesAsync("ana", "/incident resolve #2 mended");
        Golden.Card("incident-draft", story.Headline(2).Replies.Single(reply => reply.Text.StartsWith("Post-mortem draft", StringComparison.Ordinal)));
        await story.TypesAsync("chi", "/incident list");
        Golden.Card("incident-list", story.Slack.WhispersTo("chi")[^1]);
        await story.TypesAsync("chi", "/incident timeline #1");
        Golden.Card("incident-timeline", story.Slack.WhispersTo("chi")[^1]);
    }

    [Fact]
    public async Task Cards_of_gates()
    {
        await using var story = await GateStage.BeginAsync();
        await story.AdvanceToAsync(TimeSpan.FromHours(4));
        await story.AdvanceAsync(11 * Minute);
        Golden.Card("gate-reminder", story.DayOne().Replies.Single(reply => reply.Text.Contains(" waits for ", StringComparison.Ordinal)));

        await story.PressesAsync("fay", story.DayOne(), "Yes");
        await story.PressesAsync("eli", story.DayOne(), "With a condition");
        await story.SubmitsAsync("eli", ("Why", "two restarts last night"), ("Conditions", "alert on restarts\nfix the leak"));
        var conditions = story.Channel.Showing("2 conditions open");
        await story.PressesAsync("bo", conditions, "Done", beside: "alert on restarts");
        Golden.Card("gate-conditions", conditions);
    }
}
