using System.Net;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;
using static WarRoomBot.Tests.Scenarios.GateStage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>What is hard to say in a report, in each of its forms: who was of another mind, under which conditions, which votes went stale; and the weeks of a room without an end.</summary>
public sealed class ReportFormsStories
{
    private const string Standing =
        """
        name: Operations
        duration: none
        roles:
          on-call: { title: On call }
        metrics:
          error-rate:
            title: Error rate
            unit: percent
            every: 6h
            probe: { http: "${TARGET}/api/metrics/errors", select: errorRate }
        questions:
          costs: { text: "Costs as planned?", owner: on-call }
        routines:
          - { name: Weekly review, days: monday, at: "10:00", ask: [costs] }
        reports:
          - { kind: week, every: 7d, title: The week }
        report:
          targets:
            - { peak: error-rate, below: 1 }
        """;

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Theory, Engines]
    public async Task Dissent_conditions_and_votes_that_went_stale_stand_in_every_form_of_the_final_report(Engine engine)
    {
        await using var story = await GateStage.BeginAsync(engine);
        await story.AdvanceToAsync(7 * Hour);
        await story.TypesAsync("ana", "/warroom golive");
        await story.PressesAsync("fay", story.Gate(), "Yes");
        await story.PressesAsync("bo", story.Gate(), "Proceed");
        await story.PressesAsync("fay", story.Gate(), "No");
        await story.PressesAsync("bo", story.Gate(), "Proceed");
        await story.SubmitsAsync("bo", ("Why", "one loud customer"));
        await story.PressesAsync("eli", story.Gate(), "Extended beta");
        await story.SubmitsAsync("eli", ("Why", "two restarts"), ("Conditions", "fix the leak\nalert on restarts"));
        await story.PressesAsync("chi", story.Gate(), "Extended beta");
        await story.SubmitsAsync("chi", ("Why", "as eli says"));
        await story.PressesAsync("bo", story.Channel.Messages.Last(message => message.Buttons.Contains("Done")), "Done", beside: "alert on restarts");
        await story.TypesAsync("ana", "/warroom end enough");

        var (markdown, page, json) = (await ReadAsync(story, "report.md"), await ReadAsync(story, "report"), await ReadAsync(story, "report.json"));

        Rehearsals.Rehearsal.StandsInOrder(
            """
            ### Go-live decision: Extended beta
            What followed: room extended by 4h, then this is decided again.
            | User feedback mostly positive | 🔴 failed | no @fay
            Proceed | bo | 3 Mar 19:00 UTC | does not count any more: User feedback mostly positive does not hold |
            Proceed, in dissent | bo | 3 Mar 19:00 UTC | one loud customer |
            | DevOps engineer | ✅ Extended beta | eli | 3 Mar 19:00 UTC | two restarts, if: fix the leak, if: alert on restarts |
            | CTO | ✅ Extended beta | chi | 3 Mar 19:00 UTC | as eli says |
            - Condition: fix the leak (eli), open
            - Condition: alert on restarts (eli), met by bo
            ## Next steps
            1. Meet the condition: fix the leak (eli)
            The room's record is intact
            """,
            markdown.Split('\n'));
        Assert.All(
            ["Go-live decision: Extended beta", "Proceed, in dissent", "does not count any more: User feedback mostly positive does not hold", "Condition: fix the leak (eli), open", "met by bo", "The room's record is intact"],
            words => Assert.Contains(words, page, StringComparison.Ordinal));
        Assert.All(
            ["\"dissents\": true", "\"stale\": \"User feedback mostly positive does not hold\"", "\"reason\": \"one loud customer\"", "\"text\": \"fix the leak\"", "\"doneBy\": \"bo\"", "\"isIntact\": true", "\"kind\": \"Final\""],
            words => Assert.Contains(words, json, StringComparison.Ordinal));
    }

    [Theory, Engines]
    public async Task Each_week_of_a_standing_room_is_reported_by_itself(Engine engine)
    {
        await using var story = await RoomStory.BeginAsync(engine);
        story.Plans.Write("operations", Standing);
        await story.TypesAsync("ana", "/warroom start operations pace=100");
        await story.TypesAsync("ana", "/warroom role on-call @bo");
        await story.AdvanceToAsync(Week / 200);
        story.Target.ErrorRate = 3;
        await story.AdvanceToAsync(Week / 150);
        story.Target.ErrorRate = 0.04;
        await story.TypesAsync("bo", "/incident open P2 search is slow");
        await story.AdvanceToAsync(Week / 100 + Minute);
        await story.AdvanceToAsync(2 * Week / 100 + Minute);

        var reports = story.Channel.Messages.Where(message => message.Text.Split('\n')[0].Contains("The week · Operations", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, reports.Count);
        Assert.Contains("(T+0m to T+168h, 168h)", reports[0].Text, StringComparison.Ordinal);
        Assert.Contains("Peak error rate 3 %", reports[0].Text, StringComparison.Ordinal);
        Assert.Contains("1 incident: 1 P2", reports[0].Text, StringComparison.Ordinal);
        Assert.Contains("(T+168h to T+336h, 168h)", reports[1].Text, StringComparison.Ordinal);
        Assert.Contains("Peak error rate 0.04 %", reports[1].Text, StringComparison.Ordinal);
        Assert.Contains("No incidents", reports[1].Text, StringComparison.Ordinal);
        Assert.Equal(["operations-1-the-week.md", "operations-1-the-week.md"], reports.Select(report => Assert.Single(report.Files).Name));
        Assert.Contains("search is slow", reports[1].Files[0].Text, StringComparison.Ordinal);
        await story.TypesAsync("ana", "/warroom report");
        Assert.Contains("Week report · Operations", story.Channel.Messages[^1].Text, StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(RoomStory story, string form) => WebUtility.HtmlDecode((await story.GetsAsync($"/rooms/1/{form}")).Body);
}
