using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes;

public sealed class ProbesFeatureTests
{
    [Fact]
    public void Every_kind_is_registered_once()
    {
        using var services = new ServiceCollection()
            .AddLogging()
            .AddProbes(Configuration())
            .AddProbes(Configuration())
            .BuildServiceProvider();

        Assert.Equal(
            [
                "dns", "docker", "health", "host", "http", "latency", "postgres", "prometheus", "redis", "sentry", "statuspage", "tcp", "tls",
                "uptimerobot",
            ],
            services.GetServices<ProbeKind>().Select(kind => kind.Name).Order());
    }

    [Theory]
    [InlineData("Probes:ConnectTimeout", "00:05:00", "ConnectTimeout")]
    [InlineData("Probes:Timeout", "00:00:00", "Timeout")]
    public void A_setting_that_makes_no_sense_stops_the_start_and_is_named(string key, string value, string named)
    {
        using var services = new ServiceCollection().AddLogging().AddProbes(Configuration((key, value))).BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value))
        .Build();
}
