using WarRoomBot.Plans;

namespace WarRoomBot.Probes.Http;

/// <summary>What all probes over HTTP write alike: address, headers, time-out. Declared among the keys of the probe.</summary>
internal sealed class AskShape
{
    private static readonly Shape<TimeSpan> Timeouts = Shapes.DurationFrom(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));

    private readonly Key<string> _address;
    private readonly Key<IReadOnlyList<Named<string>>> _headers;
    private readonly Key<TimeSpan> _timeout;

    /// <param name="kind">The key that holds the address.</param>
    public AskShape(Keys keys, string kind)
    {
        _address = keys.Required(kind, HttpShapes.Address(kind), "the address, http or https");
        _headers = keys.Optional("headers", Shapes.Entries(Shapes.Text), "sent with the request; secrets belong into ${NAME}");
        _timeout = keys.Optional("timeout", Timeouts, "how long the whole answer may take; 10s without it");
    }

    /// <returns>Null after a mistake.</returns>
    public HttpAsk? In(Values values)
    {
        var headers = Headers(values);
        return _address.In(values) is { } address ? new() { Address = address.Value, Headers = headers, Timeout = _timeout.In(values)?.Value } : null;
    }

    private ValueList<HttpHeader> Headers(Values values)
    {
        var headers = new List<HttpHeader>();
        foreach (var (name, value) in _headers.In(values)?.Value ?? [])
        {
            if (value is null)
                continue;
            var header = new HttpHeader(name.Value, value.Value);
            if (header.Wrong is { } wrong)
                values.Mistakes.Add(value.At, wrong, "write 'Name: value' in plain ASCII");
            else
                headers.Add(header);
        }

        return new(headers);
    }
}
