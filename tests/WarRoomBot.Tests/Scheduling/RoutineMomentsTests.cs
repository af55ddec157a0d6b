using WarRoomBot.Host.Scheduling;
using WarRoomBot.Plans;
using WarRoomBot.Scheduling;
using WarRoomBot.Tests.Plans;

namespace WarRoomBot.Tests.Scheduling;

/// <summary>When routines come round, found by Quartz on the calendar of a zone.</summary>
public sealed class RoutineMomentsTests
{
    [Theory]
    // Nine o'clock stays nine o'clock when the clocks change: 29 March and 25 October 2026 in Berlin.
    [InlineData("every-day", "09:00", "Europe/Berlin", "2026-03-28T07:59Z", "2026-03-28T08:00Z 2026-03-29T07:00Z 2026-03-30T07:00Z")]
    [InlineData("every-day", "09:00", "Europe/Berlin", "2026-10-24T06:59Z", "2026-10-24T07:00Z 2026-10-25T08:00Z 2026-10-26T08:00Z")]
    // A time that the clocks skip comes right after the change, one they show twice comes once.
    [InlineData("every-day", "02:30", "Europe/Berlin", "2026-03-28T00:00Z", "2026-03-28T01:30Z 2026-03-29T01:00Z 2026-03-30T00:30Z")]
    [InlineData("every-day", "02:30", "Europe/Berlin", "2026-10-24T00:00Z", "2026-10-24T00:30Z 2026-10-25T00:30Z 2026-10-26T01:30Z")]
    // A zone far from UTC has another day of the week.
    [InlineData("monday", "09:00", "Asia/Tokyo", "2026-03-01T00:00Z", "2026-03-02T00:00Z 2026-03-09T00:00Z 2026-03-16T00:00Z")]
    [InlineData("monday", "08:00", "Pacific/Auckland", "2026-03-01T00:00Z", "2026-03-01T19:00Z 2026-03-08T19:00Z 2026-03-15T19:00Z")]
    // 2026-04-03 and 2026-04-06 are days off here: business days pass over them, a named day does not.
    [InlineData("business-days", "09:00", "UTC", "2026-04-01T09:00Z", "2026-04-02T09:00Z 2026-04-07T09:00Z 2026-04-08T09:00Z")]
    [InlineData("monday", "09:00", "UTC", "2026-04-01T09:00Z", "2026-04-06T09:00Z 2026-04-13T09:00Z 2026-04-20T09:00Z")]
    [InlineData("first-monday", "09:00", "UTC", "2026-04-01T09:00Z", "2026-04-06T09:00Z 2026-05-04T09:00Z 2026-06-01T09:00Z")]
    [InlineData("[monday, thursday]", "09:00", "UTC", "2026-04-01T09:00Z", "2026-04-02T09:00Z 2026-04-06T09:00Z 2026-04-09T09:00Z")]
    public void It_comes_round_when_the_clocks_of_the_zone_show_its_time(string days, string at, string zone, string after, string expected)
    {
        var plan = Plan(days, at, zone);
        var moments = new List<DateTimeOffset>();
        var from = DateTimeOffset.Parse(after, System.Globalization.CultureInfo.InvariantCulture);
        while (moments.Count < 3)
            moments.Add(from = RoutineMoments.NextAfter(plan.Routines[0], plan, new QuartzCalendar(), from)!.Value);

        Assert.Equal(expected, string.Join(' ', moments.Select(moment => $"{moment:yyyy-MM-ddTHH:mm}Z")));
        Assert.All(moments, moment => Assert.Equal(TimeSpan.Zero, moment.Offset));
    }

    [Theory]
    [InlineData("business-days", "0 5 9 ? * 2,3,4,5,6")]
    [InlineData("every-day", "0 5 9 ? * *")]
    [InlineData("sunday", "0 5 9 ? * 1")]
    [InlineData("first-saturday", "0 5 9 ? * 7#1")]
    public void Its_days_are_an_expression_that_Quartz_reads(string days, string cron)
    {
        var plan = Plan(days, "09:05", "UTC");

        Assert.Equal(cron, RoutineMoments.Cron(plan.Routines[0].At, plan.Routines[0].Days[0], plan));
    }

    private static Plan Plan(string days, string at, string zone) => Bench.Read(
        $$"""
        name: Beta
        duration: none
        time-zone: {{zone}}
        business-hours: { holidays: [2026-04-03, 2026-04-06] }
        questions: { all-well: { text: "All well?" } }
        routines:
          - { name: Routine, days: {{days}}, at: "{{at}}", ask: [all-well] }
        """).Plan!;
}
