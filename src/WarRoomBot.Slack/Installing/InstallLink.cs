using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace WarRoomBot.Slack;

/// <summary>
/// The <c>state</c> of an installation (Docs "Installing with OAuth"): that it was begun here, in this browser, and not long ago. It says so
/// itself under our signature, so that whoever only begins costs no row; one that comes back is stored as used.
/// Layout, in Base64Url: 8 bytes of the end in Unix seconds, 16 of chance, 16 of the browser's hash, 32 of HMAC-SHA256.
/// </summary>
internal sealed class InstallLink(TokenSeal seal, TimeProvider time)
{
    internal static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private const int EndLength = 8;
    private const int ChanceLength = 16;
    private const int BrowserLength = 16;
    private const int Signed = EndLength + ChanceLength + BrowserLength;
    private const int Length = Signed + HMACSHA256.HashSizeInBytes;
    private const int SecretLength = 32;

    private readonly IReadOnlyList<byte[]> _keys = seal.KeysFor("slack install link");

    /// <summary>Something that only one browser knows, for its cookie.</summary>
    internal static string NewBrowser() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength));

    internal static bool IsBrowser(string? text) => text is { Length: > 0 and <= 64 } && Base64Url.IsValid(text, out var length) && length == SecretLength;

    internal string New(string browser)
    {
        var link = new byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(link, (time.GetUtcNow() + Life).ToUnixTimeSeconds());
        RandomNumberGenerator.Fill(link.AsSpan(EndLength, ChanceLength));
        HashOf(browser).CopyTo(link.AsSpan(EndLength + ChanceLength));
        HMACSHA256.HashData(_keys[0], link.AsSpan(0, Signed), link.AsSpan(Signed));
        return Base64Url.EncodeToString(link);
    }

    /// <param name="browser">The cookie that came with it; null for none.</param>
    internal (LinkState State, string Hash, DateTimeOffset EndsAt) Read(string? text, string? browser)
    {
        if (text is not { Length: > 0 and <= 2 * Length } || !Base64Url.IsValid(text, out var length) || length != Length)
            return (LinkState.Foreign, "", default);
        var link = Base64Url.DecodeFromChars(text);
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var isOurs = false;
        foreach (var key in _keys)
        {
            HMACSHA256.HashData(key, link.AsSpan(0, Signed), expected);
            isOurs |= CryptographicOperations.FixedTimeEquals(expected, link.AsSpan(Signed));
        }

        if (!isOurs)
            return (LinkState.Foreign, "", default);
        var endsAt = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(link));
        var state = !IsBrowser(browser) || !CryptographicOperations.FixedTimeEquals(HashOf(browser!), link.AsSpan(EndLength + ChanceLength, BrowserLength)) ? LinkState.OtherBrowser
            : time.GetUtcNow() > endsAt ? LinkState.TooLate
            : LinkState.Good;
        return (state, Convert.ToHexStringLower(SHA256.HashData(link)), endsAt);
    }

    private static byte[] HashOf(string browser) => SHA256.HashData(Encoding.ASCII.GetBytes(browser))[..BrowserLength];
}

internal enum LinkState
{
    Good,

    /// <summary>Not signed by us.</summary>
    Foreign,

    /// <summary>Begun in another browser, or this one keeps no cookies.</summary>
    OtherBrowser,

    TooLate,
}
