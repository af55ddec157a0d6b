namespace WarRoomBot.Tests.Plans.Shipped;

/// <summary>The reports of the shipped plan against the summaries of the log it was made from, copied by hand.</summary>
public sealed class BetaWarRoomReportTests
{
    private static readonly Lazy<ShippedPlan> Whole = new(() => ShippedPlan.Whole("beta-war-room"));

    /// <summary>"Day 1 summary" and "48-hour summary report", table "Overall metrics".</summary>
    [Fact]
    public void Its_reports_and_their_targets_are_those_of_the_log()
    {
        Assert.Equal(["Day|24h|Day 1 summary", "Final|48h|Summary report"], Whole.Value.Reports);
        Assert.Equal(["Uptime api-health|> 99.9", "Average error-rate|< 0.1", "Peak error-rate|< 1", "Average p95|< 500", "Peak p95|< 1000"], Whole.Value.Targets);
    }

    /// <summary>"User metrics" and "Performance insights": what the bot reads, and what people tell it.</summary>
    [Fact]
    public void Every_number_of_the_summary_has_its_place() => Assert.Equal(
        ShippedPlan.Table(
            """
            Users        | Active users, Users registered, Users verified, Conversations, Messages, Payments, Users who returned twice or more
            Database     | Database connections, Slowest query in Milliseconds, Queries
            AI providers | AI providers, highest error rate, OpenAI requests, OpenAI success rate in Percent, Anthropic requests, Anthropic success rate in Percent, Google requests, Google success rate in Percent
            Caching      | Cache hit rate in Percent, Cache hits, Cache misses
            """),
        Whole.Value.Sections);

    [Fact]
    public void The_first_user_and_the_first_conversation_stand_beside_the_users() => Assert.Equal(
        ["first-login", "first-chat"], Whole.Value.Plan.Reports.Sections.Single(section => section.Title == "Users").Questions);

    /// <summary>"Day 1" and "Day 2" each have a line for the engineer on call.</summary>
    [Fact]
    public void Each_day_has_its_own_engineer_on_call() => Assert.Equal(["Day 1|T+0m|on-call", "Day 2|T+24h|on-call"], Whole.Value.Shifts);

    [Fact]
    public void It_reports_also_where_nothing_but_the_application_may_be_read() => Assert.Equal(
        ["Users", "Database", "AI providers", "Caching"], ShippedPlan.Bare("beta-war-room").Plan.Reports.Sections.Select(section => section.Title));
}
