using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using WarRoomBot.Data;

namespace WarRoomBot.Slack;

/// <summary>
/// One connection of Socket Mode. Each envelope is acknowledged on the connection it came by, and only when what is in it is stored; what
/// is not acknowledged Slack sends again, here or elsewhere.
/// </summary>
internal sealed class SlackSocket : IDisposable
{
    /// <summary>Envelopes that may be worked on at once; beyond that the next is not read yet.</summary>
    private const int MostUnderWay = 256;

    private const int FirstGuess = 16 * 1024;

    private readonly SlackArrivals _arrivals;
    private readonly SocketTimes _times;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly SemaphoreSlim _places = new(MostUnderWay);
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<SocketEnd> _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _serving = Task.CompletedTask;

    public SlackSocket(SlackArrivals arrivals, SocketTimes times, TimeProvider time, ILogger logger)
    {
        (_arrivals, _times, _time, _logger) = (arrivals, times, time, logger);
        _socket.Options.KeepAliveInterval = times.Ping;
        _socket.Options.KeepAliveTimeout = times.Pong;
    }

    /// <summary>Over when Slack has said that it wants another connection, or this one broke.</summary>
    public Task<SocketEnd> Ending => _ending.Task;

    /// <summary>Over when nothing comes any more.</summary>
    public Task Serving => _serving;

    /// <summary>Where a ticket leads.</summary>
    /// <param name="api">Where it is from: a connection is as safe as the calls are, never in the clear when those are not.</param>
    /// <returns>Null when it leads nowhere.</returns>
    internal static Uri? AddressOf(SlackAnswer ticket, Uri api) =>
        Uri.TryCreate(ticket.Text("url"), UriKind.Absolute, out var address)
        && address.Scheme == (api.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs)
            ? address
            : null;

    /// <summary>Connects, and waits for Slack's hello.</summary>
    /// <param name="address">A ticket: it is good for one connection.</param>
    /// <returns>Null when the connection is there; else why it did not come about.</returns>
    public async Task<SocketEnd?> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource(_times.Hello, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            await _socket.ConnectAsync(address, either.Token);
            _serving = ServeAsync();
            await Task.WhenAny(_hello.Task, _ending.Task).WaitAsync(either.Token);
            return _hello.Task.IsCompleted ? null : await _ending.Task;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(SocketEndKind.Lost, "Slack did not say hello in time");
        }
        catch (WebSocketException exception)
        {
            return new(SocketEndKind.Lost, $"no connection: {exception.WebSocketErrorCode}");
        }
    }

    /// <summary>Lets what is under way be acknowledged, then says good-bye.</summary>
    public async Task CloseAsync()
    {
        using var enough = new CancellationTokenSource(_times.Farewell, _time);
        try
        {
            for (var place = 0; place < MostUnderWay; place++)
                await _places.WaitAsync(enough.Token);
            await _sending.WaitAsync(enough.Token);
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, enough.Token);
            await _serving.WaitAsync(enough.Token);
        }
        catch (Exception exception) when (IsOver(exception))
        {
            // Then without good manners.
        }

        Dispose();
    }

    public void Dispose()
    {
        _over.Cancel();
        _socket.Dispose();
    }

    /// <summary>Of what the socket itself throws: it takes and brings nothing any more.</summary>
    private static bool IsOver(Exception exception) =>
        exception is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException;

    private async Task ServeAsync()
    {
        var why = "Slack closed the connection";
        try
        {
            var buffer = new ArrayBufferWriter<byte>(FirstGuess);
            while (await ReceiveAsync(buffer))
                await HandleAsync(Parsed(buffer.WrittenSpan));
        }
        catch (Exception exception)
        {
            // Whatever it was, another connection takes its place.
            why = IsOver(exception) ? "the connection broke" : $"an error inside the bot, {exception.GetType().Name}";
        }

        _ending.TrySetResult(new(SocketEndKind.Lost, why));
    }

    /// <returns>False when Slack has closed the connection.</returns>
    private async Task<bool> ReceiveAsync(ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.GetMemory(FirstGuess), _over.Token);
            if (received.MessageType == WebSocketMessageType.Close)
                return false;

            // What is too long is read to its end and forgotten.
            if (buffer.WrittenCount + received.Count <= RequestBody.Longest)
                buffer.Advance(received.Count);
            else if (received.EndOfMessage)
                buffer.ResetWrittenCount();
            if (received.EndOfMessage)
                return true;
        }
    }

    private static SocketFrame? Parsed(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, PayloadJson.Default.SocketFrame);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task HandleAsync(SocketFrame? frame)
    {
        switch (frame)
        {
            case { Type: "hello" }:
                _hello.TrySetResult();
                break;
            case { Type: "disconnect" }:
                _ending.TrySetResult(SocketEnd.OfDisconnect(frame.Reason));
                break;
            case { EnvelopeId: { Length: > 0 } id }:
                await _places.WaitAsync(_over.Token);
                _ = TakeAsync(id, frame);
                break;
            default:
                Log.RequestIgnored(_logger, frame?.Type ?? "a frame that cannot be read");
                break;
        }
    }

    private async Task TakeAsync(string id, SocketFrame frame)
    {
        try
        {
            var taken = await TakeAsync(frame);
            if (!taken.Understood)
                Log.EnvelopeMalformed(_logger, frame.Type ?? "");
            await AcknowledgeAsync(id, frame.AcceptsResponsePayload ? taken.Body : default);
        }
        catch (StorageUnavailableException exception)
        {
            Log.EnvelopeNotStored(_logger, exception.Message);
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // The socket is over: Slack sends it again by another.
        }
        catch (Exception exception)
        {
            Log.EnvelopeFailed(_logger, frame.Type ?? "", exception);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<Taken> TakeAsync(SocketFrame frame)
    {
        try
        {
            return frame.Type switch
            {
                _ when frame.Payload.ValueKind == JsonValueKind.Undefined => Taken.Malformed,
                "slash_commands" => await _arrivals.CommandAsync(frame.Payload.Deserialize(PayloadJson.Default.SlashCommand), _over.Token),
                "interactive" => await _arrivals.InteractionAsync(frame.Payload.Deserialize(PayloadJson.Default.InteractionPayload), _over.Token),
                "events_api" => await _arrivals.EventAsync(frame.Payload.Deserialize(PayloadJson.Default.EventEnvelope), _over.Token),
                _ => Taken.Silently,
            };
        }
        catch (JsonException)
        {
            return Taken.Malformed;
        }
    }

    private async Task AcknowledgeAsync(string id, ReadOnlyMemory<byte> answer)
    {
        var acknowledgement = JsonBytes.Object(json =>
        {
            json.WriteString("envelope_id"u8, id);
            if (answer.IsEmpty)
                return;
            json.WritePropertyName("payload"u8);
            json.WriteRawValue(answer.Span);
        });
        await _sending.WaitAsync(_over.Token);
        try
        {
            await _socket.SendAsync(acknowledgement, WebSocketMessageType.Text, endOfMessage: true, _over.Token);
        }
        catch (Exception exception) when (IsOver(exception))
        {
            // The connection broke: Slack sends it again by another, and what is stored is then recognised.
        }
        finally
        {
            _sending.Release();
        }
    }
}
