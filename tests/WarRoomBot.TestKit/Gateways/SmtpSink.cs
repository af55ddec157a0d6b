using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WarRoomBot.TestKit.Gateways;

/// <summary>A mail server on loopback that keeps what it takes (RFC 5321), asks for a password, and knows no encryption.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    public const string User = "warroom";
    public const string Password = "smtp-password-of-the-team";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _mails = [];
    private readonly ConcurrentQueue<string> _refusals = [];
    private int _authentications;
    private Task _serving = Task.CompletedTask;

    /// <summary>As the bot's configuration.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["WaysOut:Smtp:Host"] = "127.0.0.1",
        ["WaysOut:Smtp:Port"] = $"{((IPEndPoint)_listener.LocalEndpoint).Port}",
        ["WaysOut:Smtp:From"] = "warroom@example.com",
        ["WaysOut:Smtp:User"] = User,
        ["WaysOut:Smtp:Password"] = Password,
        ["WaysOut:Smtp:StartTls"] = "false",
    };

    /// <summary>Envelope, headers and body of each mail.</summary>
    public IReadOnlyList<string> Mails => [.. _mails];

    /// <summary>How often somebody tried to sign in.</summary>
    public int Authentications => _authentications;

    public static SmtpSink Start()
    {
        var sink = new SmtpSink();
        sink._listener.Start();
        sink._serving = sink.ServeAsync();
        return sink;
    }

    /// <summary>The next recipients are answered with this line, such as <c>451 later</c>.</summary>
    public void RefuseNext(params IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
            _refusals.Enqueue(line);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
                talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            using var socket = client;
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII);
            await using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 sink ESMTP");
            var envelope = "";
            var isKnown = false;
            while (await reader.ReadLineAsync(_end.Token) is { } line)
            {
                var verb = line.Split(' ')[0].ToUpperInvariant();
                switch (verb)
                {
                    case "EHLO":
                        await writer.WriteLineAsync("250-sink\r\n250 AUTH LOGIN");
                        break;
                    case "AUTH":
                        isKnown = await AuthenticateAsync(line, reader, writer);
                        break;
                    case "MAIL" or "RCPT" when !isKnown:
                        await writer.WriteLineAsync("530 authenticate first");
                        break;
                    case "RCPT" when _refusals.TryDequeue(out var refusal):
                        await writer.WriteLineAsync(refusal);
                        break;
                    case "MAIL" or "RCPT":
                        envelope += $"{line}\n";
                        await writer.WriteLineAsync("250 good");
                        break;
                    case "DATA":
                        await writer.WriteLineAsync("354 go on");
                        _mails.Enqueue(envelope + await TextAsync(reader));
                        await writer.WriteLineAsync("250 taken");
                        break;
                    case "QUIT":
                        await writer.WriteLineAsync("221 bye");
                        return;
                    default:
                        await writer.WriteLineAsync("250 good");
                        break;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client went away.
        }
    }

    private async Task<bool> AuthenticateAsync(string line, StreamReader reader, StreamWriter writer)
    {
        Interlocked.Increment(ref _authentications);
        var user = line.Split(' ') is [_, _, var given] ? given : await AskAsync("334 VXNlcm5hbWU6");
        var password = await AskAsync("334 UGFzc3dvcmQ6");
        var isRight = (Plain(user), Plain(password)) == (User, Password);
        await writer.WriteLineAsync(isRight ? "235 welcome" : "535 unknown");
        return isRight;

        async Task<string> AskAsync(string question)
        {
            await writer.WriteLineAsync(question);
            return await reader.ReadLineAsync(_end.Token) ?? "";
        }

        static string Plain(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));
    }

    private async Task<string> TextAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_end.Token) is { } line && line != ".")
            text.AppendLine(line);
        return text.ToString();
    }
}
