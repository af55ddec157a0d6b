using System.Security.Cryptography;
using System.Text;

namespace WarRoomBot.Host.Signals.Reading;

/// <summary>What alerts are told apart by. Two that the source tells apart stay apart, however long or strange their names are.</summary>
internal static class Fingerprints
{
    private const int Readable = 80;

    /// <summary>As it is where that can be kept; otherwise its beginning and its hash.</summary>
    internal static string Of(string text)
    {
        var clean = Foreign.Line(text, Foreign.Fingerprint);
        return clean == text && text.Length > 0 ? text : $"{Foreign.Line(text, Readable)}#{Hash(text)}";
    }

    /// <summary>For alerts that have no name of their own: what they say of themselves, hashed.</summary>
    internal static string OfAll(params ReadOnlySpan<string?> parts) => Hash(string.Join('\n', parts));

    internal static string OfBytes(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash[..16]);
    }

    private static string Hash(string text) => OfBytes(Encoding.UTF8.GetBytes(text));
}
