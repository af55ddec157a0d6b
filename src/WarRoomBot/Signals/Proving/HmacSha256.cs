using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WarRoomBot.Host.Signals.Proving;

/// <summary>Signatures over raw bytes: HMAC-SHA256 under the secret's text, in hex.</summary>
internal static class HmacSha256
{
    private const int HexLength = 2 * HMACSHA256.HashSizeInBytes;
    private const int LongestPrefix = 32;

    /// <summary>The furthest a signed time may lie from ours, either way, in seconds.</summary>
    private const long Tolerance = 300;

    /// <param name="given">In hex, as it came; null when it was missing.</param>
    internal static bool Signs(string? given, string secret, ReadOnlySpan<byte> body) => Signs(given, secret, "", body);

    /// <param name="prefix">What is signed before the body, ASCII.</param>
    internal static bool Signs(string? given, string secret, string prefix, ReadOnlySpan<byte> body)
    {
        if (given is not { Length: HexLength } || secret.Length == 0 || prefix.Length > LongestPrefix)
            return false;
        Span<byte> theirs = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (Convert.FromHexString(given, theirs, out _, out _) != System.Buffers.OperationStatus.Done)
            return false;
        Span<byte> mine = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var key = Encoding.UTF8.GetBytes(secret);
        if (prefix.Length == 0)
        {
            HMACSHA256.HashData(key, body, mine);
        }
        else
        {
            using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
            hash.AppendData(Encoding.ASCII.GetBytes(prefix));
            hash.AppendData(body);
            hash.GetHashAndReset(mine);
        }

        return CryptographicOperations.FixedTimeEquals(mine, theirs);
    }

    /// <summary>Whether a time stamp, in seconds since 1970, is at most five minutes from now.</summary>
    internal static bool IsFresh(string? timestamp, DateTimeOffset now) =>
        timestamp is { Length: > 0 and <= 12 }
        && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(now.ToUnixTimeSeconds() - seconds) <= Tolerance;
}
