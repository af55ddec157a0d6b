using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Host.WaysOut;
using WarRoomBot.Plans;
using WarRoomBot.Probes;
using WarRoomBot.Signals;
using WarRoomBot.TestKit.Gateways;
using WarRoomBot.WaysOut;

namespace WarRoomBot.Tests.WaysOut;

public sealed class GatewayTests
{
    private static readonly AlertWord Word = new()
    {
        Key = "warroom/1/2/3",
        Id = "warroom/1/2/3/4",
        Stage = AlertStage.Firing,
        Severity = SignalSeverity.P0,
        Headline = "P0 Critical: Überlast\r\nBcc: all@example.com",
        Lines = [new("Condition", "above 5 %")],
        Room = new('x', 300),
        Class = "load",
        FiredAt = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero),
        Links = [new("Look closer", "https://example.com")],
        IsRehearsal = true,
    };

    [Fact]
    public async Task A_webhook_of_a_plan_reaches_no_private_network_unless_that_is_allowed()
    {
        await using var gateways = await FakeGateways.StartAsync();

        var answer = await SayAsync(new Means.Webhook(new(gateways.Settings["HOOK"]!)), gateways.Settings);

        Assert.Equal(new GatewayAnswer.Refused("its address is not a public one, and Probes:AllowPrivateNetworks is off"), answer);
        Assert.Empty(gateways.Hooks);
    }

    [Theory]
    [InlineData(302, "Refused { Why = HTTP 302; look at its routing key in the plan }")]
    [InlineData(400, "Refused { Why = HTTP 400; look at its routing key in the plan }")]
    [InlineData(429, "Later { Why = HTTP 429, After = 00:00:07 }")]
    [InlineData(502, "Later { Why = HTTP 502, After = 00:00:07 }")]
    public async Task The_status_tells_what_is_worth_saying_again(int status, string answer)
    {
        await using var gateways = await FakeGateways.StartAsync();
        gateways.Fail("/v2/enqueue", new GatewayFault(status, RetryAfter: 7));

        Assert.Equal(answer, $"{await SayAsync(new Means.PagerDuty(FakeGateways.RoutingKey), gateways.Settings)}");
    }

    [Fact]
    public async Task Nobody_there_is_worth_another_try()
    {
        var gone = new Dictionary<string, string?> { ["WaysOut:PagerDuty:Url"] = "http://127.0.0.1:1/", ["WaysOut:Smtp:Host"] = "127.0.0.1", ["WaysOut:Smtp:Port"] = "1", ["WaysOut:Smtp:From"] = "a@example.com" };

        Assert.Equal(new GatewayAnswer.Later("no connection"), await SayAsync(new Means.PagerDuty(FakeGateways.RoutingKey), gone));
        Assert.Equal(new GatewayAnswer.Later("no connection to the mail server"), await SayAsync(new Means.Email("b@example.com"), gone));
    }

    [Fact]
    public async Task Foreign_text_begins_no_header_and_a_text_message_is_one_segment()
    {
        await using var gateways = await FakeGateways.StartAsync();
        await using var mails = SmtpSink.Start();

        await SayAsync(new Means.Sms("+491234567"), gateways.Settings);
        await SayAsync(new Means.Email("b@example.com"), mails.Settings);

        var text = Assert.Single(gateways.Texts);
        Assert.StartsWith("+491234567: Rehearsal: P0 Critical: ?berlast??Bcc: all@example.com. xxx", text, StringComparison.Ordinal);
        Assert.Equal("+491234567: ".Length + 160, text.Length);
        Assert.Single(Assert.Single(mails.Mails).Split('\n'), line => line.StartsWith("RCPT", StringComparison.Ordinal));
        Assert.DoesNotContain("\nBcc:", mails.Mails[0], StringComparison.OrdinalIgnoreCase);
        Assert.Empty(gateways.Complaints);
    }

    [Theory]
    [InlineData("451 try later", "Later { Why = SMTP 451, After =  }")]
    [InlineData("550 no such person", "Refused { Why = SMTP 550; look at the address in the plan and at WaysOut:Smtp }")]
    public async Task The_mail_servers_answer_tells_what_is_worth_saying_again(string line, string answer)
    {
        await using var mails = SmtpSink.Start();
        mails.RefuseNext(line);

        Assert.Equal(answer, $"{await SayAsync(new Means.Email("b@example.com"), mails.Settings)}");
    }

    [Fact]
    public async Task A_wrong_password_is_refused_without_being_repeated()
    {
        await using var mails = SmtpSink.Start();
        var settings = new Dictionary<string, string?>(mails.Settings) { ["WaysOut:Smtp:Password"] = "wrong-password" };

        var answer = $"{await SayAsync(new Means.Email("b@example.com"), settings)}";

        Assert.StartsWith("Refused { Why = SMTP 5", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-password", answer, StringComparison.Ordinal);
    }

    private static async Task<GatewayAnswer> SayAsync(Means means, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        await using var provider = new ServiceCollection().AddLogging().AddProbes(configuration).AddGateways(configuration).BuildServiceProvider();
        return await provider.GetServices<IGateway>().Single(gateway => gateway.Serves(means)).SayAsync(Word, means, TestContext.Current.CancellationToken);
    }
}
