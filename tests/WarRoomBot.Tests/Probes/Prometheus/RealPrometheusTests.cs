using WarRoomBot.Probes;
using WarRoomBot.TestKit.Servers;

namespace WarRoomBot.Tests.Probes.Prometheus;

/// <summary>Against Prometheus itself, as Debian packages it.</summary>
public sealed class RealPrometheusTests
{
    /// <summary>One server for all that is read of it: starting one takes longer than asking.</summary>
    [Fact]
    public async Task It_reads_what_a_real_server_answers()
    {
        Needs.Installed(PrometheusServer.WhyNot);
        await using var server = await PrometheusServer.StartAsync(TestContext.Current.CancellationToken);
        await using var bench = new Bench();
        var two = """label_replace(vector(1),"x","1","","") or label_replace(vector(3),"x","2","","")""";

        Reads(new Reading.Number(7), await AskAsync("vector(7)"));
        Reads(new Reading.Number(7), await AskAsync("vector(7)", ("method", "GET")));
        Reads(new Reading.Number(7), await AskAsync("scalar(vector(7))"));
        Reads(new Reading.Number(7000), await AskAsync("vector(7)", ("as", "s")));
        Reads(new Reading.NoData("the value is not a finite number"), await AskAsync("vector(0)/0"));
        Reads(new Reading.NoData("the value is not a finite number"), await AskAsync("vector(1)/0"));
        Reads(new Reading.NoData("the value is not a finite number"), await AskAsync("-vector(1)/0"));
        Reads(new Reading.NoData("the query finds nothing"), await AskAsync("sum(nope)"));
        Reads(new Reading.Number(0), await AskAsync("sum(nope)", ("empty", 0)));
        Reads(new Reading.Number(4), await AskAsync(two, ("pick", "sum")));
        Reads(
            new Reading.Failed(Failure.Configuration, "the query finds 2 series; sum them up in it, or write pick: max, min, sum, avg or first"),
            await AskAsync(two));
        Reads(new Reading.Failed(Failure.NotUnderstood, "the query gives a text, not a number"), await AskAsync("\"hello\""));
        Reads(
            new Reading.Failed(Failure.Configuration, "the query gives a range of values; write over: and take:, or wrap it as in avg_over_time(…)"),
            await AskAsync("nope[5m]"));
        Tells("HTTP 400, the query is wrong: ", await AskAsync("sum("));
        Tells("cannot be worked out", await AskAsync($"({two}) * on() ({two})"));
        Reads(new Reading.Number(7), await AskAsync("vector(7)", ("over", "5m"), ("take", "max")));
        Reads(new Reading.Number(0), await AskAsync("vector(7)", ("over", "5m"), ("take", "trend")));
        Tells("no Prometheus answers at this address", await bench.ReadAsync(
            "prometheus", ("prometheus", $"http://127.0.0.1:{server.Port}/elsewhere"), ("query", "x")));

        Task<Reading> AskAsync(string query, params (string Key, object Value)[] more) => bench.ReadAsync(
            "prometheus", [("prometheus", $"http://127.0.0.1:{server.Port}"), ("query", query), .. more]);
    }

    [Fact]
    public async Task It_enters_a_server_that_wants_a_password()
    {
        Needs.Installed(PrometheusServer.WhyNot);

        // The bcrypt hash of "test" in Prometheus' own documentation of its web configuration.
        const string users = "basic_auth_users: { admin: $2b$12$hNf2lSsxfm0.i4a.1kVpSOVyBCfIB51VRjgBUyv6kdnyTlgWj81Ay }\n";
        await using var server = await PrometheusServer.StartAsync(TestContext.Current.CancellationToken, users);
        await using var bench = new Bench();

        Reads(new Reading.Number(7), await AskAsync("admin:test@"));
        Reads(
            new Reading.Failed(Failure.Status, "HTTP 401: the user and password, or the token, are not accepted"),
            await AskAsync("admin:wrong@"));

        Task<Reading> AskAsync(string who) =>
            bench.ReadAsync("prometheus", ("prometheus", $"http://{who}127.0.0.1:{server.Port}"), ("query", "vector(7)"));
    }

    private static void Reads(Reading expected, Reading actual) => Assert.Equal(expected, actual);

    private static void Tells(string why, Reading reading) =>
        Assert.Contains(why, Assert.IsType<Reading.Failed>(reading).Why, StringComparison.Ordinal);
}
