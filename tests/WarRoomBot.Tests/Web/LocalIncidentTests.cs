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
