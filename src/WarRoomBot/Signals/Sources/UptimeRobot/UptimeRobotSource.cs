using WarRoomBot.Host.Signals.Proving;
using WarRoomBot.Host.Signals.Reading;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Sources.UptimeRobot;

/// <summary>
/// UptimeRobot's webhook (UptimeRobot help "Webhook Integration"): its variables as query string, as form or as JSON. It has no signature:
/// the secret is a token in the address or a header of one's own.
/// </summary>
internal sealed class UptimeRobotSource : SignalSource
{
    public override string Kind => "UptimeRobot";

    public override bool Repeats => true;

    public override IReadOnlyList<string> Methods => ["POST", "GET"];

    public override Received Receive(WebhookRequest request, SourceSettings settings, DateTimeOffset now)
    {
        if (!Tokens.Prove(request, settings))
            return new Received.Unproven(Tokens.Expected);
        if (!IsJson(request.Body.Span))
            return Read(UptimeRobotFields.OfForm(request), settings);
        using var body = JsonBody.Of(request.Body);
        return body.Wrong is { } wrong ? new Received.Malformed(wrong) : Read(UptimeRobotFields.OfJson(request, body.Root), settings);
    }

    private static bool IsJson(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[' or 0xef, ..];

    private static Received Read(UptimeRobotFields fields, SourceSettings settings)
    {
        if (fields["monitorID"] is not { } id)
            return new Received.Malformed("monitorID is missing");
        var (status, severity, isCertificate) = fields["alertType"]?.ToUpperInvariant() switch
        {
            "1" or "DOWN" => (SignalStatus.Firing, "critical", false),
            "2" or "UP" => (SignalStatus.Resolved, null, false),
            "3" => (SignalStatus.Firing, "warning", true),
            null => (SignalStatus.Info, "", false),
            _ => (SignalStatus.Info, null, false),
        };
        if (severity is "")
            return new Received.Malformed("alertType is missing");

        var name = Foreign.Line(fields["monitorFriendlyName"], Foreign.Name) ?? $"Monitor {Foreign.Line(id, Foreign.Name)}";
        var at = Moments.Parse(fields["alertDateTime"]);
        var took = Moments.Seconds(fields["alertDuration"]);
        return new Received.Accepted(
            [
                new()
                {
                    Source = settings.Name,
                    Fingerprint = Fingerprints.Of($"ur:{id}{(isCertificate ? ":ssl" : "")}"),
                    Status = status,
                    Title = Title(name, fields, status, isCertificate),
                    Severity = Severities.Of(severity, settings),
                    Text = Foreign.Lines(fields["alertDetails"], Foreign.Text),
                    Service = name,
                    Rule = isCertificate ? "UptimeRobot certificate" : "UptimeRobot monitor",
                    Link = Links.Of(fields["dashboardUrl"]) ?? Links.Of(fields["monitorURL"]),
                    StartedAt = status switch
                    {
                        SignalStatus.Firing => at,
                        SignalStatus.Resolved => at - took,
                        _ => null,
                    },
                    EndedAt = status == SignalStatus.Resolved ? at : null,
                    RepeatsWithin = status == SignalStatus.Firing ? settings.RepeatsWithin : null,
                },
            ],
            at is null ? null : Fingerprints.OfAll(id, fields["alertType"], fields["alertDateTime"], fields["alertDuration"]));
    }

    private static string Title(string name, UptimeRobotFields fields, SignalStatus status, bool isCertificate)
    {
        if (!isCertificate)
        {
            return status switch
            {
                SignalStatus.Firing => $"{name} is down",
                SignalStatus.Resolved => $"{name} is up",
                _ => $"{name}: {Foreign.Line(fields["alertTypeFriendlyName"], 40) ?? "something happened"}",
            };
        }

        var ssl = Foreign.Line(fields["sslExpiryDaysLeft"], 20);
        var domain = Foreign.Line(fields["domainExpiryDaysLeft"] ?? fields["domainExpireDaysLeft"], 20);
        return ssl is not null ? $"{name}: certificate expires in {ssl} days"
            : domain is not null ? $"{name}: domain expires in {domain} days"
            : $"{name}: certificate or domain expires soon";
    }
}
