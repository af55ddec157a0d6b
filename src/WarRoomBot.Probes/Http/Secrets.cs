using System.Text;

namespace WarRoomBot.Probes.Http;

/// <summary>
/// What a request carries that nobody may read: header values, user and password, query values, the body. Servers repeat such things
/// in what they answer, so every word of theirs passes through here before it is shown.
/// </summary>
internal sealed class Secrets
{
    private const string Mark = "•••";
    private const int LongestQuote = 60;

    /// <summary>Shorter values would tear holes into ordinary words and keep nothing secret.</summary>
    private const int Shortest = 5;

    private readonly IReadOnlyList<string> _values;

    private Secrets(IEnumerable<string> values) => _values =
        [.. values.Where(value => value.Length >= Shortest).Distinct().OrderByDescending(value => value.Length)];

    public static Secrets Of(HttpAsk ask)
    {
        var address = new Uri(ask.Address);
        var values = ask.Headers.SelectMany(header => header.Value.Split(' ').Skip(1).Append(header.Value))
            .Concat(address.UserInfo.Split(':', 2))
            .Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))))
            .Concat(address.Query.TrimStart('?').Split('&').Select(pair => pair[(pair.IndexOf('=') + 1)..]))
            .Append(ask.Body ?? "");
        return new(values.SelectMany(value => new[] { value, Uri.UnescapeDataString(value), Uri.EscapeDataString(value) }));
    }

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
