using System.Collections;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Serialization;
using WarRoomBot.Chat;

namespace WarRoomBot.Cards;

/// <summary>
/// A line of text made of spans, so that what a person or another system wrote stays plain text in every renderer: nothing foreign
/// is ever read as markup. Written as an interpolated string: <c>RichText.Of($"acknowledged by {person} at {Span.Time(at)}")</c>.
/// </summary>
[CollectionBuilder(typeof(RichText), nameof(Create))]
public sealed class RichText(IReadOnlyList<Span> spans) : IReadOnlyList<Span>, IEquatable<RichText>
{
    public static readonly RichText Empty = new([]);

    public int Count => spans.Count;

    public Span this[int index] => spans[index];

    public static RichText Create(ReadOnlySpan<Span> spans) => new(spans.ToArray());

    public static RichText Of(Writer text) => new(text.Spans);

    public static implicit operator RichText(string text) => text.Length == 0 ? Empty : new([new Words(text)]);

    public static RichText operator +(RichText left, RichText right) => new([.. left, .. right]);

    /// <summary>Puts texts in a row with <paramref name="separator"/> between them; empty ones are left out.</summary>
    public static RichText Join(string separator, IEnumerable<RichText> texts)
    {
        var spans = new List<Span>();
        foreach (var text in texts.Where(text => text.Count > 0))
        {
            if (spans.Count > 0)
                spans.Add(new Words(separator));
            spans.AddRange(text);
        }

        return new(spans);
    }

    public IEnumerator<Span> GetEnumerator() => spans.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(RichText? other) => other is not null && spans.SequenceEqual(other);

    public override bool Equals(object? obj) => Equals(obj as RichText);

    public override int GetHashCode() => spans.Aggregate(0, HashCode.Combine);

    public override string ToString() => PlainText.Of(this);

    /// <summary>Collects the holes and words of an interpolated string; a bare <c>string</c> hole is foreign text like any other.</summary>
    [InterpolatedStringHandler]
    public sealed class Writer
    {
        private readonly StringBuilder _words = new();
        private readonly List<Span> _spans = [];

        public Writer(int literalLength, int holes) => _ = (literalLength, holes);

        internal IReadOnlyList<Span> Spans
        {
            get
            {
                Flush();
                return _spans;
            }
        }

        public void AppendLiteral(string text) => _words.Append(text);

        public void AppendFormatted(string? text) => _words.Append(text);

        public void AppendFormatted(long number) => _words.Append(number);

        public void AppendFormatted(Person person) => AppendFormatted(new Mention(person.Bare));

        public void AppendFormatted(Span span)
        {
            Flush();
            _spans.Add(span);
        }

        public void AppendFormatted(RichText text)
        {
            Flush();
            _spans.AddRange(text);
        }

        private void Flush()
        {
            if (_words.Length == 0)
                return;
            _spans.Add(new Words(_words.ToString()));
            _words.Clear();
        }
    }
}

/// <summary>A piece of a <see cref="RichText"/>: a closed set that every renderer knows.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Words), "words")]
[JsonDerivedType(typeof(Strong), "strong")]
[JsonDerivedType(typeof(Code), "code")]
[JsonDerivedType(typeof(Mention), "mention")]
[JsonDerivedType(typeof(Moment), "moment")]
[JsonDerivedType(typeof(Link), "link")]
[JsonDerivedType(typeof(Place), "place")]
public abstract record Span
{
    /// <summary>A time of day: for what lies within the same day.</summary>
    public static Moment Time(DateTimeOffset at) => new(at, MomentStyle.Time);

    /// <summary>Date and time: for anything that spans days.</summary>
    public static Moment Date(DateTimeOffset at) => new(at, MomentStyle.DateAndTime);

    public static Strong Strong(string text) => new(text);
}

/// <summary>Plain words, shown as they are.</summary>
public sealed record Words(string Text) : Span;

/// <summary>Words in bold.</summary>
public sealed record Strong(string Text) : Span;

/// <summary>Something to be typed or read letter by letter: fixed-width.</summary>
public sealed record Code(string Text) : Span;

/// <summary>A person, named in the platform's way; it notifies them where the platform does so.</summary>
public sealed record Mention(Person Person) : Span;

/// <summary>A moment, shown in the reader's zone where the platform can and in UTC, saying so, where it cannot.</summary>
public sealed record Moment(DateTimeOffset At, MomentStyle Style) : Span;

/// <summary>A channel, named in the platform's way and one click away where the platform can.</summary>
/// <param name="Name">Without <c>#</c>.</param>
public sealed record Place(Conversation At, string Name) : Span;

/// <summary>A link; the address is http or https.</summary>
public sealed record Link(string Text, string Address) : Span;

[JsonConverter(typeof(JsonStringEnumConverter<MomentStyle>))]
public enum MomentStyle
{
    /// <summary>14:30 UTC</summary>
    Time,

    /// <summary>14:30:05 UTC</summary>
    TimeWithSeconds,

    /// <summary>21 Nov 14:30 UTC</summary>
    DateAndTime,
}
