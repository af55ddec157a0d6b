using WarRoomBot.Plans;

namespace WarRoomBot.Probes.Http;

/// <summary>What some probes over HTTP write alike.</summary>
internal static class HttpShapes
{
    /// <summary><c>method:</c></summary>
    public static Shape<HttpMethod> Method { get; } = Shapes.Choice(("GET", HttpMethod.Get), ("POST", HttpMethod.Post));

    /// <summary>A web address in full.</summary>
    /// <param name="key">The key that it stands behind.</param>
    public static Shape<string> Address(string key) => Shapes.Parsed(
        new() { ["type"] = "string" },
        (scalar, mistakes) =>
        {
            if (IsAddress(scalar.Text))
                return scalar.Text;

            // The address itself is not repeated: it may hold a password.
            mistakes.Add(scalar, $"'{key}' is not a web address", "write it in full, as in https://api.example.com/path");
            return null;
        });

    /// <summary>A secret of a service, such as a key or a token: a line that a header can carry.</summary>
    /// <param name="key">The key that it stands behind.</param>
    public static Shape<string> Token(string key) => Shapes.Parsed(
        new() { ["type"] = "string" },
        (scalar, mistakes) =>
        {
            var token = scalar.Text.Trim();
            if (token.Length > 0 && token.All(letter => letter is > ' ' and <= '~'))
                return token;
            mistakes.Add(scalar, $"'{key}' is not a key or token", "write ${NAME}, and set NAME to it where the bot runs");
            return null;
        });

    public static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0;
}
