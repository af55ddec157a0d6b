using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;

namespace WarRoomBot.Tests.Slack;

/// <summary>The fake workspace is as strict as it says: a test against one that lets everything through proves nothing.</summary>
public sealed class FakeSlackTests
{
    [Theory]
    [InlineData("chat.postMessage", """{"channel":"C0BETA","text":""}""", "no_text")]
    [InlineData("chat.postMessage", """{"channel":"C0NONE","text":"x"}""", "channel_not_found")]
    [InlineData("chat.postMessage", """{"channel":"C0BETA","text":"x","thread_ts":null}""", "invalid_arguments")]
    [InlineData("chat.postMessage", """{"channel":"C0BETA","text":"x","colour":"red"}""", "invalid_arguments")]
    [InlineData("chat.postMessage", """{"channel":"C0BETA","text":"x","thread_ts":"1.1"}""", "cannot_reply_to_message")]
    [InlineData("chat.postMessage", """{"channel":"C0BETA","text":"x","blocks":[{"type":"section"}]}""", "invalid_blocks")]
    [InlineData("chat.postMessage", """{"channel":"C0BETA","text":"x","blocks":"nonsense"}""", "invalid_blocks_format")]
    [InlineData("chat.postMessage", """{"channel":"C0BETA","text":"x","metadata":{"event_type":"x"}}""", "invalid_metadata_format")]
    [InlineData("chat.update", """{"channel":"C0BETA","ts":"1.1","text":"x"}""", "message_not_found")]
    [InlineData("chat.postEphemeral", """{"channel":"C0BETA","user":"U0NOBODY","text":"x"}""", "user_not_in_channel")]
    [InlineData("views.open", """{"trigger_id":"1","view":{"type":"modal"}}""", "invalid_arguments")]
    [InlineData("conversations.history", """{"channel":"C0BETA"}""", "invalid_form_data")]
    [InlineData("chat.scheduleMessage", "{}", "unknown_method")]
    public async Task What_Slack_refuses_is_refused(string method, string arguments, string error)
    {
        await using var slack = await FakeSlack.StartAsync(new FakeClock());
        slack.Channel("beta");

        Assert.Contains($"\"error\":\"{error}\"", await CallAsync(slack, method, arguments), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_is_refused()
    {
        await using var slack = await FakeSlack.StartAsync(new FakeClock());

        Assert.Contains("not_authed", await CallAsync(slack, "chat.postMessage", "{}", token: null), StringComparison.Ordinal);
        Assert.Contains("invalid_auth", await CallAsync(slack, "chat.postMessage", "{}", token: "xoxb-guessed"), StringComparison.Ordinal);
        Assert.Contains("invalid_arguments", await CallAsync(slack, "chat.postMessage", """{"token":"x"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_may_not_be_longer_than_4000_characters()
    {
        await using var bot = await SlackBot.StartAsync();
        await bot.PostAsync(bot.Message("beta", "x"));
        var beta = bot.Workspace.Channel("beta");
        var edit = $$"""{"channel":"{{beta.Id}}","ts":"{{beta.Last.Ts}}","text":"{{new string('x', 4001)}}"}""";

        Assert.Contains("msg_too_long", await CallAsync(bot.Workspace, "chat.update", edit), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_limits_are_counted()
    {
        var clock = new FakeClock();
        await using var slack = await FakeSlack.StartAsync(clock);
        var message = $$"""{"channel":"{{slack.Channel("beta").Id}}","text":"x"}""";

        await CallAsync(slack, "chat.postMessage", message);
        clock.Advance(TimeSpan.FromSeconds(1));
        await CallAsync(slack, "chat.postMessage", message);
        Assert.Empty(slack.Rates.Violations);

        clock.Advance(TimeSpan.FromSeconds(0.5));
        await CallAsync(slack, "chat.postMessage", message);
        Assert.Contains("0.5 s after the message before", Assert.Single(slack.Rates.Violations), StringComparison.Ordinal);

        slack.Faults.Throttle("chat.postMessage", TimeSpan.FromSeconds(5));
        clock.Advance(TimeSpan.FromSeconds(1));
        await CallAsync(slack, "chat.postMessage", message);
        clock.Advance(TimeSpan.FromSeconds(4));
        await CallAsync(slack, "chat.postMessage", message);
        Assert.Contains("1 s before Retry-After had passed", slack.Rates.Violations[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tier_of_a_method_can_be_enforced()
    {
        await using var slack = await FakeSlack.StartAsync(new FakeClock());
        slack.Rates.Enforced = true;

        var message = $$"""{"channel":"{{slack.Channel("beta").Id}}","ts":"1.1"}""";

        for (var call = 0; call < 50; call++)
            Assert.Contains("message_not_found", await CallAsync(slack, "chat.delete", message), StringComparison.Ordinal);
        Assert.Contains("ratelimited", await CallAsync(slack, "chat.delete", "{}"), StringComparison.Ordinal);
        Assert.Single(slack.Rates.Violations);
    }

    [Fact]
    public async Task Messages_read_as_people_read_them()
    {
        await using var bot = await SlackBot.StartAsync();
        await bot.Workspace.SlashCommand("beta", "ana", "/warroom status");
        var ana = new Person(bot.Workspace.Person("ana").Id, "somebody");
        var card = new Card(
            Mark.Watch,
            "T+10m",
            [
                new Line(RichText.Of($"by {ana} at {Span.Time(bot.Clock.GetUtcNow())}: {"<!channel> *x* & y_z"}")),
                new Rows([new(Mark.Done, "Error rate", "0.04 %", "▁▂", "target < 0.1 %")]),
                new Buttons([new("OK", "x", "1")]),
                new Context("small"),
            ]);

        await bot.PostAsync(new(bot.In("beta"), card, "op1"));

        Assert.Equal(
            "⚠️ T+10m\nby @ana at 12:00 UTC: <!channel> *x* & y_z\n✅ Error rate 0.04 %  ▁▂  target < 0.1 %\n[OK]\n(small)",
            bot.Workspace.Channel("beta").Transcript);
    }

    private static async Task<string> CallAsync(FakeSlack slack, string method, string json, string? token = FakeSlack.Token)
    {
        await using var services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(slack.ApiBaseUrl, method))
        {
            Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
        };
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient();
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
