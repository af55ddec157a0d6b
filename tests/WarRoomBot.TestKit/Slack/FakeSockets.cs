using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace WarRoomBot.TestKit.Slack;

/// <summary>
/// Slack's side of Socket Mode (Docs "Using Socket Mode"): tickets that are good for one connection, at most ten connections, each envelope to any
/// one of them, and again to another when it is not acknowledged on the one it went to within three seconds.
/// </summary>
public sealed class FakeSockets
{
    /// <summary>Of one app.</summary>
    public const int Most = 10;

    /// <summary>How often an envelope is sent again before Slack gives up.</summary>
    private const int MostRetries = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly FakeSlack _slack;
    private readonly Lock _lock = new();
    private readonly HashSet<string> _tickets = [];
    private readonly List<FakeSocket> _open = [];
    private readonly List<FakeEnvelope> _unsent = [];
    private readonly List<string> _violations = [];
    private FakeEnvelope? _last;
    private int _turn;

    /// <summary>Connections that have a place, greeted or about to be.</summary>
    private int _taken;

    internal FakeSockets(FakeSlack slack) => _slack = slack;

    /// <summary>Whether the app's settings have Socket Mode on.</summary>
    public bool IsOn { get; private set; } = true;

    /// <summary>The connections that were greeted and are not closed, oldest first.</summary>
    public IReadOnlyList<FakeSocket> Open
    {
        get
        {
            lock (_lock)
                return [.. _open];
        }
    }

    /// <summary>How many there were in all.</summary>
    public int Greeted { get; private set; }

    /// <summary>How many the bot has closed in an orderly way.</summary>
    public int SaidGoodbye { get; private set; }

    /// <summary>How many envelopes were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>What the bot did that Slack does not take, each a sentence.</summary>
    public IReadOnlyList<string> Violations
    {
        get
        {
            lock (_lock)
                return [.. _violations];
        }
    }

    /// <summary>Other connections of the same app, from elsewhere.</summary>
    public int Elsewhere { get; set; }

    /// <summary>What a connection is told instead of being greeted; null to greet it. <c>""</c> leaves it waiting.</summary>
    public string? TurnedAway { get; set; }

    /// <summary>Acknowledgements that get lost on the way, from now on.</summary>
    public int AcknowledgementsToLose { get; set; }

    /// <summary>With Socket Mode nothing comes by HTTP any more.</summary>
    internal bool IsUsed { get; private set; }

    /// <summary>An administrator switches Socket Mode off: every connection is told, and closed.</summary>
    public async Task DisableAsync()
    {
        IsOn = false;
        foreach (var socket in Open)
        {
            await socket.DisconnectAsync("link_disabled");
            await socket.CloseAsync();
        }
    }

    public void Enable() => IsOn = true;

    internal string NewTicket()
    {
        lock (_lock)
        {
            IsUsed = true;
            var ticket = $"ticket-{_slack.NextNumber()}";
            _tickets.Add(ticket);
            return ticket;
        }
    }

    /// <returns>False when it was used, or there never was such a ticket.</returns>
    internal bool Take(string ticket)
    {
        lock (_lock)
            return _tickets.Remove(ticket);
    }

    /// <summary>A connection, from its greeting to its end.</summary>
    internal async Task ServeAsync(WebSocket webSocket, HalfOpenStream wire)
    {
        var socket = new FakeSocket(this, webSocket, wire);
        if (TurnAway() is { } reason)
        {
            if (reason.Length > 0)
            {
                await socket.DisconnectAsync(reason);
                await socket.CloseAsync();
            }

            await socket.ReadAsync();
            return;
        }

        await socket.SendAsync(new()
        {
            ["type"] = "hello",
            ["num_connections"] = _taken,
            ["connection_info"] = new JsonObject { ["app_id"] = "A0FAKE" },
            ["debug_info"] = new JsonObject { ["host"] = "applink-fake", ["build_number"] = 1, ["approximate_connection_time"] = 3600 },
        });
        lock (_lock)
        {
            Greeted++;
            _open.Add(socket);
        }

        _slack.Changed();
        await FlushAsync();
        await socket.ReadAsync();
        List<FakeEnvelope> orphans;
        lock (_lock)
        {
            _taken--;
            _open.Remove(socket);
            orphans = socket.TakeAll();
            _unsent.AddRange(orphans);
        }

        _slack.Changed();
        await FlushAsync();
    }

    /// <summary>Sends it to any one connection, until the bot has acknowledged it.</summary>
    /// <param name="payload">Null for an envelope with nothing in it, which Slack does not promise never to send.</param>
    internal async Task<BotAnswer> DeliverAsync(string type, JsonNode? payload, bool acceptsAnswer)
    {
        var envelope = new FakeEnvelope($"env-{_slack.NextNumber()}", type, payload, acceptsAnswer);
        lock (_lock)
        {
            _last = envelope;
            _unsent.Add(envelope);
        }

        await FlushAsync();
        return await envelope.Answer.Task.WaitAsync(LongestWait, TimeProvider.System);
    }

