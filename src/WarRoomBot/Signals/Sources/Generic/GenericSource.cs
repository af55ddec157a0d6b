using System.Globalization;
using WarRoomBot.Host.Signals.Proving;
using WarRoomBot.Host.Signals.Reading;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Sources.Generic;

/// <summary>
/// The product's own JSON contract, for scripts and for tools that let one write the payload: one alert or a list of at most a hundred.
/// The secret is a bearer token, or signs <c>X-Warroom-Signature: t=…,v1=…</c> over <c>t.body</c>, the time within five minutes.
/// </summary>
internal sealed class GenericSource : JsonSource
{
    internal const string Signature = "X-Warroom-Signature";
    internal const int Most = 100;

    /// <summary>Scripts that try again may say so: the same words without it are said anew.</summary>
    private const string Delivery = "Idempotency-Key";

    public override string Kind => "Generic";

    public override bool Repeats => true;

    protected override string? Unproven(WebhookRequest request, SourceSettings settings, DateTimeOffset now)
    {
        if (request.Header(Signature) is not { } header)
            return Tokens.Prove(request, settings) ? null : $"{Tokens.Expected}, or {Signature}";
        string? timestamp = null;
        var signatures = new List<string>();
        foreach (var part in header.Split(',', 8, StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith("t=", StringComparison.Ordinal))
                timestamp ??= part[2..];
            else if (part.StartsWith("v1=", StringComparison.Ordinal))
                signatures.Add(part[3..]);
        }

        if (!HmacSha256.IsFresh(timestamp, now))
            return $"{Signature} has no t= within five minutes of now";
        return signatures.Any(signature => HmacSha256.Signs(signature, settings.Secret, $"{timestamp}.", request.Body.Span))
            ? null
            : $"{Signature} has no valid v1=";
    }

    protected override Received Read(JsonPart body, WebhookRequest request, SourceSettings settings, DateTimeOffset now)
    {
        if (!body.IsArray)
            return Read([body], "", request, settings);
        return body.Count is > 0 and <= Most
            ? Read(body.Elements(), "[{0}]: ", request, settings)
            : Malformed(string.Create(CultureInfo.InvariantCulture, $"a list has 1 to {Most} alerts, not {body.Count}"));
    }

    /// <summary>All of them or none: a sender that is told 400 sends the list again as a whole.</summary>
    private static Received Read(IEnumerable<JsonPart> parts, string place, WebhookRequest request, SourceSettings settings)
    {
        var signals = new List<Signal>();
        foreach (var part in parts)
        {
            var (signal, wrong) = GenericAlert.Read(part, settings, new());
            if (signal is null)
                return Malformed(string.Format(CultureInfo.InvariantCulture, place, signals.Count) + wrong);
            signals.Add(signal);
        }

        return new Received.Accepted(signals, request.Header(Delivery)) { Status = 202, Answer = GenericAnswer.For(signals) };
    }
}
