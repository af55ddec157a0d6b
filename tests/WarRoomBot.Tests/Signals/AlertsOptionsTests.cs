using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WarRoomBot.Chat;
using WarRoomBot.Host.Signals;
using WarRoomBot.Host.Signals.Settings;
using WarRoomBot.Signals;
using WarRoomBot.TestKit.Chat;

namespace WarRoomBot.Tests.Signals;

public sealed class AlertsOptionsTests
{
    [Fact]
    public void A_source_needs_no_more_than_its_kind_and_its_secret()
    {
        var source = Assert.Single(Sources("prom:Kind", "alertmanager", "prom:Secret", " hidden "));

        Assert.Equal(("prom", "Alertmanager", " hidden ", SignalSeverity.P2), (source.Settings.Name, source.Kind.Kind, source.Settings.Secret, source.Settings.Severity));
        Assert.Equal((null, null), (source.Settings.Room, source.Settings.RepeatsWithin));
    }

    [Fact]
    public void All_that_can_be_set_is_read()
    {
        var source = Assert.Single(Sources(
            "prom:Kind", "Alertmanager", "prom:Secret", "hidden", "prom:Room", "#beta-war-room", "prom:Severity", "p1", "prom:RepeatsWithin", "1h10m",
            "prom:Severities:ticket", "P3", "prom:Severities:Critical", "P1"));

        Assert.Equal(("#beta-war-room", SignalSeverity.P1, new TimeSpan(1, 10, 0)), (source.Settings.Room, source.Settings.Severity, source.Settings.RepeatsWithin));
        Assert.Equal((SignalSeverity.P3, SignalSeverity.P1), (source.Settings.Severities["TICKET"], source.Settings.Severities["critical"]));
    }

    [Theory]
    [InlineData("a:Kind is missing; it is one of Alertmanager, Grafana, Sentry, UptimeRobot, PagerDuty, Generic, CloudEvents, Opsgenie, Datadog, Sns, UptimeKuma", "a:Secret", "hidden")]
    [InlineData("a:Kind 'Alertmanger' is not known; did you mean Alertmanager?", "a:Kind", "Alertmanger", "a:Secret", "hidden")]
    [InlineData("a:Secret is missing: without it anybody could send alerts", "a:Kind", "Grafana")]
    [InlineData("a:Secret is missing: without it anybody could send alerts", "a:Kind", "Grafana", "a:Secret", "  ")]
    [InlineData("a b: the name stands in an address, so it has only letters, digits, - _ and .", "a b:Kind", "Grafana", "a b:Secret", "hidden")]
    [InlineData("a:Severity 'urgent' is none of P0, P1, P2, P3", "a:Kind", "Grafana", "a:Secret", "hidden", "a:Severity", "urgent")]
    [InlineData("a:Severity '1' is none of P0, P1, P2, P3", "a:Kind", "Grafana", "a:Secret", "hidden", "a:Severity", "1")]
    [InlineData("a:Severities:page 'P9' is none of P0, P1, P2, P3", "a:Kind", "Grafana", "a:Secret", "hidden", "a:Severities:page", "P9")]
    [InlineData("a:RepeatsWithin 'often' is no duration such as 4h15m", "a:Kind", "Grafana", "a:Secret", "hidden", "a:RepeatsWithin", "often")]
    [InlineData("a:RepeatsWithin is not a setting of Sentry; it has Kind, Secret, Room, Severity, Severities", "a:Kind", "Sentry", "a:Secret", "hidden", "a:RepeatsWithin", "1h")]
    [InlineData("a:Chanel is not a setting of Sentry; it has Kind, Secret, Room, Severity, Severities", "a:Kind", "Sentry", "a:Secret", "hidden", "a:Chanel", "#x")]
    [InlineData("a:SignatureHedaer is not a setting of Grafana; did you mean SignatureHeader?", "a:Kind", "Grafana", "a:Secret", "hidden", "a:SignatureHedaer", "x")]
    [InlineData("a:Topic is missing: the ARN of the topic, such as arn:aws:sns:eu-west-1:123456789012:alarms", "a:Kind", "Sns", "a:Secret", "hidden")]
    [InlineData("a:Topic is not the ARN of a topic, such as arn:aws:sns:eu-west-1:123456789012:alarms", "a:Kind", "Sns", "a:Secret", "hidden", "a:Topic", "alarms")]
    [InlineData("a:Room names no channel; a channel's name such as #war-room is right, its id, or platform/workspace/channel", "a:Kind", "Sentry", "a:Secret", "hidden", "a:Room", "#")]
    [InlineData("a:Room 'slack/C1' is not platform/workspace/channel", "a:Kind", "Sentry", "a:Secret", "hidden", "a:Room", "slack/C1")]
    [InlineData("a:Room 'irc/net/beta' is on a platform that is not set up; there is fake", "a:Kind", "Sentry", "a:Secret", "hidden", "a:Room", "irc/net/beta")]
    public async Task A_mistake_stops_the_start_and_says_what_would_be_right(string sentence, params string[] settings)
    {
        var stopped = await StoppedAsync(settings);

        Assert.Equal($"Alerts:Sources:{sentence}", Assert.Single(stopped.Failures));
        Assert.DoesNotContain("hidden", stopped.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_are_told_at_once()
    {
        var stopped = await StoppedAsync("one:Kind", "Promtheus", "two:Kind", "Grafana", "two:Room", "fake/x", "three:Kind", "Sns");

        Assert.Equal(
            ["one:Kind", "one:Secret", "three:Secret", "three:Topic", "two:Secret", "two:Room"],
            stopped.Failures.Select(failure => failure.Split(' ')[0]["Alerts:Sources:".Length..]));
    }

    [Fact]
    public void Settings_never_show_their_secret()
    {
        var source = Assert.Single(Sources("prom:Kind", "Alertmanager", "prom:Secret", "hidden"));

        Assert.DoesNotContain("hidden", source.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", new WrittenSource("prom", new Dictionary<string, string> { ["Secret"] = "hidden" }, new Dictionary<string, string>()).ToString(), StringComparison.Ordinal);
    }

    private static async Task<OptionsValidationException> StoppedAsync(params string[] settings)
    {
        using var host = Build(settings);
        return await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
    }

    private static IReadOnlyCollection<ConfiguredSource> Sources(params string[] settings)
    {
        using var host = Build(settings);
        return host.Services.GetRequiredService<SignalSources>().All;
    }

    private static IHost Build(string[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Chunk(2).Select(pair => new KeyValuePair<string, string?>($"Alerts:Sources:{pair[0]}", pair[1])));
        builder.Services.AddSingleton<IChatPlatform>(new FakePlatform()).AddSignals(builder.Configuration);
        return builder.Build();
    }
}
