using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;
using WarRoomBot.Tests.Slack;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>A bot that workspaces install themselves, and two workspaces whose channels and people have the same names and ids.</summary>
internal sealed class InstallStage : IAsyncDisposable
{
    internal const string OtherTeam = "T0OTHER";

    private InstallStage(RoomStory story, FakeSlack other, NotedLogs logs, List<string> pages) => (Story, Other, Logs, Pages) = (story, other, logs, pages);

    public RoomStory Story { get; }

    public Bot Bot => Story.Bot;

    public FakeSlack First => Story.Slack;

    public FakeSlack Other { get; }

    public FakeInstalls Installs => First.Installs;

    public NotedLogs Logs { get; }

    /// <summary>What browsers were shown.</summary>
    public List<string> Pages { get; }

    public static async Task<InstallStage> BeginAsync(Engine engine = Engine.Sqlite, params (string Key, string? Value)[] settings)
    {
        var logs = new NotedLogs();
        var all = new Dictionary<string, string?>(FakeInstalls.Settings) { ["Logging:LogLevel:Default"] = "Trace" };
        foreach (var (key, value) in settings)
            all[key] = value;
        var story = await RoomStory.BeginAsync(engine, all, services => services.AddLogging(logging => logging.ClearProviders().AddProvider(logs)), starts: false);
        var stage = new InstallStage(story, story.Slack.Beside(OtherTeam, "Umbrella"), logs, []);
        await story.BotStartsAsync();
        return stage;
    }

    public FakeBrowser Browser(Bot? bot = null) => new((bot ?? Bot).Address);

    /// <summary>Somebody installs the app in a workspace, all in one browser.</summary>
    /// <returns>The page they read in the end.</returns>
    public async Task<string> InstallsAsync(FakeSlack workspace, Bot? bot = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var browser = Browser(bot);
        var (_, _, asked) = await browser.Get("/slack/install");
        return await ReturnsAsync(browser, Installs.Allow(asked!, workspace), expected);
    }

    /// <summary>Slack leads a browser back to the bot.</summary>
    public async Task<string> ReturnsAsync(FakeBrowser browser, Uri address, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var (status, body, _) = await browser.Follow(address);
        Pages.Add(body);
        Assert.Equal(expected, status);
        return body;
    }

    /// <summary>Somebody types in the room's channel of a workspace, and everything that follows from it happens.</summary>
    public async Task TypesAsync(FakeSlack workspace, string line)
    {
        Assert.True((await workspace.SlashCommand(RoomStory.ChannelName, "ana", line)).IsOk);
        await Bot.SettleAsync();
    }

    /// <summary>Time passes at once: what was to happen meanwhile has not.</summary>
    public void Jumps(TimeSpan by) => Story.Clock.JumpTo(Story.Clock.GetUtcNow() + by);

    public async Task<string> ReadyAsync()
    {
        var answer = await Story.GetsAsync("/health/ready");
        Assert.True(answer.IsOk);
        Pages.Add(answer.Body);
        return answer.Body;
    }

    public Task<IReadOnlyList<T>> RowsAsync<T>(string sql) =>
        Bot.Store.ReadAsync((session, token) => session.ListAsync<T>(sql, null, token), TestContext.Current.CancellationToken);

    public Task<int> ChangesAsync(string sql) =>
        Bot.Store.WriteAsync((session, token) => session.ExecuteAsync(sql, null, token), TestContext.Current.CancellationToken);

    /// <summary>Nobody reads a secret: not in the log, not on a page, not in the database's files.</summary>
    public async Task NothingIsToldAsync()
    {
        var stored = new List<string>();
        if (Story.Database.Folder is { } folder)
        {
            foreach (var file in Directory.EnumerateFiles(folder))
                stored.Add(System.Text.Encoding.Latin1.GetString(await ReadAsync(file)));
        }
        else
        {
            stored.AddRange(await RowsAsync<string>("select cast(slack_installations as text) from slack_installations"));
            stored.AddRange(await RowsAsync<string>("select cast(slack_used_links as text) from slack_used_links"));
        }

        Assert.NotEmpty(Logs.Lines);
        foreach (var secret in Installs.Secrets)
        {
            Assert.DoesNotContain(Logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(Pages, page => page.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(stored, text => text.Contains(secret, StringComparison.Ordinal));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await NothingIsToldAsync();
        await Story.DisposeAsync();
    }

    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }
}
