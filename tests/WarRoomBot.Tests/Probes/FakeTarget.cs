using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace WarRoomBot.Tests.Probes;

/// <summary>A server on loopback whose every byte a test decides, and which remembers what it was asked.</summary>
internal sealed class FakeTarget : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _asked = new(0);
    private readonly ConcurrentQueue<Exchange> _exchanges = [];
    private readonly ConcurrentBag<Task> _conversations = [];
    private readonly Func<Exchange, Task> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;
    private int _connections;

    public FakeTarget(Func<Exchange, Task> answer, X509Certificate2? certificate = null)
    {
        (_answer, _certificate) = (answer, certificate);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Address => $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{Port}";

    public int Connections => _connections;

    public IReadOnlyList<Exchange> Exchanges => [.. _exchanges];

    /// <summary>An address that refuses every connection for as long as the socket lives.</summary>
    public static (string Address, Socket Holder) Refusing()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ($"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}", socket);
    }

    /// <summary>Waits for one more request than before.</summary>
    public async Task AskedAsync() =>
        Assert.True(await _asked.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), "nothing was asked");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_conversations);
        _stop.Dispose();
        _asked.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
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
                var options = new SslServerAuthenticationOptions { ServerCertificate = _certificate };
                await secure.AuthenticateAsServerAsync(options, _stop.Token);
                stream = secure;
            }

            while (await Exchange.ReadAsync(stream, socket, _stop.Token) is { } exchange)
            {
                _exchanges.Enqueue(exchange);
                _asked.Release();
                await _answer(exchange);
            }
        }
        catch (Exception exception) when (exception
            is OperationCanceledException or IOException or SocketException or ObjectDisposedException or AuthenticationException)
        {
            // The other side went away, or the test is over.
        }
    }
}
