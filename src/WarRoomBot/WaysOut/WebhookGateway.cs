using System.Text;
using WarRoomBot.Cards;
using WarRoomBot.Checkups;
using WarRoomBot.Plans;
using WarRoomBot.WaysOut;

namespace WarRoomBot.Host.WaysOut;

/// <summary>The word as JSON, posted to an address of the plan. <c>Idempotency-Key</c> is the same when it is said twice.</summary>
internal sealed class WebhookGateway(HttpCaller http) : IGateway
{
    public bool Serves(Means means) => means is Means.Webhook;

    public async Task<GatewayAnswer> SayAsync(AlertWord word, Means means, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ((Means.Webhook)means).Address)
        {
            Content = new StringContent(Json.Write(Body(word)), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", word.Id);
        return await http.SendAsync(HttpCaller.OfPlans, request, "look at its address in the plan", cancellationToken);
    }

    /// <summary>HEAD starts nothing; many a webhook says that it takes only POST, and that is good enough.</summary>
    public async Task<Finding> ProveAsync(string what, Means means, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, ((Means.Webhook)means).Address);
        return await http.ProveAsync(what, HttpCaller.OfPlans, request, "it answers; nothing was sent", "Look at its address in the plan, and at the token in it", cancellationToken);
    }

    private static object Body(AlertWord word) => new
    {
        word.Key,
        state = word.Stage switch { AlertStage.Firing => "firing", AlertStage.Acknowledged => "acknowledged", _ => "resolved" },
        severity = $"{word.Severity}",
        summary = word.Headline,
        room = word.Room,
        rehearsal = word.IsRehearsal,
        @class = word.Class,
        word.FiredAt,
        details = word.Lines.ToDictionary(line => line.Name, line => line.Text),
        links = word.Links,
    };
}
