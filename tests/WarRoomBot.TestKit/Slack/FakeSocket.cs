using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WarRoomBot.TestKit.Slack;

/// <summary>One connection of Socket Mode, from Slack's side.</summary>
public sealed class FakeSocket
{
    private readonly FakeSockets _sockets;
    private readonly WebSocket _socket;
    private readonly HalfOpenStream _wire;
    private readonly Dictionary<FakeEnvelope, ITimer> _underWay = [];
    private Task _sending = Task.CompletedTask;

    internal FakeSocket(FakeSockets sockets, WebSocket socket, HalfOpenStream wire) => (_sockets, _socket, _wire) = (sockets, socket, wire);

    /// <summary>How often the bot has said anything, pings among it.</summary>
    public int Heard => _wire.Reads;

    /// <summary>Ten seconds ahead of its end.</summary>
    public Task WarnAsync() => DisconnectAsync("warning");

    /// <summary>The bot is to connect anew, now.</summary>
    public Task AskForRefreshAsync() => DisconnectAsync("refresh_requested");

    /// <summary>Closes it in an orderly way.</summary>
    public async Task CloseAsync()
    {
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (Exception exception) when (IsOver(exception))
        {
            // The bot was faster.
        }
    }

    /// <summary>The connection breaks.</summary>
    public void Break() => _socket.Abort();

    /// <summary>From now on nothing comes through in either direction, and nobody is told, as behind some routers.</summary>
    public void FallSilent() => _wire.IsSilent = true;

    /// <summary>Any text at all, in two pieces, as any frame may come.</summary>
    public Task SendTextAsync(string text)
    {
        lock (_underWay)
            return _sending = SendAfterAsync(_sending, Encoding.UTF8.GetBytes(text));
    }

    internal Task SendAsync(JsonObject frame) => SendTextAsync(frame.ToJsonString());

    internal Task DisconnectAsync(string reason) => SendAsync(new()
    {
        ["type"] = "disconnect",
        ["reason"] = reason,
        ["debug_info"] = new JsonObject { ["host"] = "applink-fake" },
    });

    /// <summary>Takes acknowledgements until the connection is closed.</summary>
    internal async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await _socket.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } received)
                Took(buffer.AsSpan(0, received.Count), received.EndOfMessage);
            _sockets.HeardGoodbye();
            await CloseAsync();
        }
        catch (Exception exception) when (IsOver(exception))
        {
            // It broke.
        }
    }

    /// <summary>The following are called under the lock of the whole.</summary>
    internal void Add(FakeEnvelope envelope, ITimer overdue) => _underWay[envelope] = overdue;

    internal FakeEnvelope? Find(string id) => _underWay.Keys.FirstOrDefault(envelope => envelope.Id == id);

    internal bool Forget(FakeEnvelope envelope)
    {
        if (!_underWay.Remove(envelope, out var overdue))
            return false;
        overdue.Dispose();
        return true;
    }

    internal List<FakeEnvelope> TakeAll()
    {
        var all = _underWay.Keys.ToList();
        all.ForEach(envelope => Forget(envelope));
        return all;
    }

    private async Task SendAfterAsync(Task before, ReadOnlyMemory<byte> text)
    {
        await before;
        try
        {
            await _socket.SendAsync(text[..(text.Length / 2)], WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);
            await _socket.SendAsync(text[(text.Length / 2)..], WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        catch (Exception exception) when (IsOver(exception))
        {
            // It is closed meanwhile; what was not acknowledged goes to another.
        }
    }

    private static bool IsOver(Exception exception) =>
        exception is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException;

    private void Took(ReadOnlySpan<byte> frame, bool isWhole)
    {
        try
        {
            if (isWhole && JsonNode.Parse(frame) is JsonObject acknowledgement)
                _sockets.Acknowledge(this, acknowledgement);
            else
                _sockets.Violated("a frame that is no whole object");
        }
        catch (JsonException)
        {
            _sockets.Violated("a frame that is no JSON");
        }
    }
}
