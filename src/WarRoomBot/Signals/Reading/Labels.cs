using System.Text;

namespace WarRoomBot.Host.Signals.Reading;

/// <summary>Label sets, for people: what tells two alerts with one title apart.</summary>
internal static class Labels
{
    private const int MostShown = 24;

    /// <summary><c>instance=web-1, job=api</c>; null when there is nothing to tell.</summary>
    /// <param name="but">Names that are told elsewhere.</param>
    internal static string? Words(JsonPart labels, params ReadOnlySpan<string> but)
    {
        if (!labels.IsObject)
            return null;
        var words = new StringBuilder();
        var shown = 0;
        foreach (var (name, value) in labels.Properties())
        {
            if (but.Contains(name) || value.Line(Foreign.Name) is not { } text)
                continue;
            if (++shown > MostShown)
                return words.Append(", …").ToString();
            words.Append(words.Length > 0 ? ", " : "").Append(name).Append('=').Append(text);
        }

        return words.Length > 0 ? words.ToString() : null;
    }

    /// <summary>Paragraphs under each other, cut to what a signal may hold; those that are null are left out.</summary>
    internal static string? Paragraphs(params ReadOnlySpan<string?> paragraphs)
    {
        string? all = null;
        foreach (var paragraph in paragraphs)
        {
            if (paragraph is not null)
                all = all is null ? paragraph : $"{all}\n{paragraph}";
        }

        return all is { Length: > Foreign.Text } ? Foreign.Lines(all, Foreign.Text) : all;
    }
}
