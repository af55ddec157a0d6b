using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace WarRoomBot.Tests.Probes;

/// <summary>A server on loopback, or on a Unix socket, that lets a test hold each conversation byte by byte.</summary>
/// <remarks>What goes wrong because the other side went away, or the test is over, is nobody's fault and not told.</remarks>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _connected = new(0);
    private readonly ConcurrentBag<Task> _conversations = [];
    private readonly Func<Stream, Socket, CancellationToken, Task> _converse;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;
    private int _connections;

    /// <param name="converse">Holds one conversation; it ends when this does.</param>
    /// <param name="socket">The path of the Unix socket; null for a port on loopback.</param>
    public LoopbackServer(
        Func<Stream, Socket, CancellationToken, Task> converse, X509Certificate2? certificate = null, string? socket = null)
    {
        (_converse, _certificate) = (converse, certificate);
        _listener = socket is null
            ? new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            : new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(socket is null ? new IPEndPoint(IPAddress.Loopback, 0) : new UnixDomainSocketEndPoint(socket));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public int Connections => _connections;

    /// <summary>Cancelled when the test is over.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>One that takes connections and never says a word.</summary>
    public static LoopbackServer Silent() => new((_, _, stop) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop));

    /// <summary>One that tears every connection down.</summary>
    public static LoopbackServer Resetting() => new((_, socket, _) =>
    {
        Reset(socket);
        return Task.CompletedTask;
    });

    /// <summary>One that says the same to everybody, whatever they ask, and hangs up.</summary>
    public static LoopbackServer Saying(byte[] words) => new((stream, socket, stop) => SayLastAsync(stream, socket, words, stop));

    /// <summary>Says its last words such that they arrive, and waits for the other side to go.</summary>
    public static async Task SayLastAsync(Stream stream, Socket socket, byte[] words, CancellationToken stop)
    {
        await stream.WriteAsync(words, stop);
        socket.Shutdown(SocketShutdown.Send);
        var rest = new byte[4096];
        while (await stream.ReadAsync(rest, stop) > 0)
        {
        }
    }

    public static void Reset(Socket socket)
    {
        socket.LingerState = new(true, 0);
        socket.Close();
    }

    /// <summary>A port on loopback that refuses every connection for as long as the socket lives.</summary>
    public static (int Port, Socket Holder) Refusing()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (((IPEndPoint)socket.LocalEndPoint!).Port, socket);
    }

    /// <summary>Waits for one more connection than before.</summary>
    public async Task ConnectedAsync() =>
        Assert.True(await _connected.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), "nobody connected");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        await Task.WhenAll(_conversations);
        _stop.Dispose();
        _connected.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                _connected.Release();
                _conversations.Add(ConverseAsync(socket));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // Stopped.
        }
    }

    private async Task ConverseAsync(Socket socket)
    {
        using var _ = socket;
        try
        {
            Stream stream = new NetworkStream(socket);
            if (_certificate is not null)
            {
                var secure = new SslStream(stream);
                await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
                stream = secure;
            }

            await _converse(stream, socket, _stop.Token);
        }
        catch (Exception exception) when (exception
            is OperationCanceledException or IOException or SocketException or ObjectDisposedException or AuthenticationException)
        {
            // The other side went away, or the test is over.
        }
    }
}
