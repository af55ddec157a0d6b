using System.Security.Cryptography;
using System.Text;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Proving;

/// <summary>
/// The secret shown as it is: <c>Authorization: Bearer</c>, the password of <c>Authorization: Basic</c>, or <c>?token=</c> for sources
/// that can only be given an address.
/// </summary>
internal static class Tokens
{
    internal const string Expected = "the secret is missing or wrong: Authorization: Bearer, a Basic password or ?token= was expected";

    private const int LongestGiven = 4096;

    internal static bool Prove(WebhookRequest request, SourceSettings settings) =>
        Same(Authorization(request.Header("Authorization")), settings.Secret) || Same(request.Query("token"), settings.Secret);

    /// <summary>Takes as long for a wrong guess as for the right one, whatever its length.</summary>
    internal static bool Same(string? given, string secret)
    {
        if (given is null or { Length: 0 or > LongestGiven } || secret.Length == 0)
            return false;
        Span<byte> mine = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> theirs = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(secret), mine);
        SHA256.HashData(Encoding.UTF8.GetBytes(given), theirs);
        return CryptographicOperations.FixedTimeEquals(mine, theirs);
    }

    private static string? Authorization(string? header)
    {
        const string Bearer = "Bearer ", Basic = "Basic ";
        if (header is null || header.Length > LongestGiven)
            return null;
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return header[Bearer.Length..].Trim();
        return header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) ? Password(header.AsSpan(Basic.Length).Trim()) : null;
    }

    private static string? Password(ReadOnlySpan<char> encoded)
    {
        Span<byte> bytes = stackalloc byte[LongestGiven];
        if (!Convert.TryFromBase64Chars(encoded, bytes, out var length))
            return null;
        var pair = Encoding.UTF8.GetString(bytes[..length]);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : pair[(colon + 1)..];
    }
}
