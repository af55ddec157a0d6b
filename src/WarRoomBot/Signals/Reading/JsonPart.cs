using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace WarRoomBot.Host.Signals.Reading;

/// <summary>
/// A place in foreign JSON. It answers every question, whatever is there: what is absent, of another type or broken is null, and nothing
/// throws. Good as long as its document.
/// </summary>
internal readonly struct JsonPart(JsonElement element)
{
    private readonly JsonElement _element = element;

    public bool IsThere => _element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public bool IsObject => _element.ValueKind == JsonValueKind.Object;

    public bool IsArray => _element.ValueKind == JsonValueKind.Array;

    public int Count => IsArray ? _element.GetArrayLength() : 0;

    /// <summary>The first property of this name, in the case it is written in here; one that is not there when there is none.</summary>
    public JsonPart this[ReadOnlySpan<byte> name]
    {
        get
        {
            if (!IsObject)
                return default;
            foreach (var property in _element.EnumerateObject())
            {
                // The framework's own search unescapes names, and throws at broken ones.
                if (JsonMarshal.GetRawUtf8PropertyName(property).SequenceEqual(name))
                    return new(property.Value);
            }

            return default;
        }
    }

    public JsonPart First => IsArray && Count > 0 ? new(_element[0]) : default;

    /// <summary>The elements of an array; of anything else none.</summary>
    public IEnumerable<JsonPart> Elements()
    {
        if (!IsArray)
            yield break;
        foreach (var element in _element.EnumerateArray())
            yield return new(element);
    }

    /// <summary>The properties of an object, names cleaned; of anything else none.</summary>
    public IEnumerable<(string Name, JsonPart Value)> Properties()
    {
        if (!IsObject)
            yield break;
        foreach (var property in _element.EnumerateObject())
        {
            if (NameOf(property) is { } name)
                yield return (name, new(property.Value));
        }
    }

    /// <summary>Text, a number or true and false in one line that people may see; null when there is none.</summary>
    public string? Line(int most) => Clean(most, lines: false);

    /// <summary>As <see cref="Line"/>, with line breaks.</summary>
    public string? Lines(int most) => Clean(most, lines: true);

    /// <summary>The text just as it was sent, also what people must not see; numbers as they are written. For comparing and hashing.</summary>
    public string? Exact()
    {
        if (!TryScalar(out var raw))
            return null;
        if (raw.IndexOf((byte)'\\') < 0)
            return Encoding.UTF8.GetString(raw);
        var text = new StringBuilder(raw.Length);
        var runes = new JsonRunes(raw);
        Span<char> pair = stackalloc char[2];
        while (runes.Next(out var rune))
            text.Append(pair[..rune.EncodeToUtf16(pair)]);
        return text.ToString();
    }

    /// <summary>Whether it is this text, in any case of ASCII letters.</summary>
    public bool Is(ReadOnlySpan<byte> text) => TryScalar(out var raw) && Ascii.EqualsIgnoreCase(raw, text);

    /// <summary>A whole number, also one written as text.</summary>
    public long? Whole() =>
        TryScalar(out var raw) && System.Buffers.Text.Utf8Parser.TryParse(raw, out long value, out var length) && length == raw.Length ? value : null;

    /// <summary>A moment: RFC 3339 and what is like it, or seconds, milliseconds and finer since 1970.</summary>
    public DateTimeOffset? Moment()
    {
        if (!TryScalar(out var raw))
            return null;
        if (_element.ValueKind == JsonValueKind.String && raw.Length < Moments.Longest && raw.IndexOf((byte)'\\') < 0
            && _element.TryGetDateTimeOffset(out var moment))
            return Moments.InRange(moment);
        return raw.Length > Moments.Longest ? null : Moments.Parse(Exact());
    }

    public Uri? Address() => Uri.TryCreate(Exact(), UriKind.Absolute, out var address) ? address : null;

    /// <summary>The bytes it is made of in the body.</summary>
    public ReadOnlySpan<byte> Raw => IsThere ? JsonMarshal.GetRawUtf8Value(_element) : default;

    private string? Clean(int most, bool lines)
    {
        if (!TryScalar(out var raw) || raw.IsEmpty)
            return null;
        var clean = new CleanText(stackalloc char[most], lines);
        var runes = new JsonRunes(raw);
        while (!clean.IsFull && runes.Next(out var rune))
            clean.Add(rune);
        return clean.Finish();
    }

    private bool TryScalar(out ReadOnlySpan<byte> raw)
    {
        raw = default;
        switch (_element.ValueKind)
        {
            case JsonValueKind.String:
                raw = JsonMarshal.GetRawUtf8Value(_element)[1..^1];
                return true;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                raw = JsonMarshal.GetRawUtf8Value(_element);
                return true;
            default:
                return false;
        }
    }

    private static string? NameOf(JsonProperty property)
    {
        var clean = new CleanText(stackalloc char[Foreign.Name], lines: false);
        var runes = new JsonRunes(JsonMarshal.GetRawUtf8PropertyName(property));
        while (!clean.IsFull && runes.Next(out var rune))
            clean.Add(rune);
        return clean.Finish();
    }
}
