using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace WarRoomBot.Benchmarks;

/// <summary>
/// Sends prepared requests over plain sockets, one at a time on each, and takes the time to each whole answer. Everything is prepared
/// beforehand, so that the load costs little of the machine it shares with what is measured.
/// </summary>
internal static class RawLoad
{
    /// <param name="port">On 127.0.0.1.</param>
    /// <param name="requests">Whole HTTP/1.1 requests, headers and all; each is sent once.</param>
    /// <param name="connections">How many are under way at most.</param>
    /// <param name="perSecond">A fixed rate, at which each request has its own moment; 0 for as fast as they go.</param>
    internal static async Task<LoadResult> SendAsync(int port, IReadOnlyList<byte[]> requests, int connections, double perSecond)
    {
        var next = -1;
        var took = new double[requests.Count];
        var refused = 0;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            var buffer = new byte[4096];
            for (var number = Interlocked.Increment(ref next); number < requests.Count; number = Interlocked.Increment(ref next))
            {
                var due = perSecond > 0 ? TimeSpan.FromSeconds(number / perSecond) : TimeSpan.Zero;
                var wait = due - Stopwatch.GetElapsedTime(began);
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, TimeProvider.System);
                // At a fixed rate the time counts from the planned moment: a request that had to queue behind a slow one waited too.
                var from = perSecond > 0 ? due : Stopwatch.GetElapsedTime(began);
                await socket.SendAsync(requests[number]);
                if (!await AnsweredAsync(socket, buffer))
                    Interlocked.Increment(ref refused);
                took[number] = (Stopwatch.GetElapsedTime(began) - from).TotalMilliseconds;
            }
        })));
        var elapsed = Stopwatch.GetElapsedTime(began);
        Array.Sort(took);
        return new(requests.Count, refused, elapsed, At(took, 0.5), At(took, 0.95), At(took, 0.99), took[^1]);
    }

    /// <summary>Reads one answer; those asked for here have no body, or a short one with its length.</summary>
    private static async Task<bool> AnsweredAsync(Socket socket, byte[] buffer)
    {
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
                throw new IOException("the connection was closed");
            length += read;
            var head = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (head >= 0 && length >= head + 4 + ContentLength(buffer.AsSpan(0, head)))
                return buffer.AsSpan(9, 1)[0] == (byte)'2';
        }
    }

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0)
            return 0;
        return System.Buffers.Text.Utf8Parser.TryParse(head[(at + 16)..], out int length, out _) ? length : 0;
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];
}

/// <param name="P50">Milliseconds, as the others.</param>
internal sealed record LoadResult(int Count, int Refused, TimeSpan Elapsed, double P50, double P95, double P99, double Slowest)
{
    public double PerSecond => Count / Elapsed.TotalSeconds;
}
