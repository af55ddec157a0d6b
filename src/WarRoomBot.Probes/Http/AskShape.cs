using System.Text.Json.Nodes;

namespace WarRoomBot.Probes.Http;

/// <summary>What all probes over HTTP write alike: address, headers, time-out.</summary>
internal static class AskShape
{
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(1);

    /// <param name="kind">The key that holds the address.</param>
    /// <returns>Null after a mistake.</returns>
    public static HttpAsk? Read(Fields fields, string kind)
    {
        var address = fields.Needed(kind, $"write {kind}: https://api.example.com/path");
        var headers = Headers(fields);
        var timeout = fields.Duration("timeout", TimeSpan.FromMilliseconds(100), LongestTimeout);
        if (address is null)
            return null;
        if (IsWebAddress(address))
            return new() { Address = address, Headers = headers, Timeout = timeout };

        // The address itself is not repeated: it may hold a password.
        fields.Wrong(kind, $"'{kind}' is not a web address", "write it in full, as in https://api.example.com/path");
        return null;
    }

    public static void Describe(JsonObject options, string kind)
    {
        options[kind] = new JsonObject { ["type"] = "string", ["description"] = "The address, http or https." };
        options["headers"] = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
            ["description"] = "Sent with the request; secrets belong into ${NAME}.",
        };
        options["timeout"] = new JsonObject { ["type"] = "string", ["description"] = "For the whole answer, such as 10s; at most 60s." };
    }

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0;

    private static ValueList<HttpHeader> Headers(Fields fields)
    {
        if (fields.Inner("headers") is not { } inner)
            return [];
        var headers = new List<HttpHeader>();
        foreach (var entry in inner.All)
        {
            if (inner.Text(entry.Key.Text) is not { } value)
                continue;
            var header = new HttpHeader(entry.Key.Text, value);
            if (header.Wrong is { } wrong)
                inner.Wrong(entry.Key.Text, wrong, "write 'Name: value' in plain ASCII");
            else
                headers.Add(header);
        }

        return new(headers);
    }
}