    /// <summary>Sends the last envelope once more although it was acknowledged, as Slack sometimes does.</summary>
    internal async Task<BotAnswer> RedeliverAsync()
    {
        var again = _last?.Again() ?? throw new InvalidOperationException("nothing was sent yet");
        lock (_lock)
            _unsent.Add(again);
        await FlushAsync();
        return await again.Answer.Task.WaitAsync(LongestWait, TimeProvider.System);
    }

    internal void Acknowledge(FakeSocket socket, JsonObject frame)
    {
        lock (_lock)
        {
            var id = (string?)frame["envelope_id"];
            if (frame.Any(field => field.Key is not ("envelope_id" or "payload")) || id is null)
                _violations.Add($"a frame that is no acknowledgement: {frame.ToJsonString()}");
            else if (AcknowledgementsToLose > 0)
                AcknowledgementsToLose--;
            else if (socket.Find(id) is not { } envelope)
                _violations.Add($"{id} is not under way on the connection on which it was acknowledged");
            else if (frame["payload"] is not null && !envelope.AcceptsAnswer)
                _violations.Add($"the acknowledgement of {id} has a payload, which it does not take");
            else
                Settle(socket, envelope, frame["payload"]);
        }

        _slack.Changed();
    }

    internal void HeardGoodbye()
    {
        lock (_lock)
            SaidGoodbye++;
    }

    internal void Violated(string how)
    {
        lock (_lock)
            _violations.Add(how);
    }

    private void Settle(FakeSocket socket, FakeEnvelope envelope, JsonNode? payload)
    {
        socket.Forget(envelope);
        Acknowledged++;
        if (_slack.Time.GetUtcNow() - envelope.SentAt > Patience)
            _violations.Add($"{envelope.Id} was acknowledged after {(_slack.Time.GetUtcNow() - envelope.SentAt).TotalSeconds:0.###} s");
        envelope.Answer.TrySetResult(new(HttpStatusCode.OK, payload?.ToJsonString() ?? ""));
    }

    private string? TurnAway()
    {
        lock (_lock)
        {
            if (!IsOn)
                return "link_disabled";
            if (TurnedAway is not null || _taken + Elsewhere >= Most)
                return TurnedAway ?? "too_many_websockets";
            _taken++;
            return null;
        }
    }

    /// <summary>Each unsent envelope to the next connection, as long as there is one.</summary>
    private async Task FlushAsync()
    {
        while (true)
        {
            FakeEnvelope envelope;
            FakeSocket socket;
            lock (_lock)
            {
                if (_unsent.Count == 0 || _open.Count == 0)
                    return;
                envelope = _unsent[0];
                _unsent.RemoveAt(0);
                socket = _open[_turn++ % _open.Count];
                envelope.SentAt = _slack.Time.GetUtcNow();
                socket.Add(envelope, _slack.Time.CreateTimer(_ => Overdue(socket, envelope), null, Patience, Timeout.InfiniteTimeSpan));
            }

            await socket.SendAsync(envelope.ToJson());
            envelope.Attempt++;
        }
    }

    private void Overdue(FakeSocket socket, FakeEnvelope envelope)
    {
        lock (_lock)
        {
            if (!socket.Forget(envelope))
                return;
            if (envelope.Attempt > MostRetries)
            {
                envelope.Answer.TrySetResult(new(HttpStatusCode.RequestTimeout, ""));
                return;
            }

            _unsent.Add(envelope);
        }

        _ = FlushAsync();
    }
}

/// <summary>What is sent until it is acknowledged.</summary>
internal sealed class FakeEnvelope(string id, string type, JsonNode? payload, bool acceptsAnswer)
{
    public string Id => id;

    public bool AcceptsAnswer => acceptsAnswer;

    public TaskCompletionSource<BotAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DateTimeOffset SentAt { get; set; }

    /// <summary>How often it was sent.</summary>
    public int Attempt { get; set; }

    public FakeEnvelope Again() => new(id, type, payload, acceptsAnswer) { Attempt = 1 };

    public JsonObject ToJson()
    {
        // Slack does not promise an order.
        var json = new JsonObject();
        if (payload is not null)
            json["payload"] = payload.DeepClone();
        json["envelope_id"] = id;
        json["type"] = type;
        json["accepts_response_payload"] = acceptsAnswer;
        if (type == "events_api")
        {
            json["retry_attempt"] = Attempt;
            json["retry_reason"] = Attempt > 0 ? "timeout" : "";
        }

        return json;
    }
}
