using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Web;

/// <summary>Incidents in the local chat, as on any other platform.</summary>
public sealed partial class LocalIncidentTests
{
    [Theory, Engines]
    public async Task A_severe_one_gets_a_channel_that_the_headline_leads_to(Engine engine)
    {
        await using var scene = await RoomAsync(engine);

        await scene.SayAsync("bo", "/incident open P1 checkout is down");
        await scene.Bot.SettleAsync();

        var address = OwnChannel().Match(await scene.PageAsync("bo"));
        Assert.True(address.Success, "no link to the channel");
        Assert.Equal("bo", address.Groups["as"].Value);
        Assert.Contains("P1 · #1 checkout is down · investigating", WebUtility.HtmlDecode(await scene.Visitor.ReadAsync($"/chat/{address.Groups["channel"].Value}?as=bo")), StringComparison.Ordinal);
        await InAsync(scene, address.Groups["channel"].Value, "/incident status identified a bad deploy");
        Assert.Contains("sets it to identified: a bad deploy", WebUtility.HtmlDecode(await scene.PageAsync("ana")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_small_one_lives_in_the_thread_of_its_card()
    {
        await using var scene = await RoomAsync(Engine.Sqlite);

        await scene.SayAsync("bo", "/incident open P3 typo in the footer");
        await scene.SayAsync("bo", "/incident resolve mended");
        await scene.Bot.SettleAsync();

        var page = WebUtility.HtmlDecode(await scene.PageAsync("ana"));
        Assert.Contains("P3 · #1 typo in the footer · resolved", page, StringComparison.Ordinal);
        Assert.Contains("Post-mortem draft", page, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task Its_whole_life_is_the_same_as_in_Slack(Engine engine)
    {
        await using var scene = await RoomAsync(engine);
        await scene.SayAsync("bo", "/incident open P2");
        await scene.Visitor.PostAsync("/chat/beta/submit", [
            .. Scene.As("bo", "opens"), ("form", "incident.open"), ("context", """{"severity":"P2","title":""}"""),
            ("field.severity", "P2"), ("field.title", "search is slow"), ("field.impact", "everybody waits"), ("field.where", "thread")]);
        await scene.Bot.SettleAsync();
        Assert.Contains("P2 · #1 search is slow · investigating", WebUtility.HtmlDecode(await scene.PageAsync("ana")), StringComparison.Ordinal);

        await PressAsync(scene, "ana", "incident.lead");
        await scene.SayAsync("ana", "/incident severity P1");
        await scene.SayAsync("ana", "/incident status identified a missing index");
        await scene.SayAsync("chi", "/incident note the index is being built");
        await scene.SayAsync("chi", $"/incident open P3 {new string('x', 200)}");
        await scene.SayAsync("ana", "/incident resolve the index is there now");
        await scene.Bot.SettleAsync();
        var page = WebUtility.HtmlDecode(await scene.PageAsync("chi"));
        foreach (var said in new[] { "takes the lead", "changes it from P2 to P1", "sets it to identified: a missing index", "notes: the index is being built", "resolved: the index is there now", "everybody waits", "A title has at most 150 characters" })
            Assert.Contains(said, page, StringComparison.Ordinal);

        await scene.SayAsync("chi", "/incident severity #1 P0");
        await scene.SayAsync("chi", "/incident reopen it is slow again");
        await scene.Bot.SettleAsync();
        page = WebUtility.HtmlDecode(await scene.PageAsync("chi"));
        Assert.Contains("/incident reopen <reason>", page, StringComparison.Ordinal);
        Assert.Contains("reopened: it is slow again", page, StringComparison.Ordinal);
        Assert.Contains("P1 · #1 search is slow · investigating", page, StringComparison.Ordinal);
    }

    /// <summary>Presses the first button there is for this.</summary>
    private static async Task PressAsync(Scene scene, string person, string action)
    {
        var button = Button(action).Match(await scene.PageAsync(person));
        Assert.True(button.Success, $"no button does {action}");
        using var answer = await scene.Visitor.PostAsync("/chat/beta/press", [
            .. Scene.As(person, "presses"), ("message", button.Groups["message"].Value), ("does", action), ("value", WebUtility.HtmlDecode(button.Groups["value"].Value))]);
        Assert.True(answer.IsSuccessStatusCode);
        await scene.Bot.SettleAsync();
    }

    private static Regex Button(string action) =>
        new($"name=\"message\" value=\"(?<message>\\d+)\"[^>]*>\\s*<input type=\"hidden\" name=\"does\" value=\"{Regex.Escape(action)}\"[^>]*>\\s*<input type=\"hidden\" name=\"value\" value=\"(?<value>[^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(5));

    private static async Task<Scene> RoomAsync(Engine engine)
    {
        var scene = await Scene.OpenAsync(engine, new() { ["Plans:Directory"] = RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans"), ["TARGET"] = "http://127.0.0.1:9" });
        await scene.SayAsync("ana", "/warroom start incidents v1");
        await scene.Bot.SettleAsync();
        return scene;
    }

    private static async Task InAsync(Scene scene, string channel, string line)
    {
        await scene.Visitor.PostAsync(string.Create(CultureInfo.InvariantCulture, $"/chat/{channel}/say"), [.. Scene.As("bo", "own"), ("text", line)]);
        await scene.Bot.SettleAsync();
    }

    [GeneratedRegex("/chat/(?<channel>incident-[0-9-]+)\\?as=(?<as>\\w+)")]
    private static partial Regex OwnChannel();
}
