using System.Text;
using Microsoft.Extensions.Options;
using WarRoomBot.Cards;
using WarRoomBot.Checkups;
using WarRoomBot.Plans;
using WarRoomBot.Signals;
using WarRoomBot.WaysOut;

namespace WarRoomBot.Host.WaysOut;

/// <summary>
/// PagerDuty's Events API v2 (PagerDuty/developer-docs: docs/events-API-v2). The same key opens, updates, acknowledges and resolves one
/// incident; an event said twice changes nothing.
/// </summary>
internal sealed class PagerDutyGateway(HttpCaller http, IOptions<WaysOutOptions> options) : IGateway
{
    private const int LongestSummary = 1024;

    public bool Serves(Means means) => means is Means.PagerDuty;

    public async Task<GatewayAnswer> SayAsync(AlertWord word, Means means, CancellationToken cancellationToken)
    {
        using var request = Request(Event(word, (Means.PagerDuty)means));
        return await http.SendAsync(HttpCaller.Configured, request, "look at its routing key in the plan", cancellationToken);
    }

    /// <summary>To resolve what was never triggered is taken, and does nothing: the key alone is looked at.</summary>
    public async Task<Finding> ProveAsync(string what, Means means, CancellationToken cancellationToken)
    {
        using var request = Request(new { routing_key = ((Means.PagerDuty)means).RoutingKey, event_action = "resolve", dedup_key = "warroom/doctor" });
        return await http.ProveAsync(what, HttpCaller.Configured, request, "its key is taken; nobody was rung", "Look at its routing key in the plan", cancellationToken);
    }

    private HttpRequestMessage Request(object body) => new(HttpMethod.Post, options.Value.PagerDuty.Url)
    {
        Content = new StringContent(Json.Write(body), Encoding.UTF8, "application/json"),
    };

    private static object Event(AlertWord word, Means.PagerDuty means) => word.Stage == AlertStage.Firing
        ? new
        {
            routing_key = means.RoutingKey,
            event_action = "trigger",
            dedup_key = word.Key,
            payload = new
            {
                summary = Texts.Cut(word.IsRehearsal ? $"Rehearsal: {word.Headline}" : word.Headline, LongestSummary),
                source = word.Room,
                severity = SeverityOf(word.Severity),
                timestamp = word.FiredAt,
                @class = word.Class,
                custom_details = word.Lines.ToDictionary(line => line.Name, line => line.Text),
            },
            links = word.Links.Select(link => new { href = link.Address, text = link.Text }),
            client = "WarRoomBot",
        }
        : new { routing_key = means.RoutingKey, event_action = word.Stage == AlertStage.Acknowledged ? "acknowledge" : "resolve", dedup_key = word.Key };

    private static string SeverityOf(SignalSeverity severity) => severity switch
    {
        SignalSeverity.P0 => "critical",
        SignalSeverity.P1 => "error",
        SignalSeverity.P2 => "warning",
        _ => "info",
    };
}
