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

    /// <summary>What must not be shown to anybody.</summary>
    public Secrets Secrets => Secrets.Of(this);

    /// <summary>Everything that makes the request what it is; never to be logged.</summary>
    public string Key => string.Join(
        '\n',
        [
            Address,
            $"{Method} {Timeout} {Cap} {FollowsRedirects} {FreshConnection}",
            .. Headers.Select(header => $"{header.Name}: {header.Value}"),
            "",
            Body,
        ]);

    public override string ToString() => Words;

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
