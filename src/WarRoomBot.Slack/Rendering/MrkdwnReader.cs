using System.Globalization;
using System.Text;
using WarRoomBot.Cards;

namespace WarRoomBot.Slack;

/// <summary>
/// Reads a text out as Slack's mrkdwn, in chunks of whatever size is asked for. No chunk tears apart an entity, a reference or a pair of
/// surrogates. Foreign words are escaped, and what would format them is defused; every text object made of it is sent with
/// <c>verbatim</c>, so that nothing in it can ping (Docs "Formatting message text").
/// </summary>
internal sealed class MrkdwnReader
{
    /// <summary>Put after a formatting character it keeps Slack from reading it as one, and is not seen.</summary>
    private const char Defused = '\u200B';

    /// <summary>How far back a long text is cut at a blank rather than within a word.</summary>
    private const int LookBack = 80;

    private readonly List<Piece> _pieces = [];
    private int _index;
    private int _offset;

    public MrkdwnReader(RichText text)
    {
        foreach (var span in text)
            Add(span);
        _pieces.RemoveAll(piece => piece.Text.Length == 0);
    }

    /// <summary>One stretch of text with what is put before and after every part of it.</summary>
    /// <param name="Whole">Already in Slack's markup, and of one piece; null for text that may be cut.</param>
    private readonly record struct Piece(string Text, string Fence, string? Whole);

    public bool AtEnd => _index >= _pieces.Count;

    /// <summary>The next chunk, at most <paramref name="room"/> characters; empty when there is none, or no room for any of it.</summary>
    public string Next(int room)
    {
        var chunk = new StringBuilder();
        while (!AtEnd)
        {
            var piece = _pieces[_index];
            if (piece.Whole is { } whole)
            {
                if (chunk.Length + whole.Length <= room)
                {
                    chunk.Append(whole);
                    _index++;
                    continue;
                }

                if (chunk.Length > 0)
                    break;
                // Too long for this place even alone: its words must do.
                _pieces[_index] = piece = new(piece.Text, "", null);
            }

            if (!Append(chunk, piece, room))
                break;
        }

        return chunk.ToString();
    }

    /// <summary>One chunk only, with a mark at its end when it is not all.</summary>
    public string Only(int room)
    {
        var chunk = Next(room);
        if (AtEnd)
            return chunk;
        (_index, _offset) = (0, 0);
        return Next(room - SlackText.Cut.Length) + SlackText.Cut;
    }

    /// <returns>True when the piece is done.</returns>
    private bool Append(StringBuilder chunk, Piece piece, int room)
    {
        var free = room - chunk.Length - (2 * piece.Fence.Length);
        var fits = Fitting(piece.Text, _offset, free);
        var rest = piece.Text.Length - _offset;
        if (fits < rest && piece.Fence.Length == 0)
        {
            var blank = piece.Text.LastIndexOfAny([' ', '\n'], _offset + Math.Max(fits - 1, 0), Math.Min(LookBack, Math.Max(fits, 1)));
            if (blank > _offset)
                fits = blank + 1 - _offset;
        }

        if (fits > 0)
        {
            chunk.Append(piece.Fence);
            for (var index = _offset; index < _offset + fits; index++)
                AppendEscaped(chunk, piece.Text, index);
            chunk.Append(piece.Fence);
        }

        _offset += fits;
        if (_offset < piece.Text.Length)
            return false;
        (_index, _offset) = (_index + 1, 0);
        return true;
    }

    private static int Fitting(string text, int from, int room)
    {
        var length = 0;
        var index = from;
        while (index < text.Length && (length += Length(text, index)) <= room)
            index++;
        return SlackText.BackToRune(text, index) - from;
    }

    private static int Length(string text, int index) =>
        Math.Max(1, SlackText.Escaped(text[index]).Length) + (Formats(text, index) ? 1 : 0);

