using System.Globalization;
using System.Net;
using WarRoomBot.Plans;

namespace WarRoomBot.Probes.Network;

/// <summary>A host and a port.</summary>
/// <param name="Host">A name or an address, without brackets.</param>
internal sealed record Endpoint(string Host, int Port)
{
    public DnsEndPoint Dns => new(Host, Port);

    /// <summary>For people: <c>db.example.com:5432</c>, <c>[::1]:5432</c>.</summary>
    public string Words => string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");

    /// <param name="defaultPort">For text without a port; null when it has to have one.</param>
    /// <returns>Null when it is not a host and a port alone.</returns>
    public static Endpoint? Parse(string text, int? defaultPort = null)
    {
        text = text.Trim();
        if (text.Length == 0 || text.IndexOfAny(['/', '?', '#', '@', '\\', ' ']) >= 0)
            return null;
        if (!Uri.TryCreate($"tcp://{text}", UriKind.Absolute, out var address) || address.Host.Length == 0)
            return null;
        var port = address.Port > 0 ? address.Port : defaultPort;
        return port is { } known ? new(address.IdnHost.Trim('[', ']'), known) : null;
    }

    /// <param name="key">The key that it stands behind.</param>
    /// <inheritdoc cref="Parse"/>
    public static Shape<Endpoint> Shape(string key, string example, int? defaultPort = null) => Shapes.Parsed<Endpoint>(
        new() { ["type"] = "string" },
        (scalar, mistakes) =>
        {
            if (Parse(scalar.Text, defaultPort) is { } endpoint)
                return endpoint;

            // The text itself is not repeated: somebody may have written a password into it.
            mistakes.Add(scalar, $"'{key}' is not a host{(defaultPort is null ? " and a port" : "")}", $"write it as in {example}");
            return null;
        });
}
