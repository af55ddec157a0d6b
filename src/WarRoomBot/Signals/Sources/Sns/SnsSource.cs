using WarRoomBot.Host.Signals.Reading;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Sources.Sns;

/// <summary>
/// CloudWatch alarms over Amazon SNS (AWS docs "Parsing Amazon SNS message formats", "Verifying the signatures of Amazon SNS messages").
/// A message counts only if the secret stands in the address, it comes from the one configured topic, and SNS signed it.
/// </summary>
/// <remarks>The token is asked for first: nobody else makes us fetch a certificate.</remarks>
internal sealed class SnsSource : JsonSource
{
    internal const string Topic = "Topic";

    /// <summary>A delivery policy may retry for an hour, and our own storage may have been away for longer; nothing honest is older.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(1);

    public override string Kind => "Sns";

    public override IReadOnlyList<string> ExtraKeys => [Topic];

    public override (string Key, string Why)? Check(SourceSettings settings) =>
        settings.Extra.GetValueOrDefault(Topic) is not { } topic ? (Topic, "is missing: the ARN of the topic, such as arn:aws:sns:eu-west-1:123456789012:alarms")
        : topic.StartsWith("arn:", StringComparison.Ordinal) && topic.Contains(":sns:", StringComparison.Ordinal) ? null
        : (Topic, "is not the ARN of a topic, such as arn:aws:sns:eu-west-1:123456789012:alarms");

    protected override Received Read(JsonPart body, WebhookRequest request, SourceSettings settings, DateTimeOffset now)
    {
        if (body["TopicArn"u8].Exact() != settings.Extra[Topic])
            return new Received.Unproven("TopicArn is missing, or not the configured topic");
        var certificate = body["SigningCertURL"u8].Address();
        if (certificate is null || !SnsAddresses.IsCertificate(certificate))
            return new Received.Unproven("SigningCertURL is missing, or not an address of Amazon SNS");
        if (request.Fetched(certificate) is not { } fetched)
            return new Received.Lacks(certificate);
        if (!SnsSignature.Signs(body, fetched, now))
            return new Received.Unproven("Signature is missing, or not valid");
        if (body["Timestamp"u8].Moment() is not { } at || now - at > Oldest)
            return new Received.Unproven("Timestamp is missing, or more than a day old");
        if (body["MessageId"u8].Exact() is not { Length: > 0 } delivery)
            return Malformed("MessageId is missing");

        if (body["Type"u8].Is("Notification"u8))
            return new Received.Accepted([CloudWatchAlarm.Read(body, settings)], delivery);
        if (!body["Type"u8].Is("SubscriptionConfirmation"u8))
            return Nothing(delivery);
        return body["SubscribeURL"u8].Address() is { } confirm && SnsAddresses.IsConfirmation(confirm)
            ? Nothing(delivery) with { Confirm = confirm }
            : Malformed("SubscribeURL is missing, or not an address of Amazon SNS");
    }
}
