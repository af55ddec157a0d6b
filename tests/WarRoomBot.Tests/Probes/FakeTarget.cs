using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace WarRoomBot.Tests.Probes;

/// <summary>An HTTP server whose every byte a test decides, and which remembers what it was asked.</summary>
internal sealed class FakeTarget : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly SemaphoreSlim _asked = new(0);
    private readonly ConcurrentQueue<Exchange> _exchanges = [];
    private readonly Func<Exchange, Task> _answer;
    private readonly bool _isSecure;

    /// <param name="socket">The path of the Unix socket; null for a port on loopback.</param>
    public FakeTarget(Func<Exchange, Task> answer, X509Certificate2? certificate = null, string? socket = null)
    {
        (_answer, _isSecure) = (answer, certificate is not null);
        _server = new(ConverseAsync, certificate, socket);
    }

    public int Port => _server.Port;

    public string Address => $"{(_isSecure ? "https" : "http")}://127.0.0.1:{Port}";

    public int Connections => _server.Connections;

    public IReadOnlyList<Exchange> Exchanges => [.. _exchanges];

    /// <summary>An address that refuses every connection for as long as the socket lives.</summary>
    public static (string Address, Socket Holder) Refusing()
    {
        var (port, holder) = LoopbackServer.Refusing();
        return ($"http://127.0.0.1:{port}", holder);
    }

    /// <summary>Waits for one more request than before.</summary>
    public async Task AskedAsync() =>
        Assert.True(await _asked.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), "nothing was asked");

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _asked.Dispose();
    }

    private async Task ConverseAsync(Stream stream, Socket socket, CancellationToken stop)
    {
        while (await Exchange.ReadAsync(stream, socket, stop) is { } exchange)
        {
            _exchanges.Enqueue(exchange);
            _asked.Release();
            await _answer(exchange);
        }
    }
}
