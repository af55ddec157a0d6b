using WarRoomBot.Signals;
using WarRoomBot.TestKit.Servers;

namespace WarRoomBot.Tests.Signals;

/// <summary>Debian's own Prometheus and Alertmanager send; what arrives, and what never does.</summary>
public sealed class RealAlertmanagerTests(AlertingStage stage) : IClassFixture<AlertingStage>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rule_that_fires_and_ends_arrives_as_one_alert()
    {
        Needs.Installed(AlertingStage.WhyNot);
        var before = TimeProvider.System.GetUtcNow();

        stage.Service["checkout"] = 11.5;
        var fires = await stage.NextAsync(SignalStatus.Firing, "checkout");
        var firing = await stage.Alertmanager.FiringAsync(Token);
        stage.Service["checkout"] = 0.1;
        var ends = await stage.NextAsync(SignalStatus.Resolved, "checkout");

        Assert.Contains(fires.Fingerprint, firing);
        Assert.Equal(
            new()
            {
                Source = "prom",
                Fingerprint = fires.Fingerprint,
                Status = SignalStatus.Firing,
                Title = "checkout fails",
                Severity = SignalSeverity.P0,
                Text = "11.5 % of requests & rising",
                Service = "checkout",
                Rule = "HighErrorRate",
                Link = "http://prometheus.example.com:9090/graph?g0.expr=error_rate+%3E+5&g0.tab=1",
                StartedAt = fires.StartedAt,
                RepeatsWithin = TimeSpan.FromHours(1),
            },
            fires);
        Assert.Equal((fires.Fingerprint, fires.StartedAt, SignalSeverity.P0), (ends.Fingerprint, ends.StartedAt, ends.Severity));
        Assert.True(before <= fires.StartedAt && fires.StartedAt < ends.EndedAt && ends.EndedAt <= TimeProvider.System.GetUtcNow());
        Assert.Equal((null, null), (ends.Doubt, ends.RepeatsWithin));
    }

    [Fact]
    public async Task One_request_may_bring_an_alert_that_fires_and_one_that_ends()
    {
        Needs.Installed(AlertingStage.WhyNot);
        stage.Service["cart"] = 11;
        stage.Service["search"] = 12;
        var (cart, search) = (await stage.NextAsync(SignalStatus.Firing, "cart"), await stage.NextAsync(SignalStatus.Firing, "search"));

        stage.Service["search"] = 0;
        await stage.NextAsync(SignalStatus.Resolved, "search");
        var together = stage.Bot.Store.Received[^1].Signals;

        Assert.NotEqual(cart.Fingerprint, search.Fingerprint);
        Assert.Equal(
            [("cart", SignalStatus.Firing), ("search", SignalStatus.Resolved)],
            together.Select(signal => (signal.Service!, signal.Status)).Where(one => one.Item1 is "cart" or "search").Order());
        stage.Service["cart"] = 0;
    }

    [Fact]
    public async Task An_alert_that_goes_on_is_said_again_unchanged()
    {
        Needs.Installed(AlertingStage.WhyNot);
        stage.Service["login"] = 11;
        var first = await stage.NextAsync(SignalStatus.Firing, "login");

        // The next minute has begun, so the same words are a repeat and not the same delivery.
        stage.Bot.Clock.Advance(TimeSpan.FromMinutes(1));
        var again = await stage.NextAsync(SignalStatus.Firing, "login");

        Assert.Equal(first, again);
        stage.Service["login"] = 0;
    }

    [Fact]
    public async Task What_ends_while_it_is_silenced_is_not_said_to_end()
    {
        Needs.Installed(AlertingStage.WhyNot);
        stage.Service["mail"] = 11;
        var fires = await stage.NextAsync(SignalStatus.Firing, "mail");

        var silence = await stage.Alertmanager.SilenceAsync("service", "mail", Token);
        stage.Service["mail"] = 0;
        while ((await stage.Alertmanager.FiringAsync(Token)).Contains(fires.Fingerprint))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        await stage.RoundAsync("meanwhile");

        // Afterwards it may still come, while Prometheus repeats what has ended (15 minutes); of what is silenced for longer nothing comes at all.
        Assert.DoesNotContain(stage.Bot.Store.Signals, signal => signal.Service == "mail" && signal.Status == SignalStatus.Resolved);
        await stage.Alertmanager.EndSilenceAsync(silence, Token);
        // All that is left to go by: it was to be repeated, and is not.
        Assert.NotNull(fires.RepeatsWithin);
    }

    [Fact]
    public async Task A_Prometheus_that_stops_is_told_as_an_end_and_its_return_as_a_new_beginning()
    {
        Needs.Installed(AlertingStage.WhyNot);
        stage.Service["orders"] = 11;
        var fires = await stage.NextAsync(SignalStatus.Firing, "orders");

        await stage.StopPrometheusAsync();
        var ends = await stage.NextAsync(SignalStatus.Resolved, "orders");

        // Nothing healed, and nothing in the signal says so: it looks as every other end does.
        Assert.Equal((fires.Fingerprint, fires.StartedAt, null), (ends.Fingerprint, ends.StartedAt, ends.Doubt));
        Assert.True(ends.EndedAt - fires.StartedAt >= 4 * WatchedService.ResendDelay);

        await stage.StartPrometheusAsync();
        var back = await stage.NextAsync(SignalStatus.Firing, "orders");
        Assert.Equal(fires.Fingerprint, back.Fingerprint);
        Assert.True(back.StartedAt > ends.EndedAt);
        stage.Service["orders"] = 0;
    }

    [Fact]
    public async Task An_alert_that_could_not_be_stored_is_sent_again_until_it_is()
    {
        Needs.Installed(AlertingStage.WhyNot);
        stage.Bot.Store.IsAway = true;
        stage.Service["stock"] = 11;
        while (!stage.Bot.Logs.Lines.Any(line => line.Contains("could not be stored", StringComparison.Ordinal)))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        Assert.DoesNotContain(stage.Bot.Store.Signals, signal => signal.Service == "stock");

        stage.Bot.Store.IsAway = false;

        Assert.Equal("stock fails", (await stage.NextAsync(SignalStatus.Firing, "stock")).Title);
        stage.Service["stock"] = 0;
    }
}
