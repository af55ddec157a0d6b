using System.Buffers;
using System.Globalization;
using System.Text;

namespace WarRoomBot.Host.Signals.Reading;

/// <summary>
/// Walks over the characters of a JSON string as it was written, escapes and all. Broken UTF-8 and half surrogate pairs come out as the
/// replacement character, where the framework's own reading would throw.
/// </summary>
/// <param name="raw">What stands between the quotes.</param>
internal ref struct JsonRunes(ReadOnlySpan<byte> raw)
{
    private const int UnicodeEscape = 6;

    private ReadOnlySpan<byte> _rest = raw;

    public bool Next(out Rune rune)
    {
        if (_rest.IsEmpty)
        {
            rune = default;
            return false;
        }

        if (_rest[0] == '\\')
            rune = Escaped();
        else if (Rune.DecodeFromUtf8(_rest, out rune, out var length) == OperationStatus.Done)
            _rest = _rest[length..];
        else
            _rest = _rest[Math.Max(1, length)..];
        return true;
    }

    private Rune Escaped()
    {
        if (_rest.Length < 2)
        {
            _rest = default;
            return Rune.ReplacementChar;
        }

        if (_rest[1] == 'u')
            return Unicode();
        var letter = _rest[1];
        _rest = _rest[2..];
        return new(letter switch
        {
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            _ => letter < 0x80 ? (char)letter : '\uFFFD',
        });
    }

    private Rune Unicode()
    {
        if (!TryUnit(_rest, out var first))
        {
            _rest = default;
            return Rune.ReplacementChar;
        }

        _rest = _rest[UnicodeEscape..];
        if (Rune.TryCreate(first, out var rune))
            return rune;
        if (!TryUnit(_rest, out var second) || !Rune.TryCreate(first, second, out rune))
            return Rune.ReplacementChar;
        _rest = _rest[UnicodeEscape..];
        return rune;
    }

    private static bool TryUnit(ReadOnlySpan<byte> escape, out char unit)
    {
        unit = default;
        if (escape.Length < UnicodeEscape || escape[0] != '\\' || escape[1] != 'u'
            || !ushort.TryParse(escape[2..UnicodeEscape], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            return false;
        unit = (char)code;
        return true;
    }
}
