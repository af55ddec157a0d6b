using System.Net;
using System.Text.RegularExpressions;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Web;

/// <summary>An incident's own page, to which its card and its channel lead.</summary>
public sealed partial class IncidentPageTests
{
    [Theory, Engines]
    public async Task The_card_leads_to_a_page_with_people_times_and_what_happened(Engine engine)
    {
        await using var scene = await OpenedAsync(engine);
        await scene.SayAsync("ana", "/incident note <b>index</b> is being built");
        await scene.Bot.SettleAsync();

        var address = Address().Match(await scene.PageAsync("bo"));
        Assert.True(address.Success, "no link to the page");
        Assert.StartsWith(scene.Bot.Address.ToString(), address.Value, StringComparison.Ordinal);
        var page = await scene.Visitor.ReadAsync(new Uri(address.Value).PathAndQuery);

        Assert.Contains("#1 search is slow</h1>", page, StringComparison.Ordinal);
        Assert.Contains("investigating", page, StringComparison.Ordinal);
        Assert.Contains("notes: &lt;b&gt;index&lt;/b&gt; is being built", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Post-mortem", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_it_is_resolved_the_post_mortem_stands_there_with_its_gaps_and_can_be_saved()
    {
        await using var scene = await OpenedAsync(Engine.Sqlite);
        await scene.SayAsync("bo", "/incident resolve the index was missing");
        await scene.Bot.SettleAsync();

        var page = WebUtility.HtmlDecode(await scene.Visitor.ReadAsync("/rooms/1/incidents/1"));

        Assert.Contains("the index was missing", page, StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(page, "class=\"text gap\">To be filled in."));
        Assert.Contains("<td>to be named</td><td>to be set</td>", page, StringComparison.Ordinal);
        Assert.StartsWith("# Post-mortem #1: search is slow\n", await scene.Visitor.ReadAsync("/rooms/1/incidents/1/post-mortem.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/rooms/1/incidents/7")]
    [InlineData("/rooms/2/incidents/1")]
    [InlineData("/rooms/1/incidents/1/post-mortem.md")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        await using var scene = await OpenedAsync(Engine.Sqlite);

        using var answer = await scene.Visitor.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<Scene> OpenedAsync(Engine engine)
    {
        var scene = await Scene.OpenAsync(engine, new() { ["Plans:Directory"] = RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans"), ["TARGET"] = "http://127.0.0.1:9" });
        await scene.SayAsync("ana", "/warroom start incidents v1");
        await scene.Bot.SettleAsync();
        await scene.SayAsync("bo", "/incident open P2 search is slow");
        await scene.Bot.SettleAsync();
        return scene;
    }

    [GeneratedRegex("(?<=href=\")http://127.0.0.1:[0-9]+/rooms/1/incidents/1(?=\")")]
    private static partial Regex Address();
}
