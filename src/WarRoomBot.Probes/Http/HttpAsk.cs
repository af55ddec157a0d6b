using System.Text;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Probes.Http;

/// <summary>One request of a probe. A value; only <see cref="Words"/> is for people, all else may hold secrets.</summary>
internal sealed record HttpAsk
{
    public const int SmallAnswer = 64 << 10;
    public const int LargeAnswer = 1 << 20;
    private const int LongestPath = 80;

    /// <summary>Absolute, http or https, with user and password if the plan has them.</summary>
    public required string Address { get; init; }

    public HttpMethod Method { get; init; } = HttpMethod.Get;

    public ValueList<HttpHeader> Headers { get; init; } = [];

    public string? Body { get; init; }

    /// <summary>What else nobody may read, such as a key within the body.</summary>
    public ValueList<string> Hidden { get; init; } = [];

    /// <summary>The path of the Unix socket to ask; null to ask the host of the address. Then the host is only a name.</summary>
    public string? Socket { get; init; }

    /// <summary>For the whole answer, redirects included; null for what is configured.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Bytes of the answer that are read, counted after decompression.</summary>
    public int Cap { get; init; } = LargeAnswer;

    /// <summary>Whether a redirect within the same host is followed; otherwise it is an answer like any other.</summary>
    public bool FollowsRedirects { get; init; } = true;

    /// <summary>Whether it must not use a connection that is open already.</summary>
    public bool FreshConnection { get; init; }

    /// <summary>For people: method and path, without host and query.</summary>
    public string Words => $"{Method} {Clipped(new Uri(Address).AbsolutePath)}";

    /// <summary>As <see cref="ProbeSpec.Host"/>.</summary>
    public string? Host => Socket is null ? Hosts.Beyond(new Uri(Address).IdnHost) : null;

    /// <summary>What must not be shown to anybody: header values, user and password, query values, the body.</summary>
    public Secrets Secrets
    {
        get
        {
            var address = new Uri(Address);
            return new(Headers.SelectMany(header => header.Value.Split(' ').Skip(1).Append(header.Value))
                .Concat(address.UserInfo.Split(':', 2))
                .Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))))
                .Concat(address.Query.TrimStart('?').Split('&').Select(pair => pair[(pair.IndexOf('=') + 1)..]))
                .Append(Body ?? "")
                .Concat(Hidden));
        }
    }

    /// <summary>Everything that makes the request what it is; never to be logged.</summary>
    public string Key => string.Join(
        '\n',
        [
            Address,
            $"{Method} {Timeout} {Cap} {FollowsRedirects} {FreshConnection} {Socket}",
            .. Headers.Select(header => $"{header.Name}: {header.Value}"),
            "",
            Body,
        ]);

    /// <summary>The same at a path below the address, with its query and more of it.</summary>
    /// <param name="path">Begins with a slash, encoded.</param>
    public HttpAsk Below(string path, params IEnumerable<(string Name, string Value)> query)
    {
        var address = new UriBuilder(Address);
        address.Path = address.Path.TrimEnd('/') + path;
        var more = Encoded(query);
        address.Query = address.Query.Length > 1 && more.Length > 0 ? $"{address.Query}&{more}" : address.Query + more;
        return this with { Address = address.Uri.AbsoluteUri };
    }

    /// <summary>The same as a form that is posted.</summary>
    public HttpAsk Posting(params IEnumerable<(string Name, string Value)> fields) => this with
    {
        Method = HttpMethod.Post,
        Body = Encoded(fields),
        Headers = [.. Headers, new("Content-Type", "application/x-www-form-urlencoded")],
    };

    public override string ToString() => Words;

    private static string Encoded(IEnumerable<(string Name, string Value)> fields) =>
        string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));

    private static string Clipped(string path) => path.Length <= LongestPath ? path : $"{path[..LongestPath]}…";
}

internal sealed record HttpHeader(string Name, string Value)
{
    private static readonly string[] Ours =
        ["Connection", "Content-Length", "Expect", "Keep-Alive", "Te", "Trailer", "Transfer-Encoding", "Upgrade"];

    /// <summary>Sent only together with a body.</summary>
    public bool IsAboutBody => Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Why it cannot be sent, without its value; null when it can.</summary>
    public string? Wrong =>
        Name.Length == 0 || !Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? $"'{Name}' is not the name of a header"
        : Ours.Contains(Name, StringComparer.OrdinalIgnoreCase) ? $"the header {Name} is set by the connection"
        : Value.Any(letter => letter is < ' ' or > '~') ? $"the value of {Name} has letters that no header can carry"
        : null;

    public override string ToString() => Name;
}
