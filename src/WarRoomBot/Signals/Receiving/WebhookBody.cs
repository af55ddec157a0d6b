using System.Buffers;

namespace WarRoomBot.Host.Signals.Receiving;

/// <summary>The raw bytes of one request, read once into a rented buffer. Dispose it exactly once.</summary>
internal readonly struct WebhookBody(byte[] rented, int length) : IDisposable
{
    /// <summary>Alertmanager sends whole groups; Grafana, PagerDuty and SNS stay well below.</summary>
    internal const int Longest = 1024 * 1024;

    private const int Guess = 8192;

    public ReadOnlyMemory<byte> Bytes => rented.AsMemory(0, length);

    /// <returns>Null when there is more than <see cref="Longest"/>.</returns>
    /// <exception cref="BadHttpRequestException">The request is not proper HTTP, or too slow.</exception>
    /// <exception cref="IOException">It broke off.</exception>
    public static async ValueTask<WebhookBody?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > Longest)
            return null;
        var rented = ArrayPool<byte>.Shared.Rent((int)(request.ContentLength ?? Guess) + 1);
        var length = 0;
        var isWhole = false;
        try
        {
            while (!isWhole && length <= Longest)
            {
                if (length == rented.Length)
                    rented = Larger(rented);
                var read = await request.Body.ReadAsync(rented.AsMemory(length), cancellationToken);
                length += read;
                isWhole = read == 0 || length == request.ContentLength;
            }

            if (isWhole && length <= Longest)
                return new(rented, length);
        }
        finally
        {
            if (!isWhole || length > Longest)
                ArrayPool<byte>.Shared.Return(rented);
        }

        return null;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(rented);

    private static byte[] Larger(byte[] rented)
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * rented.Length);
        rented.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(rented);
        return larger;
    }
}
