using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WarRoomBot.Probes.Network;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;
using WarRoomBot.Tests.Probes;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>The bot's own network goes away and comes back.</summary>
public sealed class BlindRoomTests
{
    private const string Plan =
        """
        name: Two services
        duration: 4h
        metrics:
          one: { title: One, unit: count, probe: { http: "${ONE}", select: x }, critical: { silent: 2 } }
          two: { title: Two, unit: count, probe: { http: "${TWO}", select: x }, critical: { silent: 2 } }
          port: { title: Port, unit: up-down, probe: { tcp: "${PORT}" }, critical: { is: down } }
        phases:
          - { name: Watch, from: 0m, to: 4h, checks: [ { at: 2h, metrics: [one] } ] }
        """;

    [Theory, Engines]
    public async Task A_room_whose_own_network_is_down_says_so_once_and_alarms_nobody_about_services(Engine engine)
    {
        var names = new Names();
        var plans = Directory.CreateTempSubdirectory("warroombot-plans-");
        await File.WriteAllTextAsync(Path.Combine(plans.FullName, "two-services.yaml"), Plan, TestContext.Current.CancellationToken);
        await using var target = new FakeTarget(exchange => exchange.AnswerAsync(200, "application/json", """{"x":7}""", "Connection: close\r\n"));
        var settings = new Dictionary<string, string?>
        {
            ["Plans:Directory"] = plans.FullName,
            ["ONE"] = $"http://one.example:{target.Port}/",
            ["TWO"] = $"http://two.example:{target.Port}/",
            ["PORT"] = $"two.example:{target.Port}",
        };
        await using var story = await RoomStory.BeginAsync(
            engine, settings, services => services.Replace(ServiceDescriptor.Singleton<INameResolver>(names)));

        await story.TypesAsync("ana", "/warroom start two-services");
        await story.AdvanceAsync(TimeSpan.FromMinutes(3));
        Assert.DoesNotContain("No network", story.Board.Text, StringComparison.Ordinal);

        names.AreKnown = false;
        await story.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.Contains("No network: measurements stopped at 12:0", story.Board.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("critical", story.Board.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Acknowledge", story.Slack.Transcript(), StringComparison.Ordinal);
        Assert.Equal(1, Times("We cannot see anything"));

        names.AreKnown = true;
        await story.AdvanceAsync(TimeSpan.FromMinutes(3));
        TestContext.Current.TestOutputHelper!.WriteLine(story.Slack.Transcript());
        Assert.DoesNotContain("No network", story.Board.Text, StringComparison.Ordinal);
        Assert.Equal(1, Times("We cannot see anything"));
        Assert.Equal(1, Times("We see again"));

        int Times(string words) => story.Slack.Transcript().Split(words).Length - 1;
    }

    /// <summary>As without a network: the resolver itself does not answer.</summary>
    private sealed class Names : INameResolver
    {
        public bool AreKnown { get; set; } = true;

        public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => AreKnown
            ? Task.FromResult<IPAddress[]>([IPAddress.Loopback])
            : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.TryAgain));
    }
}
