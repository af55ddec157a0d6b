using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;
using static WarRoomBot.Tests.Scenarios.GateStage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>A gate that goes by a metric which the bot may not read here: what people answered in its place is the evidence.</summary>
public sealed class AnswerEvidenceStories
{
    [Theory, Engines]
    public async Task What_people_answered_is_the_evidence_and_is_named_as_an_answer(Engine engine)
    {
        await using var story = await BeginAsync(engine, "OK", "OK", "OK");

        await story.TypesAsync("chi", "/warroom golive");

        story.Gate().Shows("✅ Cache hit rate on average above 60 % for 3h OK", "answered by @dee 3 Mar 14:0", "not measured, 3 of 3 answered");
    }

    [Fact]
    public async Task The_worst_answer_holds_and_a_later_one_turns_it_and_asks_again()
    {
        await using var story = await BeginAsync(Engine.Sqlite, "OK", "OK", "OK");
        await story.TypesAsync("chi", "/warroom golive");
        await story.PressesAsync("bo", story.Gate(), "Proceed");
        story.Gate().Shows("1 of 2 signed");

        await story.AdvanceToAsync(3 * Hour + Minute);
        await story.PressesAsync("dee", story.Check("T+3h"), "Problem");

        story.Gate().Shows("0 of 2 signed", "🔴 Cache hit rate on average above 60 % for 3h Problem", "answered by @dee 3 Mar 15:01 UTC", "Signing Proceed against what does not hold asks for a reason");
        Assert.Contains(story.Gate().Replies, reply => reply.Text.Contains("Asked again: Cache hit rate on average above 60 % for 3h does not hold", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Too_few_answers_are_not_a_pass_and_none_is_unknown()
    {
        await using var story = await BeginAsync(Engine.Sqlite, "OK", null, "OK");
        await story.TypesAsync("chi", "/warroom golive");
        story.Gate().Shows("❔ Cache hit rate on average above 60 % for 3h OK", "2 of 3 answered, 90 % wanted");

        await using var silent = await BeginAsync(Engine.Sqlite, null, null, null);
        await silent.TypesAsync("chi", "/warroom golive");
        silent.Gate().Shows("❔ Cache hit rate on average above 60 % for 3h not measured", "nobody has answered");
    }

    /// <param name="answers">At T+0m, T+1h and T+2h; null for none.</param>
    private static async Task<RoomStory> BeginAsync(Engine engine, params IReadOnlyList<string?> answers)
    {
        var story = await RoomStory.BeginAsync(engine, new Dictionary<string, string?>
        {
            ["Plans:Directory"] = RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans"),
            ["CACHE_METRICS"] = "",
        });
        await story.TypesAsync("ana", "/warroom start answers v1");
        await story.TypesAsync("ana", "/warroom role lead @bo");
        await story.TypesAsync("ana", "/warroom role dba @dee");
        for (var hour = 0; hour < answers.Count; hour++)
        {
            await story.AdvanceToAsync(hour * Hour + Minute);
            if (answers[hour] is { } answer)
                await story.PressesAsync("dee", story.Check(WarRoomBot.Plans.Durations.Offset(hour * Hour)), answer);
        }

        await story.AdvanceToAsync(2 * Hour + 35 * Minute);
        return story;
    }
}
