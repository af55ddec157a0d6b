using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;

namespace WarRoomBot.Tests.Slack;

/// <summary>The fake workspace's side of Socket Mode is as strict as it says.</summary>
public sealed class FakeSocketsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_ticket_is_good_for_one_connection()
    {
        await using var slack = await FakeSlack.StartAsync(new FakeClock());
        var ticket = await TicketAsync(slack, FakeSlack.AppToken);
        using var first = new ClientWebSocket();
        using var second = new ClientWebSocket();

        await first.ConnectAsync(ticket, Token);

        Assert.Equal("hello", (string?)(await ReadAsync(first))["type"]);
        await Assert.ThrowsAsync<WebSocketException>(() => second.ConnectAsync(ticket, Token));
    }

    [Fact]
    public async Task Only_the_app_level_token_opens_one()
    {
        await using var slack = await FakeSlack.StartAsync(new FakeClock());

        Assert.Contains("not_allowed_token_type", await OpenAsync(slack, FakeSlack.Token), StringComparison.Ordinal);
        Assert.Contains("invalid_auth", await OpenAsync(slack, "xapp-guessed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_acknowledged_where_it_came_goes_to_another_connection_and_false_acknowledgements_are_counted()
    {
        var clock = new FakeClock();
        await using var slack = await FakeSlack.StartAsync(clock);
        using var one = await ConnectAsync(slack);
        using var other = await ConnectAsync(slack);
        var answer = slack.SlashCommand("beta", "ana", "/warroom status");
        var envelope = await ReadAsync(one);

        await SendAsync(other, new() { ["envelope_id"] = envelope["envelope_id"]!.DeepClone() });
        await SendAsync(other, new() { ["hello"] = "there" });
        await slack.Until(() => slack.Sockets.Violations.Count == 2);
        clock.Advance(TimeSpan.FromSeconds(3));
        var again = await ReadAsync(other);
        Assert.Equal((string?)envelope["envelope_id"], (string?)again["envelope_id"]);
        Assert.False(answer.IsCompleted);
        await SendAsync(other, new() { ["envelope_id"] = envelope["envelope_id"]!.DeepClone() });

        Assert.True((await answer).IsOk);
        Assert.Contains("is not under way on the connection on which it was acknowledged", slack.Sockets.Violations[0], StringComparison.Ordinal);
        Assert.Contains("a frame that is no acknowledgement", slack.Sockets.Violations[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_goes_only_where_it_is_taken()
    {
        await using var slack = await FakeSlack.StartAsync(new FakeClock());
        using var socket = await ConnectAsync(slack);
        var answer = slack.Channel("beta").Say("ana", "x").React("bo", "eyes");
        var envelope = await ReadAsync(socket);

        await SendAsync(socket, new() { ["envelope_id"] = envelope["envelope_id"]!.DeepClone(), ["payload"] = new JsonObject() });

        await slack.Until(() => slack.Sockets.Violations.Count == 1);
        Assert.False(answer.IsCompleted);
    }

    private static async Task<ClientWebSocket> ConnectAsync(FakeSlack slack)
    {
        var socket = new ClientWebSocket();
        var open = slack.Sockets.Open.Count;
        await socket.ConnectAsync(await TicketAsync(slack, FakeSlack.AppToken), Token);
        await ReadAsync(socket);
        await slack.Until(() => slack.Sockets.Open.Count > open);
        return socket;
    }

    private static async Task<Uri> TicketAsync(FakeSlack slack, string token) => new((string)JsonNode.Parse(await OpenAsync(slack, token))!["url"]!);

    private static async Task<string> OpenAsync(FakeSlack slack, string token)
    {
        await using var services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(slack.ApiBaseUrl, "apps.connections.open")) { Content = new FormUrlEncodedContent([]) };
        request.Headers.Authorization = new("Bearer", token);
        using var response = await services.GetRequiredService<IHttpClientFactory>().CreateClient().SendAsync(request, Token);
        return await response.Content.ReadAsStringAsync(Token);
    }

    private static async Task<JsonObject> ReadAsync(ClientWebSocket socket)
    {
        var buffer = new byte[16 * 1024];
        var length = 0;
        while (await socket.ReceiveAsync(buffer.AsMemory(length), Token) is var received)
        {
            length += received.Count;
            if (received.EndOfMessage)
                break;
        }

        return (JsonObject)JsonNode.Parse(buffer.AsSpan(0, length))!;
    }

    private static Task SendAsync(ClientWebSocket socket, JsonObject frame) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(frame.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, Token);
}
