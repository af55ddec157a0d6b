using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WarRoomBot.Slack;

/// <summary>
/// Tells Slack's requests from forged ones: version 0 signatures over the raw bytes of the body (Docs "Verifying requests from
/// Slack").
/// </summary>
internal sealed class SlackSignature
{
    internal const string TimestampHeader = "X-Slack-Request-Timestamp";
    internal const string SignatureHeader = "X-Slack-Signature";

    /// <summary>The furthest a request's time may lie from ours, either way, in seconds.</summary>
    private const long Tolerance = 300;

    /// <summary><c>v0=</c> and 32 bytes in hex.</summary>
    private const int SignatureLength = 3 + (2 * HMACSHA256.HashSizeInBytes);

    private const int LongestTimestamp = 12;
    private const int OnTheStack = 4096;

    private readonly byte[] _secret;
    private readonly TimeProvider _time;

    /// <param name="secret">The signing secret as Slack shows it; its text is the key, it is not decoded.</param>
    /// <exception cref="ArgumentException">The secret is empty: then everybody could sign.</exception>
    public SlackSignature(string secret, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(secret);
        (_secret, _time) = (Encoding.UTF8.GetBytes(secret), time);
    }

    /// <param name="timestamp">The header as it came; null when it was missing or there were several.</param>
    /// <param name="signature">As <paramref name="timestamp"/>.</param>
    /// <param name="body">The body's bytes as they came, before any parsing.</param>
    public bool Signed(string? timestamp, string? signature, ReadOnlySpan<byte> body)
    {
        if (timestamp is not { Length: > 0 and <= LongestTimestamp } || signature is not { Length: SignatureLength })
            return false;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(_time.GetUtcNow().ToUnixTimeSeconds() - seconds) > Tolerance)
            return false;

        Span<byte> expected = stackalloc byte[SignatureLength];
        Expect(timestamp, body, expected);
        Span<byte> given = stackalloc byte[SignatureLength];
        return Encoding.UTF8.TryGetBytes(signature, given, out var length)
            && CryptographicOperations.FixedTimeEquals(expected, given[..length]);
    }

    /// <summary>The two headers that make a body ours: Slack's own have them alike.</summary>
    internal (string Timestamp, string Signature) Sign(ReadOnlySpan<byte> body)
    {
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        Span<byte> signature = stackalloc byte[SignatureLength];
        Expect(timestamp, body, signature);
        return (timestamp, Encoding.ASCII.GetString(signature));
    }

    private void Expect(string timestamp, ReadOnlySpan<byte> body, Span<byte> expected)
    {
        Span<byte> start = stackalloc byte[4 + LongestTimestamp];
        "v0:"u8.CopyTo(start);
        var length = 3 + Encoding.ASCII.GetBytes(timestamp, start[3..]);
        start[length++] = (byte)':';
        start = start[..length];

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (start.Length + body.Length <= OnTheStack)
        {
            // One call over bytes that lie in a row is by far the cheapest, and nearly every request is small.
            Span<byte> signed = stackalloc byte[OnTheStack];
            start.CopyTo(signed);
            body.CopyTo(signed[start.Length..]);
            HMACSHA256.HashData(_secret, signed[..(start.Length + body.Length)], hash);
        }
        else
        {
            using var incremental = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _secret);
            incremental.AppendData(start);
            incremental.AppendData(body);
            incremental.GetHashAndReset(hash);
        }

        "v0="u8.CopyTo(expected);
        Convert.TryToHexStringLower(hash, expected[3..], out _);
    }
}
