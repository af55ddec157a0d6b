using System.Globalization;
using System.Text.Json;

namespace WarRoomBot.Probes.Selecting;

/// <summary>One step of a <see cref="Selection"/>.</summary>
internal abstract record Step
{
    private Step()
    {
    }

    /// <summary>As it stands in a path.</summary>
    public abstract string Text { get; }

    /// <summary>Where it leads.</summary>
    /// <returns>Null when there is no such way; empty when there is one and it leads to nothing.</returns>
    public abstract IEnumerable<Found>? From(Found from);

    public sealed record Name(string Key) : Step
    {
        public override string Text => Key.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-') ? $".{Key}" : $"[\"{Key}\"]";

        public override IEnumerable<Found>? From(Found from) =>
            from.Element.ValueKind == JsonValueKind.Object && from.Element.TryGetProperty(Key, out var value)
                ? [new(from.Path + Text, value)]
                : null;
    }

    /// <param name="At">Counted from 0; from the end when negative.</param>
    public sealed record Index(int At) : Step
    {
        public override string Text => string.Create(CultureInfo.InvariantCulture, $"[{At}]");

        public override IEnumerable<Found>? From(Found from)
        {
            if (from.Element.ValueKind != JsonValueKind.Array)
                return null;
            var at = At < 0 ? from.Element.GetArrayLength() + At : At;
            return at >= 0 && at < from.Element.GetArrayLength() ? [new(from.Path + Text, from.Element[at])] : null;
        }
    }

    /// <summary>Every item of a list, every value of an object.</summary>
    public sealed record Every : Step
    {
        public override string Text => "[*]";

        public override IEnumerable<Found>? From(Found from) => from.Element.ValueKind switch
        {
            JsonValueKind.Array => from.Element.EnumerateArray().Select((item, at) => new Found($"{from.Path}[{at}]", item)),
            JsonValueKind.Object => from.Element.EnumerateObject()
                .Select(entry => new Found(from.Path + new Name(entry.Name).Text, entry.Value)),
            _ => null,
        };
    }

    /// <summary>The items of a list in which <paramref name="Key"/> reads <paramref name="Value"/>.</summary>
    public sealed record Where(string Key, string Value) : Step
    {
        public override string Text => $"[{Key}={Value}]";

        public override IEnumerable<Found>? From(Found from) => from.Element.ValueKind == JsonValueKind.Array
            ? from.Element.EnumerateArray().Where(Passes).Select(item => new Found(from.Path + Text, item))
            : null;

        private bool Passes(JsonElement item) =>
            item.ValueKind == JsonValueKind.Object && item.TryGetProperty(Key, out var value) && value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() == Value,
                JsonValueKind.Number => value.GetRawText() == Value,
                JsonValueKind.True => Value == "true",
                JsonValueKind.False => Value == "false",
                _ => false,
            };
    }
}
