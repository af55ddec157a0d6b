using System.Net.Mail;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WarRoomBot.Signals;

namespace WarRoomBot.Plans.Format;

/// <summary>How a plan says who is told of alerts outside chat. What is wrong is told without the value: it may be a secret.</summary>
internal static partial class WayOutFormat
{
    private const int MostRecipients = 10;

    private static readonly Shape<string> RoutingKey = Scalar(
        $"^[A-Za-z0-9]{{32}}$|{Shapes.Placeholder}",
        text => Key().IsMatch(text) ? text : null,
        "a routing key of PagerDuty",
        "write \"${PAGERDUTY_KEY}\" and set it to the integration key of an Events API v2 integration, 32 letters and digits");

    private static readonly Shape<string> Address = Scalar(
        $"@|{Shapes.Placeholder}",
        text => MailAddress.TryCreate(text, out var address) && address.Address == text && text.All(char.IsAscii) ? text : null,
        "an e-mail address",
        "write it as in on-call@example.com");

    private static readonly Shape<string> Number = Scalar(
        $@"^\+[0-9 ]+$|{Shapes.Placeholder}",
        text => Phone().IsMatch(text.Replace(" ", "", StringComparison.Ordinal)) ? text.Replace(" ", "", StringComparison.Ordinal) : null,
        "a telephone number",
        "write it in quotes with the country in front, as in \"+49 30 1234567\"");

    private static readonly Shape<Uri> Link = Scalar(
        $"^https?://|{Shapes.Placeholder}",
        text => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? new Uri(text) : null,
        "an address",
        "write it with https:// in front");

    internal static Shape<WrittenWay> Way() => Shapes.Group<WrittenWay>(keys =>
    {
        var pagerDuty = keys.Optional("pagerduty", RoutingKey, "the routing key of an Events API v2 integration: opens, acknowledges and resolves its incidents");
        var email = keys.Optional("email", Shapes.OneOrMore(Address), "addresses that get a mail when an alert fires, escalates and is over");
        var sms = keys.Optional("sms", Shapes.OneOrMore(Number), "numbers that get a text message when an alert fires, escalates and is over");
        var webhook = keys.Optional("webhook", Link, "an address that gets JSON when an alert fires, escalates and is over");
        keys.ExactlyOne(pagerDuty, email, sms, webhook);
        var severities = keys.Optional("severities", Shapes.OneOrMore(AlertFormat.Severity), "for which severities; all without it");
        var name = keys.Optional("name", Shapes.Text, "tells it from others of its kind");
        return values =>
        {
            var several = email.In(values) is { } mails ? (mails.At, mails.Value.Count) : sms.In(values) is { } numbers ? (numbers.At, numbers.Value.Count) : default;
            if (several.Count > MostRecipients)
                values.Mistakes.Add(several.At, $"this is {several.Count} recipients", $"write {MostRecipients} at most; a mailing list is one address");
            return new(
                pagerDuty.In(values)?.Value is { } key ? [new Means.PagerDuty(key)]
                    : email.In(values) is { } to ? [.. to.Value.Select(address => new Means.Email(address.Value))]
                    : sms.In(values) is { } phones ? [.. phones.Value.Select(number => new Means.Sms(number.Value))]
                    : webhook.In(values)?.Value is { } link ? [new Means.Webhook(link)]
                    : [],
                [.. severities.In(values)?.Value.Select(severity => severity.Value) ?? []],
                name.In(values)?.Value,
                values.At);
        };
    });

    /// <summary>People read of each which one it is.</summary>
    internal static void Check(IReadOnlyList<Placed<WrittenWay>> ways, Mistakes mistakes)
    {
        var seen = new HashSet<string>();
        foreach (var way in ways.Select(way => way.Value).Where(way => way.All.Count > 0 && !seen.Add(NameOf(way))))
            mistakes.Add(way.At, $"two ways out are called {NameOf(way)}", "give one of them a name: of its own");
    }

    internal static IEnumerable<WayOut> Make(WrittenWay way)
    {
        for (var place = 0; place < way.All.Count; place++)
        {
            var (key, title) = way.All.Count == 1
                ? (NameOf(way), NameOf(way))
                : ($"{NameOf(way)}/{place + 1}", $"{NameOf(way)} {place + 1} of {way.All.Count}");
            yield return new(key, title, way.Severities, way.All[place]);
        }
    }

    private static string NameOf(WrittenWay way)
    {
        var kind = way.All[0] switch
        {
            Means.PagerDuty => "PagerDuty",
            Means.Email => "E-mail",
            Means.Sms => "SMS",
            _ => "Webhook",
        };
        return way.Name is { } name ? $"{kind} {name}" : kind;
    }

    private static Shape<T> Scalar<T>(string pattern, Func<string, T?> parse, string what, string remedy)
        where T : class => Shapes.Parsed(
            new JsonObject { ["type"] = "string", ["pattern"] = pattern },
            (scalar, mistakes) =>
            {
                var value = parse(scalar.Text.Trim());
                if (value is null)
                    mistakes.Add(scalar, scalar.IsNothing ? "nothing stands here" : $"this is not {what}", remedy);
                return value;
            });

    [GeneratedRegex("^[A-Za-z0-9]{32}$")]
    private static partial Regex Key();

    [GeneratedRegex(@"^\+[0-9]{6,15}$")]
    private static partial Regex Phone();
}

/// <param name="All">One for each recipient; empty after a mistake.</param>
internal sealed record WrittenWay(IReadOnlyList<Means> All, IReadOnlyList<SignalSeverity> Severities, string? Name, PlanNode At);
