using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Data;
using WarRoomBot.Host;
using WarRoomBot.Host.Cli;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;
using static WarRoomBot.Tests.Scenarios.GateStage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>A decision that somebody would rather not have taken.</summary>
public sealed class RecordStories
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Engines]
    public async Task The_record_of_a_decision_verifies_until_somebody_alters_a_vote_in_the_database(Engine engine)
    {
        await using var story = await DecidedAsync(engine);
        var shown = story.DayOne().Text.Split("Record intact: row ")[1].Split(' ')[1];

        Assert.StartsWith("0 Room 1: the record is as it was written, ", await VerifyAsync(story, 1, null), StringComparison.Ordinal);
        Assert.StartsWith("0 ", await VerifyAsync(story, 1, shown), StringComparison.Ordinal);
        Assert.Equal("1 Room 1: the record is NOT the one whose hash is 00000000…0000: no row has it.", await VerifyAsync(story, 1, "00000000…0000"));
        Assert.Equal("1 There is no room 9 in this storage.", await VerifyAsync(story, 9, null));

        await ExecuteAsync(story, "update log set text = replace(text, 'signs Rollback', 'signs Proceed') where what = 'gate-signed'");

        Assert.Contains("is not as it was written, or does not follow the one before it", await VerifyAsync(story, 1, null), StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task A_decision_that_is_cut_off_with_all_that_came_after_it_is_missed(Engine engine)
    {
        await using var story = await DecidedAsync(engine);

        await ExecuteAsync(story, "delete from log where seq >= (select min(seq) from log where what = 'gate-decided')");

        Assert.Matches(@"^1 Room 1: the record is NOT as it was written: row \d+ is missing: the decision on day-one, gate 1, knows \d+\.$", await VerifyAsync(story, 1, null));
    }

    [Fact]
    public async Task The_executable_says_so_with_its_exit_code()
    {
        await using var story = await DecidedAsync(Engine.Sqlite);

        Assert.Matches(@"^0 Room 1: the record is as it was written, \d+ rows; the last is [0-9a-f]{8}…[0-9a-f]{4}\.$", await RunAsync(story, "verify", "1"));
        Assert.Equal("1 There is no room 9 in this storage.", await RunAsync(story, "verify", "9"));

        await ExecuteAsync(story, "update log set text = replace(text, 'signs Rollback', 'signs Proceed') where what = 'gate-signed'");

        Assert.Matches(
            @"^1 Room 1: the record is NOT as it was written: row \d+ is not as it was written, or does not follow the one before it\.$", await RunAsync(story, "verify", "1"));
        Assert.StartsWith("2 ", await RunAsync(story, "verify"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_on_a_record_that_was_altered_before_says_so_on_its_card_and_its_page_and_in_the_report()
    {
        await using var story = await GateStage.BeginAsync();
        await ExecuteAsync(story, "update log set text = 'CTO: mel' where what = 'role-assigned' and text = 'CTO: chi'");
        await story.AdvanceToAsync(Hour);
        await story.TypesAsync("ana", "/warroom gate day-one");
        await story.PressesAsync("eli", story.DayOne(), "Rollback");
        await story.SubmitsAsync("eli", ("Why", "it loses data"));

        story.DayOne().Shows("🔴 Record NOT intact, row 3 is not as it was written");
        Assert.Contains("The room&#x27;s record was altered: row 3 is not as it was written", (await story.GetsAsync("/rooms/1/gates/1")).Body, StringComparison.Ordinal);
        Assert.Contains("The room&#x27;s record was altered at row 3", (await story.GetsAsync("/rooms/1/report")).Body, StringComparison.Ordinal);
        Assert.Contains("The room's record was altered at row 3", (await story.GetsAsync("/rooms/1/report.md")).Body, StringComparison.Ordinal);
        Assert.Contains("\"brokenAt\": 3", (await story.GetsAsync("/rooms/1/report.json")).Body, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(RoomStory story, params string[] arguments)
    {
        var (code, output) = await HostProcess.RunAsync(story.Database.Configuration, arguments);
        return $"{code} {output.TrimEnd()}";
    }

    private static async Task<RoomStory> DecidedAsync(Engine engine)
    {
        var story = await GateStage.BeginAsync(engine);
        await story.AdvanceToAsync(Hour);
        await story.TypesAsync("ana", "/warroom gate day-one");
        await story.PressesAsync("eli", story.DayOne(), "Rollback");
        await story.SubmitsAsync("eli", ("Why", "it loses data"));
        story.DayOne().Shows("ROLLBACK");
        return story;
    }

    private static async Task<string> VerifyAsync(RoomStory story, long room, string? record)
    {
        await using var app = WarRoomHost.Build([.. story.Database.Configuration.Select(setting => $"--{setting.Key}={setting.Value}")]);
        await using var output = new StringWriter();
        var code = await new RecordVerification(app.Services.GetRequiredService<IDatabase>()).RunAsync(room, record, output, Token);
        return $"{code} {output.ToString().TrimEnd()}";
    }

    private static Task ExecuteAsync(RoomStory story, string sql) => story.Bot.Services.GetRequiredService<IDatabase>()
        .WriteAsync((session, token) => session.ExecuteAsync(sql, null, token), Token);
}
