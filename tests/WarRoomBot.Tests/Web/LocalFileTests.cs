using System.Net;
using System.Text.RegularExpressions;
using WarRoomBot.TestKit.Chat;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Web;

/// <summary>A file in the local chat is a link under its message.</summary>
public sealed partial class LocalFileTests
{
    [Theory, Engines]
    public async Task A_file_can_be_saved_and_is_never_shown_as_a_page(Engine engine)
    {
        await using var scene = await Scene.OpenAsync(engine);

        await scene.SayAsync("ana", "/warroom drill file");
        await scene.Bot.SettleAsync();

        var page = await scene.PageAsync("bo");
        var link = Assert.Single(FileAddress().Matches(page));
        using var answer = await scene.Visitor.GetAsync(link.Groups["address"].Value);
        Assert.Equal(Drill.File.Text, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("drill.md", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Only_its_own_channel_has_it()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.SayAsync("ana", "/warroom drill file");
        await scene.Bot.SettleAsync();
        var address = FileAddress().Match(await scene.PageAsync("bo")).Groups["address"].Value;

        using var other = await scene.Visitor.GetAsync(address.Replace("/beta/", "/other/", StringComparison.Ordinal));
        using var none = await scene.Visitor.GetAsync("/chat/beta/files/4711");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (other.StatusCode, none.StatusCode));
    }

    [GeneratedRegex("href=\"(?<address>/chat/beta/files/\\d+)\" download=\"drill.md\"")]
    private static partial Regex FileAddress();
}
