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
        var shown = story.DayOne().Text.Split("record ")[1].Split(' ')[1];

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
