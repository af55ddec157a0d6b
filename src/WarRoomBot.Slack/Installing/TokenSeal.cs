using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace WarRoomBot.Slack;

/// <summary>
/// Keeps tokens unreadable in the store: AES-256-GCM with the first key of <c>Slack:TokenKey</c>, the workspace's id as associated data, so that no
/// row can be put in another's place. Layout, in Base64: one byte 1, 4 bytes that name the key, 12 bytes of nonce, 16 of tag, the text.
/// </summary>
internal sealed class TokenSeal(IOptions<SlackOptions> options)
{
    private const byte Layout = 1;
    private const int KeyLength = 32;
    private const int NameLength = 4;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int Head = 1 + NameLength + NonceLength + TagLength;

    private readonly IReadOnlyList<(byte[] Name, byte[] Key)> _keys = [.. KeysOf(options.Value.TokenKey)!.Select(key => (NameOf(key), key))];

    /// <summary>A key of ours for something else than tokens.</summary>
    /// <param name="purpose">What for: each has another key.</param>
    /// <returns>One for each key there is, the newest first.</returns>
    internal IReadOnlyList<byte[]> KeysFor(string purpose) =>
        [.. _keys.Select(key => HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Key, KeyLength, info: Encoding.UTF8.GetBytes(purpose)))];

    /// <returns>Null when one of them is no key, or there is none.</returns>
    internal static IReadOnlyList<byte[]>? KeysOf(string setting)
    {
        List<byte[]> keys = [];
        foreach (var text in setting.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var key = new byte[KeyLength];
            if (!Convert.TryFromBase64String(text, key, out var length) || length != KeyLength)
                return null;
            keys.Add(key);
        }

        return keys.Count > 0 ? keys : null;
    }

    internal string Close(string team, TokenPair tokens)
    {
        var text = JsonBytes.Object(json =>
        {
            json.WriteString("access"u8, tokens.Access);
            if (tokens.Refresh is not null)
                json.WriteString("refresh"u8, tokens.Refresh);
        }).Span;
        var (name, key) = _keys[0];
        var box = new byte[Head + text.Length];
        box[0] = Layout;
        name.CopyTo(box, 1);
        var nonce = box.AsSpan(1 + NameLength, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, text, box.AsSpan(Head), box.AsSpan(Head - TagLength, TagLength), Encoding.UTF8.GetBytes(team));
        return Convert.ToBase64String(box);
    }

    /// <returns>The tokens, or why they cannot be read: a clause with what would be right, without its full stop.</returns>
    internal (TokenPair? Tokens, string? Why) Open(Installation installed)
    {
        var box = new byte[(installed.Tokens.Length * 3 / 4) + 3];
        if (!Convert.TryFromBase64String(installed.Tokens, box, out var length) || length <= Head || box[0] != Layout)
            return (null, Altered);
        var key = _keys.FirstOrDefault(key => box.AsSpan(1, NameLength).SequenceEqual(key.Name)).Key;
        if (key is null)
            return (null, "it was encrypted with a key that is not in Slack:TokenKey: put that key back, after the new one and a comma, and restart");
        var text = new byte[length - Head];
        try
        {
            using var cipher = new AesGcm(key, TagLength);
            cipher.Decrypt(
                box.AsSpan(1 + NameLength, NonceLength), box.AsSpan(Head, text.Length), box.AsSpan(Head - TagLength, TagLength), text, Encoding.UTF8.GetBytes(installed.Team));
            var pair = JsonElement.Parse(text);
            return (new(pair.GetProperty("access").GetString()!, pair.TryGetProperty("refresh", out var refresh) ? refresh.GetString() : null), null);
        }
        catch (CryptographicException)
        {
            return (null, Altered);
        }
    }

    /// <summary>Whether it would be closed with another key now.</summary>
    internal bool IsOld(Installation installed)
    {
        var box = new byte[(installed.Tokens.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(installed.Tokens, box, out var length) && length > Head && !box.AsSpan(1, NameLength).SequenceEqual(_keys[0].Name);
    }

    private const string Altered = "it was altered in the store: install the app there again";

    private static byte[] NameOf(byte[] key) => SHA256.HashData([.. "name"u8, .. key])[..NameLength];
}

/// <summary>What a workspace is called with. A class without words of its own: it is never printed.</summary>
/// <param name="refresh">Gets the next one; null for a token that does not end.</param>
internal sealed class TokenPair(string access, string? refresh)
{
    public string Access => access;

    public string? Refresh => refresh;
}
