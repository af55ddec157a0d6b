using WarRoomBot.Signals;

namespace WarRoomBot.Tests.Signals;

public sealed class CloudEventsSourceTests
{
    private static readonly Sender Structured = Sender.Of("events-structured");
    private static readonly Sender Batch = Sender.Of("events-batch");
    private static readonly Sender Binary = Sender.Of("events-binary");

    [Fact]
    public void What_the_alert_leaves_out_is_taken_from_the_event()
    {
        var signal = Structured.Signal();

        Assert.Equal(
            new()
            {
                Source = "events-structured",
                Fingerprint = signal.Fingerprint,
                Status = SignalStatus.Firing,
                Title = "Check failed",
                Severity = SignalSeverity.P3,
                Service = "/cloud/checks",
                Rule = "com.example.check.failed",
                StartedAt = Reads.At("2026-03-03T11:59:00Z"),
            },
            signal);
    }

    [Fact]
    public void An_event_is_one_alert_from_firing_to_resolved()
    {
        var ends = Structured.Signal(Payloads.CloudEvent.With("id", "A234-9").With("data.status", "resolved"));

        Assert.Equal((Structured.Signal().Fingerprint, SignalStatus.Resolved), (ends.Fingerprint, ends.Status));
        Assert.NotEqual(ends.Fingerprint, Structured.Signal(Payloads.CloudEvent.With("subject", "search")).Fingerprint);
        Assert.NotEqual(ends.Fingerprint, Structured.Signal(Payloads.CloudEvent.With("source", "/other")).Fingerprint);
    }

    [Fact]
    public void Source_and_id_together_name_the_delivery()
    {
        var delivery = Structured.Accepted().Delivery;

        Assert.NotNull(delivery);
        Assert.Equal(delivery, Structured.Accepted(Payloads.CloudEvent.With("data.title", "Other words")).Delivery);
        Assert.NotEqual(delivery, Structured.Accepted(Payloads.CloudEvent.With("id", "A234-1235")).Delivery);
        Assert.NotEqual(delivery, Structured.Accepted(Payloads.CloudEvent.With("source", "/other")).Delivery);
    }

    [Fact]
    public void In_binary_mode_the_body_is_the_alert()
    {
        var accepted = Binary.Accepted();

        Assert.Equal(Sender.Of("script").Signal() with { Source = "events-binary" }, Assert.Single(accepted.Signals));
        Assert.Equal(Sender.Of("events-binary").Accepted("{}").Delivery, accepted.Delivery);
    }

    [Fact]
    public void An_event_without_data_is_told_by_its_subject()
    {
        var headers = Binary.Headers.Append(("ce-subject", "caf%C3%A9%20is%20closed")).ToList();

        Assert.Equal("café is closed", (Binary with { Headers = headers }).Signal("").Title);
        Assert.Equal("checkout", Structured.Signal(Payloads.CloudEvent.With("data", null)).Title);
    }

    [Fact]
    public void Data_in_Base64_is_read()
    {
        var encoded = Convert.ToBase64String("""{"title":"From afar"}"""u8);
        var payload = Payloads.CloudEvent.With("data", null).With("data_base64", encoded);

        Assert.Equal("From afar", Structured.Signal(payload).Title);
        Assert.Equal("data: data_base64 is no Base64", Structured.Malformed(payload.With("data_base64", "%%%")));
    }

    [Fact]
    public void A_batch_holds_each_event_once()
    {
        var other = Payloads.CloudEvent.With("id", "A234-9").With("subject", "search");

        Assert.Equal(2, Batch.Signals($"[{Payloads.CloudEvent},{other},{Payloads.CloudEvent}]").Count);
        Assert.Empty(Batch.Signals("[]"));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("source")]
    [InlineData("type")]
    public void What_an_event_needs_is_asked_for(string name)
    {
        Assert.Equal($"{name} is missing", Structured.Malformed(Payloads.CloudEvent.With(name, null)));
        Assert.Equal($"[0]: {name} is missing", Batch.Malformed($"[{Payloads.CloudEvent.With(name, null)}]"));
        Assert.Equal($"ce-{name} is missing", (Binary with { Headers = [.. Binary.Headers.Where(header => header.Name != $"ce-{name}")] }).Malformed("{}"));
    }

    [Fact]
    public void One_bad_event_refuses_its_batch() => Assert.Equal(
        "[1]: data: status is none of firing, acknowledged, resolved, info",
        Batch.Malformed($"[{Payloads.CloudEvent},{Payloads.CloudEvent.With("id", "2").With("data.status", "melting")}]"));

    [Fact]
    public async Task A_sender_that_asks_whether_it_may_deliver_is_told()
    {
        await using var bot = await SignalBot.StartAsync();
        var asks = Binary with { Method = "OPTIONS", Headers = [("WebHook-Request-Origin", "events.example.com")] };

        var may = await bot.SendAsync(asks);
        var mayNot = await bot.SendAsync(asks, secret: "guessed");

        Assert.Equal((200, "events.example.com"), (may.Status, may.Headers["WebHook-Allowed-Origin"]));
        Assert.Equal(401, mayNot.Status);
        Assert.Empty(bot.Store.Stored);
    }

    [Fact]
    public void The_token_may_stand_where_the_specification_has_it() =>
        Assert.Single((Structured with { Signs = (_, _, _) => [], Query = secret => $"access_token={secret}" }).Signals());
}
