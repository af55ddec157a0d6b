using WarRoomBot.Host.Signals.Proving;
using WarRoomBot.Host.Signals.Reading;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Sources;

/// <summary>A source that sends JSON. Who sends is proved before anything is read.</summary>
internal abstract class JsonSource : SignalSource
{
    public sealed override Received Receive(WebhookRequest request, SourceSettings settings, DateTimeOffset now)
    {
        if (Unproven(request, settings, now) is { } why)
            return new Received.Unproven(why);
        using var body = JsonBody.Of(request.Body);
        return body.Wrong is { } wrong ? new Received.Malformed(wrong) : Read(body.Root, request, settings, now);
    }

    /// <summary>Why nobody has proved to be the source; null when somebody has.</summary>
    protected virtual string? Unproven(WebhookRequest request, SourceSettings settings, DateTimeOffset now) =>
        Tokens.Prove(request, settings) ? null : Tokens.Expected;

    protected abstract Received Read(JsonPart body, WebhookRequest request, SourceSettings settings, DateTimeOffset now);

    protected static Received.Malformed Malformed(string why) => new(why);

    /// <summary>Understood, and nothing in it to be kept.</summary>
    protected static Received.Accepted Nothing(string? delivery = null) => new([], delivery);
}
