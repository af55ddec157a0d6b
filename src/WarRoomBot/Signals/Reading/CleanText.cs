using System.Globalization;
using System.Text;

namespace WarRoomBot.Host.Signals.Reading;

/// <summary>
/// Writes foreign text down as people may see it: nothing that hides, turns round or controls anything, blanks at neither end, and no
/// longer than it may be. What is cut off is shown by an ellipsis, never half a character.
/// </summary>
/// <param name="room">As long as the text may be.</param>
/// <param name="lines">Whether line breaks are kept; otherwise they are blanks.</param>
internal ref struct CleanText(Span<char> room, bool lines)
{
    private const char Ellipsis = '…';

    private readonly Span<char> _room = room;
    private readonly bool _lines = lines;
    private int _length;
    private bool _blank;
    private int _breaks;
    private bool _afterReturn;

    /// <summary>There was more than there is room for; nothing further is taken.</summary>
    public bool IsFull { get; private set; }

    public void Add(Rune rune)
    {
        if (IsFull)
            return;
        if (rune.Value is > ' ' and < 0x7f)
        {
            AddGap();
            Put((char)rune.Value);
            return;
        }

        switch (KindOf(rune))
        {
            case Kind.Hidden:
                break;
            case Kind.Break:
                // A return and a newline are one break.
                if (rune.Value != '\n' || !_afterReturn)
                    _breaks++;
                _afterReturn = rune.Value == '\r';
                return;
            case Kind.Blank:
                _blank = true;
                break;
            default:
                AddGap();
                Put(rune);
                break;
        }

        _afterReturn = false;
    }

    /// <returns>Null when nothing is left.</returns>
    public string? Finish()
    {
        if (_length == 0)
            return null;
        if (!IsFull)
            return new(_room[.._length]);
        var end = Math.Min(_length, _room.Length - 1);
        if (char.IsHighSurrogate(_room[end - 1]))
            end--;
        _room[end] = Ellipsis;
        return new(_room[..(end + 1)]);
    }

    /// <summary>What separates words is written only when another word follows: one blank, or at most one empty line.</summary>
    private void AddGap()
    {
        _afterReturn = false;
        if (_length > 0 && _breaks > 0 && _lines)
        {
            Put('\n');
            if (_breaks > 1)
                Put('\n');
        }
        else if (_length > 0 && (_blank || _breaks > 0))
        {
            Put(' ');
        }

        (_blank, _breaks) = (false, 0);
    }

    private void Put(char letter)
    {
        if (_length == _room.Length)
            IsFull = true;
        else
            _room[_length++] = letter;
    }

    private void Put(Rune rune)
    {
        if (rune.TryEncodeToUtf16(_room[_length..], out var length))
            _length += length;
        else
            IsFull = true;
    }

    private static Kind KindOf(Rune rune)
    {
        if (rune.Value is '\n' or '\r' or 0x85)
            return Kind.Break;
        if (IsInvisible(rune.Value))
            return Kind.Hidden;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => Kind.Break,
            UnicodeCategory.SpaceSeparator or UnicodeCategory.Control => Kind.Blank,
            UnicodeCategory.Format => Kind.Hidden,
            _ => Kind.Shown,
        };
    }

    /// <summary>Letters, marks and fillers that show nothing although Unicode does not call them format characters.</summary>
    private static bool IsInvisible(int code) => code
        is 0x034f or 0x115f or 0x1160 or 0x17b4 or 0x17b5 or 0x2065 or 0x2800 or 0x3164 or 0xffa0
        or (>= 0x180b and <= 0x180f) or (>= 0xfe00 and <= 0xfe0f) or (>= 0xfff0 and <= 0xfff8) or (>= 0xe0000 and <= 0xe0fff);

    private enum Kind
    {
        Shown,
        Blank,
        Break,
        Hidden,
    }
}
