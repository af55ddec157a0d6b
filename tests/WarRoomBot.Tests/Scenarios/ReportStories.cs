using System.Text.RegularExpressions;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>A room from its first minute to its last, and what is written of it.</summary>
public sealed partial class ReportStories
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory, Engines]
    public async Task A_room_is_reported_half_way_and_at_its_end_and_the_same_room_is_always_reported_the_same(Engine engine)
    {
        await using var story = await TellAsync(engine);

        Golden.Card("report-half-time", story.Message("First half · "));
        Golden.Card("report-lessons", story.Message("What do we learn from this?"));
        var posted = story.Message("Final report · ");
        Golden.Card("report-final", posted);
        var file = Assert.Single(posted.Files);
        Assert.Equal("reports-1-final-report.md", file.Name);
        Assert.StartsWith("# Reports v1.0.0: Final report\n", file.Text, StringComparison.Ordinal);
        var markdown = await ReadAsync(story, "/rooms/1/report.md");
        Golden.Text("report-final.md", markdown);
        Golden.Text("report-final.json", await ReadAsync(story, "/rooms/1/report.json") + "\n");
        Golden.Text("report-final.html", Style().Replace(await ReadAsync(story, "/rooms/1/report"), "<style>…</style>") + "\n");

        await story.BotStopsAsync();
        story.Clock.JumpTo(story.Clock.GetUtcNow() + TimeSpan.FromDays(40));
        await story.BotStartsAsync();
        Assert.Equal(markdown, await ReadAsync(story, "/rooms/1/report.md"));
        Assert.Contains("| Reported | 3 Mar 2026 13:00 UTC to 3 Mar 2026 14:00 UTC (T+1h to T+2h, 1h) |", await ReadAsync(story, "/rooms/1/report.md?from=1h&to=2h"), StringComparison.Ordinal);
        Assert.Empty(story.Slack.Rates.Violations);
    }

    [Theory, Engines]
    public async Task Readings_and_the_record_come_as_tables(Engine engine)
    {
        await using var story = await BeginAsync(engine);
        await story.TypesAsync("ana", "/warroom log =HYPERLINK(\"http://evil.example.com\"), said \"bo\"");
        story.Target.ErrorRate = null;
        await story.AdvanceToAsync(10 * Minute);

        var samples = (await ReadAsync(story, "/rooms/1/samples.csv")).Split("\r\n");
        var log = (await ReadAsync(story, "/rooms/1/log.csv")).Split("\r\n");

        Assert.Equal("at,metric,outcome,value,note,took_ms", samples[0]);
        Assert.Equal(12, samples.Count(line => line.Contains("Z,", StringComparison.Ordinal)));
        Assert.Contains("2026-03-03T12:05:00.000Z,active-users,value,23,,0", samples);
        Assert.Contains(samples, line => line.StartsWith("2026-03-03T12:05:00.000Z,error-rate,no-data,,", StringComparison.Ordinal));
        Assert.Equal("seq,at,what,by,text", log[0]);
        Assert.Contains(log, line => line.EndsWith(",note,ana,\"'=HYPERLINK(\"\"http://evil.example.com\"\"), said \"\"bo\"\"\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Anybody_may_ask_for_a_report_while_the_room_is_open_and_afterwards()
    {
        await using var story = await BeginAsync();
        await story.AdvanceToAsync(20 * Minute);

        await story.TypesAsync("bo", "/warroom report");
        Assert.Contains("T+0m to T+20m, 20 min", story.Message("Report so far · ").Text, StringComparison.Ordinal);
        await story.TypesAsync("bo", "/warroom report month");
        Assert.Equal("There is no report \"month\": type /warroom report day, week or final.", story.ToldTo("bo"));
        await story.TypesAsync("bo", "/warroom end rolled back");
        Assert.Contains("T+0m to T+20m, 20 min", story.Message("Final report · ").Text, StringComparison.Ordinal);
        await story.TypesAsync("bo", "/warroom report day");
        Assert.Contains("T+0m to T+20m, 20 min", story.Message("Day report · ").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_learn_comes_into_the_report_also_when_the_room_has_ended()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("ana", "/warroom end rolled back");
        var card = story.Message("What do we learn from this?");
        Assert.StartsWith("What do we learn from this?\nThe room has ended.", card.Text, StringComparison.Ordinal);

        await story.PressesAsync("ana", card, "Add a lesson");
        Golden.Form(story.Slack.Person("ana").View!);
        await story.SubmitsAsync("ana", ("It", "ToImprove"), ("What", "the *rollback* was slow | very"));
        await story.PressesAsync("bo", card, "Add an action item");
        Golden.Form(story.Slack.Person("bo").View!);
        await story.SubmitsAsync("bo", ("What is to be done", "measure the rollback"));

        Assert.Contains("☐ measure the rollback · nobody yet", card.Text, StringComparison.Ordinal);
        var report = await ReadAsync(story, "/rooms/1/report.md");
        Assert.Contains("- the \\*rollback\\* was slow \\| very (ana)", report, StringComparison.Ordinal);
        Assert.Contains("| measure the rollback | nobody yet | – | bo |", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_question_for_lessons_moves_with_the_end()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("ana", "/warroom extend 2h payments still settling");

        await story.AdvanceToAsync(TimeSpan.FromHours(4));
        Assert.DoesNotContain(story.Channel.Messages, message => message.Text.Contains("What do we learn", StringComparison.Ordinal));
        await story.AdvanceToAsync(TimeSpan.FromHours(5) + Minute);
        Assert.Contains("The room ends at", story.Message("What do we learn from this?").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/rooms/99/report", 404, "There is no room 99.")]
    [InlineData("/rooms/99/samples.csv", 404, "There is no room 99.")]
    [InlineData("/rooms/1/report?from=yesterday", 400, "from= and to= are offsets from the deployment, such as from=24h&to=48h.")]
    [InlineData("/rooms/1/report.json?from=2h&to=1h", 400, "There is nothing to report yet, or to= is not later than from=.")]
    public async Task What_cannot_be_shown_is_said_in_a_sentence(string path, int status, string sentence)
    {
        await using var story = await BeginAsync();

        var answer = await story.GetsAsync(path);

        Assert.Equal((status, sentence), ((int)answer.Status, answer.Body));
    }

    /// <summary>Errors and an outage in the first half, a bot that is away at half time, and what people learn from it.</summary>
    private static async Task<RoomStory> TellAsync(Engine engine)
    {
        var story = await BeginAsync(engine);
        await story.PressesAsync("ana", story.Check("T+0m"), "OK");
        await story.AdvanceToAsync(45 * Minute);
        await story.PressesAsync("bo", story.Check("T+30m"), "Watch");
        await story.TypesAsync("ana", "/warroom log cache flushed");
        await story.TypesAsync("ana", "/warroom feedback bug the basket forgets things");
        await story.TypesAsync("bo", "/warroom figure registered 120");

        story.Target.ErrorRate = 7.2;
        await story.AdvanceToAsync(61 * Minute);
        await story.PressesAsync("bo", story.Alert("Error rate"), "Acknowledge");
        await story.TypesAsync("bo", "/incident open P2 checkout fails for one in ten");
        story.Target.ErrorRate = 0.05;
        await story.AdvanceToAsync(80 * Minute);
        await story.TypesAsync("bo", "/incident resolve a bad deploy, rolled back");

        story.Target.Healthy = false;
        await story.AdvanceToAsync(97 * Minute);
        story.Target.Healthy = true;
        await story.AdvanceToAsync(113 * Minute);

        await story.BotStopsAsync();
        story.Clock.JumpTo(story.Began + (130 * Minute));
        await story.BotStartsAsync();
        await story.AdvanceToAsync(185 * Minute);
        await story.PressesAsync("ana", story.Message("What do we learn from this?"), "Add a lesson");
        await story.SubmitsAsync("ana", ("It", "WentWell"), ("What", "The rollback took two minutes"));
        await story.PressesAsync("bo", story.Message("What do we learn from this?"), "Add an action item");
        await story.SubmitsAsync("bo", ("What is to be done", "Run the bot twice"), ("Who does it", "devops"), ("Until when", "next sprint"));
        await story.AdvanceToAsync(TimeSpan.FromHours(4) + Minute);
        var gate = story.Message("Go-live decision");
        await story.PressesAsync("ana", gate, "Proceed");
        await story.PressesAsync("bo", gate, "Proceed");
        await story.AdvanceToAsync(TimeSpan.FromHours(5));
        return story;
    }

    private static async Task<RoomStory> BeginAsync(Engine engine = Engine.Sqlite)
    {
        var story = await RoomStory.BeginAsync(engine, new Dictionary<string, string?>
        {
            ["Plans:Directory"] = RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans"),
            ["Web:Address"] = "https://bot.example.com",
        });
        await story.TypesAsync("ana", "/warroom start reports v1.0.0");
        await story.TypesAsync("ana", "/warroom role on-call @ana");
        await story.TypesAsync("ana", "/warroom role lead @bo");
        return story;
    }

    private static async Task<string> ReadAsync(RoomStory story, string path)
    {
        var answer = await story.GetsAsync(path);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.Status);
        return answer.Body;
    }

    [GeneratedRegex("<style>.*</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}

/// <summary>What stands in the room's channel.</summary>
file static class ReportStage
{
    internal static FakeMessage Message(this RoomStory story, string title) =>
        story.Channel.Messages.LastOrDefault(message => message.Text.Split('\n')[0].Contains(title, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"there is no {title} in:\n{story.Channel.Transcript}");

    internal static FakeMessage Alert(this RoomStory story, string title) =>
        story.Channel.Messages.Single(message => message.Text.Contains(title, StringComparison.Ordinal) && message.Buttons.Contains("Acknowledge"));
}
