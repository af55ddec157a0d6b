using System.Net;
using System.Text.RegularExpressions;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Web;

/// <summary>In the local chat a message is put into the timeline by a button of its own.</summary>
public sealed partial class LocalTimelineTests
{
    [Theory, Engines]
    public async Task A_message_is_put_into_the_timeline_and_taken_out_again(Engine engine)
    {
        await using var scene = await Scene.OpenAsync(engine, new() { ["Plans:Directory"] = RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans"), ["TARGET"] = "http://127.0.0.1:9" });
        foreach (var line in new[] { "/warroom start incidents v1", "/incident open P2 search is slow", "the index is missing" })
        {
            await scene.SayAsync("bo", line);
            await scene.Bot.SettleAsync();
        }

        var id = Button().Match(await scene.PageAsync("ana")).Groups["id"].Value;
        await MarkAsync(scene, "ana", id);
        var page = WebUtility.HtmlDecode(await scene.PageAsync("ana"));
        Assert.Contains("📌 In the timeline · 1", page, StringComparison.Ordinal);
        Assert.Contains("wrote: the index is missing", WebUtility.HtmlDecode(await scene.Visitor.ReadAsync("/rooms/1/incidents/1")), StringComparison.Ordinal);

        await MarkAsync(scene, "ana", id, "again");
        Assert.DoesNotContain("the index is missing", await scene.Visitor.ReadAsync("/rooms/1/incidents/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_bot_says_bears_no_mark()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.SayAsync("bo", "/warroom drill card");
        await scene.Bot.SettleAsync();

        Assert.DoesNotContain("Add to timeline", await scene.PageAsync("ana"), StringComparison.Ordinal);
        using var answer = await scene.Visitor.PostAsync("/chat/beta/mark", [.. Scene.As("ana", "marks"), ("message", "1")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    private static async Task MarkAsync(Scene scene, string person, string id, string what = "marks")
    {
        using var answer = await scene.Visitor.PostAsync("/chat/beta/mark", [.. Scene.As(person, what), ("message", id)]);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        await scene.Bot.SettleAsync();
    }

    [GeneratedRegex("id=\"k-(?<id>\\d+)\"")]
    private static partial Regex Button();
}
