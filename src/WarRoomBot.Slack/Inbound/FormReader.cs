using System.Buffers;
using System.Text;

namespace WarRoomBot.Slack;

/// <summary>Walks over the fields of an <c>application/x-www-form-urlencoded</c> body without copying what nobody asks for.</summary>
internal ref struct FormReader(ReadOnlySpan<byte> form)
{
    private const int OnTheStack = 1024;

    private ReadOnlySpan<byte> _rest = form;

    /// <summary>As it came: Slack's field names need no encoding.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>As it came, still encoded.</summary>
    public ReadOnlySpan<byte> Encoded { get; private set; }

    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var end = _rest.IndexOf((byte)'&');
        var field = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        var equals = field.IndexOf((byte)'=');
        Name = equals < 0 ? field : field[..equals];
        Encoded = equals < 0 ? default : field[(equals + 1)..];
        return true;
    }

    /// <summary>The value as text; false when its encoding is broken.</summary>
    public readonly bool TryText(out string text)
    {
        if (Encoded.IndexOfAny((byte)'%', (byte)'+') < 0)
        {
            text = Encoding.UTF8.GetString(Encoded);
            return true;
        }

        var rented = Encoded.Length > OnTheStack ? ArrayPool<byte>.Shared.Rent(Encoded.Length) : null;
        var bytes = rented ?? stackalloc byte[OnTheStack];
        var length = Decode(Encoded, bytes);
        text = length < 0 ? "" : Encoding.UTF8.GetString(bytes[..length]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return length >= 0;
    }

    /// <param name="decoded">At least as long as <paramref name="encoded"/>.</param>
    /// <returns>How many bytes were written; -1 when a percent sign is not followed by two hex digits.</returns>
    internal static int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        var length = 0;
        while (!encoded.IsEmpty)
        {
            var plain = encoded.IndexOfAny((byte)'%', (byte)'+');
            if (plain < 0)
                plain = encoded.Length;
            encoded[..plain].CopyTo(decoded[length..]);
            length += plain;
            encoded = encoded[plain..];
            if (encoded.IsEmpty)
                break;
            if (encoded[0] == '+')
            {
                decoded[length++] = (byte)' ';
                encoded = encoded[1..];
                continue;
            }

            if (encoded.Length < 3 || !char.IsAsciiHexDigit((char)encoded[1]) || !char.IsAsciiHexDigit((char)encoded[2]))
                return -1;
            decoded[length++] = (byte)((Digit(encoded[1]) << 4) | Digit(encoded[2]));
            encoded = encoded[3..];
        }

        return length;
    }

    private static int Digit(byte hex) => hex <= '9' ? hex - '0' : (hex | 0x20) - 'a' + 10;
}
