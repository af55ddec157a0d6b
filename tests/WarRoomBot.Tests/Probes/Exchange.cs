using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace WarRoomBot.Tests.Probes;

/// <summary>One request as it came over the wire, and the pen for its answer.</summary>
internal sealed class Exchange
{
    private readonly Stream _stream;
    private readonly Socket _socket;
    private readonly CancellationToken _stop;

    private Exchange(Stream stream, Socket socket, string head, string body, CancellationToken stop)
    {
        (_stream, _socket, _stop, Head, Body) = (stream, socket, stop, head, body);
        var line = head.Split('\r')[0].Split(' ');
        (Method, Target) = (line[0], line[1]);
    }

    public string Method { get; }

    /// <summary>Path and query.</summary>
    public string Target { get; }

    /// <summary>Request line and headers.</summary>
    public string Head { get; }

    public string Body { get; }

    public string? Header(string name) => Head.Split("\r\n")
        .Where(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();

    public Task JsonAsync(string json) => AnswerAsync(200, "application/json", json);

    public Task StatusAsync(int status, string body = "{}") => AnswerAsync(status, "application/json", body);

    public Task RedirectAsync(string location, int status = 302) => AnswerAsync(status, "text/plain", "", $"Location: {location}\r\n");

    public Task AnswerAsync(int status, string contentType, string body, string headers = "") =>
        AnswerAsync(status, contentType, Encoding.UTF8.GetBytes(body), headers);

    public async Task AnswerAsync(int status, string contentType, byte[] body, string headers = "")
    {
        await WriteAsync($"HTTP/1.1 {status} Whatever\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n{headers}\r\n");
        await _stream.WriteAsync(body, _stop);
    }

    /// <summary>Bytes on the wire, nothing added.</summary>
    public async Task WriteAsync(string raw) => await _stream.WriteAsync(Encoding.Latin1.GetBytes(raw), _stop);

    /// <summary>Says nothing more until the test is over.</summary>
    public Task HangAsync() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop);

    /// <summary>Tears the connection down.</summary>
    public void Reset()
    {
        _socket.LingerState = new(true, 0);
        _socket.Close();
    }

    /// <returns>Null when the other side has nothing more to ask.</returns>
    public static async Task<Exchange?> ReadAsync(Stream stream, Socket socket, CancellationToken stop)
    {
        var head = new StringBuilder();
        var letter = new byte[1];
        while (head.Length < 4 || head.ToString(head.Length - 4, 4) != "\r\n\r\n")
        {
            if (await stream.ReadAsync(letter, stop) == 0)
                return null;
            head.Append((char)letter[0]);
        }

        var exchange = new Exchange(stream, socket, head.ToString(), "", stop);
        if (exchange.Header("Content-Length") is not { } length)
            return exchange;
        var body = new byte[int.Parse(length, CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, stop);
        return new(stream, socket, head.ToString(), Encoding.UTF8.GetString(body), stop);
    }
}
