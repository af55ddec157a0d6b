using System.Text;
using WarRoomBot.Host.Signals.Reading;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Sources.Sns;

/// <summary>What a notification says: as a rule a CloudWatch alarm as JSON text (AWS docs "Amazon SNS notifications for alarms").</summary>
internal static class CloudWatchAlarm
{
    internal static Signal Read(JsonPart notification, SourceSettings settings)
    {
        var message = notification["Message"u8].Exact() ?? "";
        using var body = JsonBody.Of(Encoding.UTF8.GetBytes(message));
        return body.Root["AlarmName"u8].Line(Foreign.Title) is { } name
            ? Alarm(name, body.Root, settings)
            : Other(notification, message, settings);
    }

    private static Signal Alarm(string name, JsonPart alarm, SourceSettings settings)
    {
        var (to, from, trigger) = (alarm["NewStateValue"u8], alarm["OldStateValue"u8], alarm["Trigger"u8]);
        var isUnknown = to.Is("INSUFFICIENT_DATA"u8);
        var isOver = to.Is("OK"u8) || (isUnknown && from.Is("ALARM"u8));
        var at = alarm["StateChangeTime"u8].Moment();
        var arn = alarm["AlarmArn"u8].Exact();
        return new()
        {
            Source = settings.Name,
            Fingerprint = Fingerprints.Of(arn is { Length: > 0 } ? arn : name),
            Status = isOver ? SignalStatus.Resolved : to.Is("ALARM"u8) ? SignalStatus.Firing : SignalStatus.Info,
            Title = name,
            Text = Labels.Paragraphs(alarm["AlarmDescription"u8].Lines(Foreign.Text), alarm["NewStateReason"u8].Lines(Foreign.Text)),
            Service = trigger["Dimensions"u8].First["value"u8].Line(Foreign.Name) ?? trigger["Namespace"u8].Line(Foreign.Name),
            Rule = trigger["MetricName"u8].Line(Foreign.Name) ?? name,
            Link = Console(arn, name),
            StartedAt = to.Is("ALARM"u8) ? at : null,
            EndedAt = isOver ? at : null,
            Doubt = isOver && isUnknown ? "not enough data any more" : null,
            AboutMonitoring = isUnknown && !isOver,
        };
    }

    /// <summary>Other things send to topics too; what is no alarm rings no bell.</summary>
    private static Signal Other(JsonPart notification, string message, SourceSettings settings) => new()
    {
        Source = settings.Name,
        Fingerprint = Fingerprints.OfAll(notification["Subject"u8].Exact() ?? message),
        Status = SignalStatus.Info,
        Title = notification["Subject"u8].Line(Foreign.Title) ?? Foreign.Line(message, Foreign.Title) ?? "Message without a text",
        Text = Foreign.Lines(message, Foreign.Text),
    };

    /// <summary>The alarm's page, from its ARN: <c>arn:aws:cloudwatch:eu-west-1:123456789012:alarm:name</c>.</summary>
    private static string? Console(string? arn, string name) =>
        arn?.Split(':', 5) is ["arn", "aws", "cloudwatch", { Length: > 0 and < 32 } region, ..] && region.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
            ? Links.Of($"https://{region}.console.aws.amazon.com/cloudwatch/home?region={region}#alarmsV2:alarm/{Uri.EscapeDataString(name)}")
            : null;
}
