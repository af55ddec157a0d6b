using System.Net;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;
using static WarRoomBot.Tests.Scenarios.GateStage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>What was decided has a page of its own, to which its card leads, and the room's page leads to all that belongs to it.</summary>
public sealed class DecisionPageStories
{
    [Theory, Engines]
    public async Task The_card_leads_to_the_page_with_evidence_votes_dissent_conditions_and_record(Engine engine)
    {
        await using var story = await DecidedAsync(engine);
        Assert.Contains("https://bot.example.com/rooms/1/gates/2", story.Gate().Blocks!.ToJsonString(), StringComparison.Ordinal);

        var page = await ReadAsync(story, "/rooms/1/gates/2");

        Assert.All(
            [
                "Go-live decision: Extended beta", "all have signed", "room extended by 4h", "Proceed, Extended beta, Rollback",
                "Error rate below 1 % for 4h", "User feedback mostly positive", "No open incidents or alerts",
                "Proceed, in dissent", "two &lt;restarts&gt; last night; on condition that fix the leak", "Proceed, changed later",
                "asked for by", "The room's record is intact: all",
            ],
            words => Assert.Contains(words.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal), page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_it_is_open_the_page_says_until_when_and_who_is_missing()
    {
        await using var story = await BeginAsync(Engine.Sqlite);
        await story.TypesAsync("ana", "/warroom golive");

        var page = await ReadAsync(story, "/rooms/1/gates/2");

        Assert.All(["Open until", "has not signed", "CTO: ", "@chi"], words => Assert.Contains(words, page, StringComparison.Ordinal));
    }

    [Theory, Engines]
    public async Task The_page_of_a_room_leads_to_its_decisions_incidents_alerts_and_report(Engine engine)
    {
        await using var story = await DecidedAsync(engine);
        await story.TypesAsync("bo", "/incident open P2 search is <slow>");

        var page = (await story.GetsAsync("/rooms/1")).Body;

        Assert.All(
            [
                "<a href=\"/rooms/1/gates/2\">Go-live decision</a>", "Extended beta", "<a href=\"/rooms/1/incidents/1\">#1 search is &lt;slow&gt;</a>",
                "<a href=\"/rooms/1/alerts\">Alerts</a>", "<a href=\"/rooms/1/report\">Report</a>", "@chi", "#beta-war-room",
            ],
            words => Assert.Contains(words, page, StringComparison.Ordinal));
        foreach (var path in new[] { "/rooms/1/gates/2", "/rooms/1/incidents/1", "/rooms/1/alerts" })
            Assert.Contains("<a href=\"/rooms/1\">Gates v1.0.0</a>", (await story.GetsAsync(path)).Body, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/rooms/1\">", (await story.GetsAsync("/")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/rooms/1/gates/7", "Room 1 has no gate 7.")]
    [InlineData("/rooms/9/gates/1", "Room 9 has no gate 1.")]
    [InlineData("/rooms/9", "There is no room 9.")]
    public async Task What_is_not_there_is_said(string path, string sentence)
    {
        await using var story = await BeginAsync(Engine.Sqlite);

        var answer = await story.GetsAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Contains(sentence, answer.Body, StringComparison.Ordinal);
    }

    private static async Task<RoomStory> DecidedAsync(Engine engine)
    {
        var story = await BeginAsync(engine);
        await story.TypesAsync("ana", "/warroom golive");
        await story.PressesAsync("fay", story.Gate(), "Yes");
        await story.PressesAsync("bo", story.Gate(), "Proceed");
        await story.PressesAsync("eli", story.Gate(), "Proceed");
        await story.PressesAsync("eli", story.Gate(), "Extended beta");
        await story.SubmitsAsync("eli", ("Why", "two <restarts> last night"), ("Conditions", "fix the leak"));
        await story.PressesAsync("chi", story.Gate(), "Proceed");
        return story;
    }

    private static async Task<RoomStory> BeginAsync(Engine engine)
    {
        var story = await GateStage.BeginAsync(engine, new Dictionary<string, string?> { ["Web:Address"] = "https://bot.example.com" });
        await story.AdvanceToAsync(7 * Hour);
        return story;
    }

    private static async Task<string> ReadAsync(RoomStory story, string path) => WebUtility.HtmlDecode((await story.GetsAsync(path)).Body);
}
