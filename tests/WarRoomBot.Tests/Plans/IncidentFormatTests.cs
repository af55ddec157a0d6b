namespace WarRoomBot.Tests.Plans;

/// <summary>Who may do what with incidents, and what there is to do in one: as written, as usual where nothing is written, and what is wrong.</summary>
public sealed class IncidentFormatTests
{
    private const string Answers = "answers: { remind-after: 5m, missed-after: 20m }";

    [Fact]
    public void What_is_not_written_is_for_everybody()
    {
        var incidents = Bench.Read(Bench.Good).Plan!.Incidents;

        Assert.Empty(incidents.OpenedBy.Concat(incidents.LedBy).Concat(incidents.ClosedBy));
        Assert.Empty(incidents.Roles);
        Assert.Null(incidents.Playbook);
    }

    [Fact]
    public void Everything_written_is_read()
    {
        var incidents = Bench.With(
            Answers,
            """
            incidents: { opened-by: qa, led-by: [qa], closed-by: [qa], playbook: any, roles: { scribe: { title: Scribe } } }
            playbooks: { any: { title: Any } }
            """).Plan!.Incidents;

        Assert.Equal(["qa", "qa", "qa"], incidents.OpenedBy.Concat(incidents.LedBy).Concat(incidents.ClosedBy));
        Assert.Equal("any", incidents.Playbook);
        Assert.Equal("Scribe", incidents.Role("scribe")!.Title);
    }

    [Theory]
    [InlineData("incidents: { opened-by: boss }", "there is no role 'boss'; define it under roles:, or write qa")]
    [InlineData("incidents: { led-by: [qa, boss] }", "there is no role 'boss'; define it under roles:, or write qa")]
    [InlineData("incidents: { closed-by: boss }", "there is no role 'boss'; define it under roles:, or write qa")]
    [InlineData("incidents: { playbook: any }", "there is no playbook 'any'; define it under playbooks:")]
    [InlineData("incidents: { roles: { scribe: {} } }", "'title' is missing; add it: what people read, as in On-call engineer")]
    [InlineData("incidents: { opened-bye: qa }", "'opened-bye' is not known here; did you mean 'opened-by'?")]
    public void One_thing_wrong_is_told_with_what_would_be_right(string written, string mistake) =>
        Assert.EndsWith(mistake, Assert.Single(Bench.With(Answers, written).Mistakes).ToString(), StringComparison.Ordinal);
}