    private static void AppendEscaped(StringBuilder chunk, string text, int index)
    {
        var entity = SlackText.Escaped(text[index]);
        chunk.Append(entity.Length > 0 ? entity : text[index]);
        if (Formats(text, index))
            chunk.Append(Defused);
    }

    /// <summary>
    /// A formatting character does so only at the edge of a word, so <c>http_requests_total</c> stays as it is, ready to be copied.
    /// </summary>
    private static bool Formats(string text, int index) =>
        text[index] is '*' or '_' or '~' or '`'
        && !(index > 0 && char.IsLetterOrDigit(text[index - 1]) && index + 1 < text.Length && char.IsLetterOrDigit(text[index + 1]));

    private void Add(Span span)
    {
        switch (span)
        {
            case Words words:
                _pieces.Add(new(SlackText.Clean(words.Text), "", null));
                break;
            case Strong strong:
                AddStrong(SlackText.Clean(strong.Text));
                break;
            case Code code:
                AddCode(SlackText.OneLine(code.Text));
                break;
            case Mention mention:
                var name = $"@{SlackText.OneLine(mention.Person.Name)}";
                _pieces.Add(new(name, "", SlackIds.IsUser(mention.Person.Id) ? $"<@{mention.Person.Id}>" : mention.Person.IsGroup && SlackIds.IsId(mention.Person.Id) ? $"<!subteam^{mention.Person.Id}>" : null));
                break;
            case Moment moment:
                _pieces.Add(new(PlainText.Of(moment), "", Written(moment)));
                break;
            case Link link:
                AddLink(link);
                break;
            case Place place:
                var known = place.At.Platform == SlackPlatform.PlatformName && SlackIds.IsId(place.At.Channel);
                _pieces.Add(new($"#{SlackText.OneLine(place.Name)}", "", known ? $"<#{place.At.Channel}>" : null));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(span), span, "no such span");
        }
    }

    /// <summary>Bold ends at the end of a line and does not begin or end with a blank.</summary>
    private void AddStrong(string text)
    {
        var lines = text.Split('\n');
        for (var line = 0; line < lines.Length; line++)
        {
            var bold = lines[line].Trim();
            var start = lines[line].IndexOf(bold, StringComparison.Ordinal);
            _pieces.Add(new((line > 0 ? "\n" : "") + lines[line][..start], "", null));
            // Bold within bold cannot be shown; the characters as they are can.
            _pieces.Add(new(bold, bold.Contains('*', StringComparison.Ordinal) ? "" : "*", null));
            _pieces.Add(new(lines[line][(start + bold.Length)..], "", null));
        }
    }

    private void AddCode(string text)
    {
        var shown = !SlackText.IsBlank(text) && !text.Contains('`', StringComparison.Ordinal);
        _pieces.Add(new(text, "", shown ? $"`{SlackText.Escaped(text)}`" : null));
    }

    /// <summary>In the reader's zone; where Slack cannot, the words say that they are UTC.</summary>
    private static string Written(Moment moment)
    {
        var format = moment.Style switch
        {
            MomentStyle.Time => "{time}",
            MomentStyle.TimeWithSeconds => "{time_secs}",
            _ => "{date_short} {time}",
        };
        return string.Create(CultureInfo.InvariantCulture, $"<!date^{moment.At.ToUnixTimeSeconds()}^{format}|{PlainText.Of(moment)}>");
    }

    private void AddLink(Link link)
    {
        var words = SlackText.OneLine(link.Text);
        if (AddressOf(link.Address) is not { } address)
        {
            _pieces.Add(new(words, "", null));
            return;
        }

        if (SlackText.IsBlank(words))
            words = link.Address;
        var label = SlackText.EscapedShortened(words.Replace('|', '¦'), BlockLimits.Label * 2);
        _pieces.Add(new(words, "", $"<{SlackText.Escaped(address)}|{label}>"));
    }

    /// <summary>As Slack takes it, or null when it is no address of a page.</summary>
    internal static string? AddressOf(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal) is { Length: <= BlockLimits.Address } written
            ? written
            : null;
}
