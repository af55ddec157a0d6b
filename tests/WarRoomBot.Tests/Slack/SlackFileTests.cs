using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Chat;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Slack;

/// <summary>A file is brought to Slack and shown with its message, once, whatever goes wrong on the way.</summary>
public sealed class SlackFileTests
{
    [Theory, Engines]
    public async Task A_file_stands_in_the_thread_of_its_card_with_what_is_said_about_it(Engine engine)
    {
        await using var story = await BeginAsync(engine);

        await story.TypesAsync("ana", "/warroom drill file");

        var reply = Assert.Single(story.Channel.Last.Replies);
        Assert.Equal("The report, for @ana\n📎 Drill report (drill.md)", reply.Text);
        Assert.Equal(Drill.File.Text, Assert.Single(reply.Files).Text);
        Assert.Empty(story.Slack.Rates.Violations);
        Assert.DoesNotContain(story.Slack.Calls, call => call.Arguments.ToJsonString().Contains("bot.example.com", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("files.getUploadURLExternal")]
    [InlineData("upload_url")]
    [InlineData("files.completeUploadExternal")]
    public async Task Whichever_answer_is_lost_the_file_is_seen_once(string method)
    {
        foreach (var fault in new Action<FakeFaults>[] { faults => faults.Drop(method), faults => faults.DropAfterSuccess(method), faults => faults.HangAfterSuccess(method), faults => faults.Html(method) })
        {
            await using var story = await BeginAsync();
            fault(story.Slack.Faults);

            await story.TypesAsync("ana", "/warroom drill file");

            Assert.Single(Assert.Single(story.Channel.Last.Replies).Files);
        }
    }

    [Fact]
    public async Task Slack_throttles_and_the_file_comes_when_it_says()
    {
        await using var story = await BeginAsync();
        story.Slack.Faults.Throttle("files.getUploadURLExternal", TimeSpan.FromSeconds(20));
        story.Slack.Faults.Throttle("files.completeUploadExternal", TimeSpan.FromSeconds(30));

        await story.TypesAsync("ana", "/warroom drill file");

        Assert.Single(Assert.Single(story.Channel.Last.Replies).Files);
        Assert.InRange((story.Clock.GetUtcNow() - story.Began).TotalSeconds, 50, 60);
        Assert.Empty(story.Slack.Rates.Violations);
    }

    [Fact]
    public async Task An_upload_that_Slack_forgot_is_brought_once_more()
    {
        await using var story = await BeginAsync();
        story.Slack.Faults.Refuse("files.completeUploadExternal", "file_not_found");

        await story.TypesAsync("ana", "/warroom drill file");

        Assert.Single(Assert.Single(story.Channel.Last.Replies).Files);
        Assert.Equal(2, story.Slack.Calls.Count(call => call.Method == "upload_url"));
    }

    [Theory]
    [InlineData("file_uploads_disabled")]
    [InlineData("storage_limit_reached")]
    [InlineData("missing_scope")]
    public async Task Where_no_files_are_taken_the_text_itself_is_shown(string error)
    {
        await using var story = await BeginAsync();
        if (error == "missing_scope")
            story.Slack.Scopes.Remove("files:write");
        else
            story.Slack.Faults.Refuse("files.getUploadURLExternal", error);

        await story.TypesAsync("ana", "/warroom drill file");

        var reply = Assert.Single(story.Channel.Last.Replies);
        Assert.Empty(reply.Files);
        Assert.Equal("The report, for @ana\n# Drill\n\nAll *went* <well> & fast: 1 < 2.\n(Also as a page.)", reply.Text.Replace("https://bot.example.com/drill", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Blocks_that_Slack_cannot_draw_leave_the_words()
    {
        await using var story = await BeginAsync();
        story.Slack.Faults.Refuse("files.completeUploadExternal", "invalid_blocks");

        await story.TypesAsync("ana", "/warroom drill file");

        var reply = Assert.Single(story.Channel.Last.Replies);
        Assert.StartsWith("The report, for @ana", reply.Text, StringComparison.Ordinal);
        Assert.Single(reply.Files);
    }

    [Fact]
    public async Task The_card_it_belongs_to_was_deleted_so_the_file_goes_into_the_channel()
    {
        await using var story = await BeginAsync();
        story.Slack.Faults.Refuse("files.completeUploadExternal", "thread_not_found");

        await story.TypesAsync("ana", "/warroom drill file");

        Assert.Single(story.Channel.Last.Files);
    }

    private static Task<RoomStory> BeginAsync(Engine engine = Engine.Sqlite) => RoomStory.BeginAsync(engine, change: Drill.Add);
}
