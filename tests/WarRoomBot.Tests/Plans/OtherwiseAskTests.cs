using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Plans;

/// <summary>A metric whose probe needs a name that is not set stands as its question.</summary>
public sealed class OtherwiseAskTests
{
    private const string Probe = "probe: { http: \"https://app.example.com/errors\", select: rate }";

    private static readonly string Optional = Bench.Good.ReplaceLineEndings("\n")
        .Replace(Probe, "probe: { http: \"${ERRORS}/errors\", select: rate }\n    otherwise-ask: smoke", StringComparison.Ordinal);

    [Fact]
    public void Where_the_name_is_set_the_metric_is_read()
    {
        var plan = Bench.Read(Optional, ("ERRORS", "https://app.example.com")).Plan!;

        Assert.Equal("https://app.example.com/errors", ((FakeSpec)plan.Metric("errors")!.Probe).Address);
        Assert.Empty(plan.Unread);
        Assert.Equal([("api", "smoke"), ("errors api", ""), ("errors api", ""), ("errors api", "")], Checks(plan));
    }

    [Fact]
    public void Where_it_is_not_set_its_question_is_asked_in_its_place()
    {
        var plan = Bench.Read(Optional).Plan!;

        Assert.Equal(["api"], plan.Metrics.Select(metric => metric.Name));
        Assert.Equal("errors", Assert.Single(plan.Unread).Name);
        Assert.Equal("nowhere: ERRORS is not set", plan.Metric("errors")!.Probe.Origin);
        Assert.Equal([("api", "smoke"), ("api", "smoke"), ("api", "smoke"), ("api", "smoke")], Checks(plan));
    }

    [Theory]
    [InlineData("select: rate", "selcet: rate", "'selcet' is not known here")]
    [InlineData("otherwise-ask: smoke", "otherwise-ask: smok", "there is no question 'smok'")]
    [InlineData("title: Error rate", "title: \"${TITLE}\"", "${TITLE} is not set")]
    public void What_is_wrong_beside_it_is_told_all_the_same(string part, string changed, string wrong) =>
        Assert.Equal(wrong, Assert.Single(Bench.Read(Optional.Replace(part, changed, StringComparison.Ordinal)).Mistakes).Wrong);

    [Fact]
    public void A_room_that_is_running_asks_too_once_the_name_is_gone()
    {
        var plan = Bench.Loader().ReadRunning("beta", Optional).Plan!;

        Assert.IsType<UnsetProbe>(Assert.Single(plan.Unread).Probe);
    }

    private static IEnumerable<(string, string)> Checks(Plan plan) =>
        Schedule.Of(plan).Select(check => (string.Join(' ', check.Metrics), string.Join(' ', check.Ask)));
}
