namespace WarRoomBot.Host.Signals.Reading;

/// <summary>Addresses that people may follow: http and https, naming the host they lead to and nobody else.</summary>
internal static class Links
{
    /// <summary>The first that may be followed; null when none may.</summary>
    internal static string? FirstOf(params ReadOnlySpan<JsonPart> parts)
    {
        foreach (var part in parts)
        {
            if (part.IsThere && Of(part.Exact()) is { } link)
                return link;
        }

        return null;
    }

    internal static string? Of(string? text)
    {
        if (text is null || text.Length > Foreign.Link || !text.AsSpan().TrimStart().StartsWith("http", StringComparison.OrdinalIgnoreCase))
            return null;
        // A name and password before the host are a secret, or make the address look like another's.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0 || address.Host.Length == 0)
            return null;
        var link = address.AbsoluteUri;
        return link.Length <= Foreign.Link ? link : null;
    }
}
