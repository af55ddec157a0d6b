namespace WarRoomBot.Tests.Plans;

/// <summary>Standing rooms and what comes round in them, as a plan writes them.</summary>
public sealed class RoutineFormatTests
{
    private const string Good =
        """
        name: Beta
        duration: none
        questions: { all-well: { text: "All well?" } }
        routines:
          - { name: Daily, days: business-days, at: "09:00", ask: [all-well] }
          - { name: Reviews, days: [monday, first-friday], at: "14:30", ask: [all-well] }
        """;

    [Fact]
    public void A_standing_room_has_no_end_and_needs_no_phases()
    {
        var plan = Bench.Read(Good).Plan!;

        Assert.Null(plan.Duration);
        Assert.Empty(plan.Phases);
        Assert.Equal(
            ["Daily 09:00 Business { }", "Reviews 14:30 Weekly { Day = Monday }, FirstOfMonth { Day = Friday }"],
            plan.Routines.Select(routine => $"{routine.Name} {routine.At:HH:mm} {string.Join(", ", routine.Days)}"));
        Assert.All(plan.Routines, routine => Assert.Equal(["all-well"], routine.Ask));
    }

    [Fact]
    public void A_standing_room_may_begin_with_phases() => Assert.Empty(
        Bench.Read(Good + "\nphases:\n  - { name: First day, from: 0m, to: 24h, every: 1h, ask: [all-well] }").Mistakes);

    [Fact]
    public void A_room_with_an_end_may_have_routines_too() => Assert.Single(
        Bench.With("phases:", "routines: [{ name: Daily, days: every-day, at: \"8:00\", metrics: [errors], ask: [smoke] }]\nphases:").Plan!.Routines);

    [Theory]
    [InlineData("duration: none", "duration: never", "2:11: 'never' is not a duration from 1m to 31d; write 48h, for instance, or none for a standing room, without an end")]
    [InlineData("duration: none", "duration: 48h", "1:1: 'phases' is missing; add it: the stretches of the room, each with its rhythm of checks; or write duration: none")]
    [InlineData("days: business-days", "days: busines-days", "5:26: 'busines-days' is not one of the words for this; did you mean 'business-days'?")]
    [InlineData("days: business-days", "days: []", "5:26: no day stands here; write business-days or monday, for instance")]
    [InlineData("at: \"09:00\"", "at: nine", "5:45: 'nine' is not a time of day; write it in quotes, as in \"09:00\"")]
    [InlineData("at: \"09:00\", ", "", "5:5: 'at' is missing; add it: the time of day in the plan's time zone, as in \"09:00\"")]
    [InlineData(", ask: [all-well] }\n  - { name: Reviews", " }\n  - { name: Reviews", "5:5: this routine shows nothing and asks nothing; add metrics: or ask:")]
    [InlineData("ask: [all-well] }\n  - { name: Reviews", "ask: [all-wel] }\n  - { name: Reviews", "5:60: there is no question 'all-wel'; did you mean 'all-well'?")]
    [InlineData("ask: [all-well] }\n  - { name: Reviews", "metrics: [all-well] }\n  - { name: Reviews", "5:64: 'all-well' is a question, not a metric; put it under ask:")]
    [InlineData("name: Reviews", "name: Daily", "6:13: 'Daily' is the name of two routines; give each a name of its own")]
    public void A_mistake_is_told_with_its_place_and_what_would_be_right(string part, string changed, string mistake)
    {
        var text = Good.ReplaceLineEndings("\n");
        Assert.Contains(part, text, StringComparison.Ordinal);

        Assert.Equal([$"beta.yaml:{mistake}"], Bench.Read(text.Replace(part, changed, StringComparison.Ordinal)).Mistakes.Select(one => one.ToString()));
    }
}
