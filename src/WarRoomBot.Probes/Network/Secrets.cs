namespace WarRoomBot.Probes.Network;

/// <summary>
/// What a probe carries that nobody may read: passwords, tokens, header values. Servers repeat such things in what they answer, so every
/// word of theirs passes through here before it is shown.
/// </summary>
internal sealed class Secrets
{
    private const string Mark = "•••";
    private const int LongestQuote = 60;

    /// <summary>Shorter values would tear holes into ordinary words and keep nothing secret.</summary>
    private const int Shortest = 5;

    private readonly IReadOnlyList<string> _values;

    /// <param name="values">Also shown as they stand in an address, encoded or not.</param>
    public Secrets(IEnumerable<string> values) => _values =
    [
        .. values.SelectMany(value => new[] { value, Uri.UnescapeDataString(value), Uri.EscapeDataString(value) })
            .Where(value => value.Length >= Shortest)
            .Distinct()
            .OrderByDescending(value => value.Length),
    ];

    public string Mask(string text) =>
        _values.Aggregate(text, (masked, value) => masked.Replace(value, Mark, StringComparison.OrdinalIgnoreCase));

    /// <summary>A server's own words, in quotes, masked, without control characters, not too long.</summary>
    public string Quote(string text) => $"\"{Clip(text)}\"";

    /// <summary>As <see cref="Quote"/>, without the quotes.</summary>
    public string Clip(string text)
    {
        var masked = string.Concat(Mask(text).Select(letter => char.IsControl(letter) ? ' ' : letter));
        return masked.Length <= LongestQuote ? masked : $"{masked[..LongestQuote]}…";
    }
}
