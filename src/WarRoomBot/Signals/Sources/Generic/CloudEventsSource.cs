using System.Globalization;
using System.Text;
using WarRoomBot.Host.Signals.Proving;
using WarRoomBot.Host.Signals.Reading;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Sources.Generic;

/// <summary>
/// CloudEvents 1.0 over HTTP, binary, structured and in batches (cloudevents/spec: spec.md, bindings/http-protocol-binding.md,
/// http-webhook.md). An event's data is an alert of the product's own contract; what it leaves out is taken from the event. The secret is a
/// bearer token, also as <c>?access_token=</c>.
/// </summary>
internal sealed class CloudEventsSource : SignalSource
{
    private const string Origin = "WebHook-Request-Origin";

    public override string Kind => "CloudEvents";

    public override bool Repeats => true;

    public override IReadOnlyList<string> Methods => ["POST", "OPTIONS"];

    public override Received Receive(WebhookRequest request, SourceSettings settings, DateTimeOffset now)
    {
        if (!Tokens.Prove(request, settings) && !Tokens.Same(request.Query("access_token"), settings.Secret))
            return new Received.Unproven(Tokens.Expected);
        if (request.Method == "OPTIONS")
            return Consent(request);
        var type = request.Header("Content-Type") ?? "";
        return type.StartsWith("application/cloudevents-batch", StringComparison.OrdinalIgnoreCase) ? Batch(request, settings)
            : type.StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase) ? Structured(request, settings)
            : Binary(request, settings);
    }

    /// <summary>http-webhook.md, part 4: whoever may deliver may also be told that deliveries are wanted.</summary>
    private static Received Consent(WebhookRequest request) =>
        Foreign.Line(request.Header(Origin), Foreign.Name) is { } origin && origin.All(letter => letter is > ' ' and < '\x7f')
            ? new Received.Accepted([], null)
            {
                Headers = [new("WebHook-Allowed-Origin", origin), new("WebHook-Allowed-Rate", "*"), new("Allow", "POST")],
            }
            : new Received.Malformed($"{Origin} is missing");

    private static Received Binary(WebhookRequest request, SourceSettings settings)
    {
        var about = new CloudEvent(
            request.Header("ce-id"), Decoded(request.Header("ce-source")), Decoded(request.Header("ce-type")), Decoded(request.Header("ce-subject")),
            Moments.Parse(request.Header("ce-time")));
        if (about.Missing("ce-") is { } missing)
            return new Received.Malformed(missing);
        if (request.Body.IsEmpty)
            return Accepted([about.Read(default, settings)], about.Delivery);
        using var body = JsonBody.Of(request.Body);
        return body.Wrong is { } wrong ? new Received.Malformed(wrong) : Accepted([about.Read(body.Root, settings)], about.Delivery);
    }

    private static Received Structured(WebhookRequest request, SourceSettings settings)
    {
        using var body = JsonBody.Of(request.Body);
        if (body.Wrong is { } wrong)
            return new Received.Malformed(wrong);
        var about = CloudEvent.Of(body.Root);
        return about.Missing("") is { } missing
            ? new Received.Malformed(missing)
            : Accepted([about.ReadData(body.Root, settings)], about.Delivery);
    }

    private static Received Batch(WebhookRequest request, SourceSettings settings)
    {
        using var body = JsonBody.Of(request.Body);
        if (body.Wrong is { } wrong)
            return new Received.Malformed(wrong);
        if (!body.Root.IsArray || body.Root.Count > GenericSource.Most)
            return new Received.Malformed(string.Create(CultureInfo.InvariantCulture, $"a batch is a list of at most {GenericSource.Most} events"));
        var read = new List<(Signal?, string)>();
        var deliveries = new List<string?>();
        foreach (var part in body.Root.Elements())
        {
            var about = CloudEvent.Of(part);
            if (about.Missing("") is { } missing)
                return new Received.Malformed(string.Create(CultureInfo.InvariantCulture, $"[{deliveries.Count}]: {missing}"));
            // Source and id name an event once and for all: the same again is a copy.
            if (!deliveries.Contains(about.Delivery))
                read.Add(about.ReadData(part, settings));
            deliveries.Add(about.Delivery);
        }

        return Accepted(read, deliveries.Count == 0 ? null : Fingerprints.OfAll([.. deliveries]));
    }

    private static Received Accepted(IReadOnlyList<(Signal? Signal, string Wrong)> read, string? delivery)
    {
        for (var place = 0; place < read.Count; place++)
        {
            if (read[place].Signal is null)
            {
                var where = read.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"[{place}]: ") : "";
                return new Received.Malformed($"{where}data: {read[place].Wrong}");
            }
        }

        return new Received.Accepted([.. read.Select(one => one.Signal!)], delivery);
    }

    /// <summary>Header values are percent-encoded (bindings/http-protocol-binding.md, 3.1.3.2).</summary>
    private static string? Decoded(string? value) => value is { Length: < 2048 } && value.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(value) : value;

    /// <summary>What an event says of itself.</summary>
    private sealed record CloudEvent(string? Id, string? Source, string? Type, string? Subject, DateTimeOffset? At)
    {
        public string? Delivery => Fingerprints.OfAll(Source, Id);

        public static CloudEvent Of(JsonPart part) =>
            new(part["id"u8].Exact(), part["source"u8].Exact(), part["type"u8].Exact(), part["subject"u8].Exact(), part["time"u8].Moment());

        public string? Missing(string prefix) =>
            string.IsNullOrEmpty(Id) ? $"{prefix}id is missing"
            : string.IsNullOrEmpty(Source) ? $"{prefix}source is missing"
            : string.IsNullOrEmpty(Type) ? $"{prefix}type is missing"
            : null;

        public (Signal? Signal, string Wrong) ReadData(JsonPart part, SourceSettings settings)
        {
            if (part["data_base64"u8].Exact() is not { } encoded)
                return Read(part["data"u8], settings);
            var bytes = new byte[encoded.Length];
            if (!Convert.TryFromBase64String(encoded, bytes, out var length))
                return (null, "data_base64 is no Base64");
            using var body = JsonBody.Of(bytes.AsMemory(0, length));
            return body.Wrong is null ? Read(body.Root, settings) : (null, body.Wrong);
        }

        /// <param name="data">An event without data is told by its subject and type.</param>
        public (Signal? Signal, string Wrong) Read(JsonPart data, SourceSettings settings)
        {
            using var empty = data.IsThere ? default : JsonBody.Of(Encoding.UTF8.GetBytes("{}"));
            return GenericAlert.Read(data.IsThere ? data : empty.Root, settings, new()
            {
                Title = Foreign.Line(Subject, Foreign.Title) ?? Foreign.Line(Type, Foreign.Title),
                Service = Foreign.Line(Source, Foreign.Name),
                Rule = Foreign.Line(Type, Foreign.Name),
                Fingerprint = Fingerprints.OfAll(Source, Type, Subject, data["title"u8].Exact() ?? data["text"u8].Exact(), data["service"u8].Exact()),
                At = data["status"u8].IsThere ? null : At,
            });
        }
    }
}
