using WarRoomBot.Cards;
using WarRoomBot.Delivery;
using WarRoomBot.Pipeline;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Offers;

/// <summary>A source that is configured offers its alerts: the offer is taken up, once, outside the request that made it.</summary>
internal sealed class ConfirmOffer : IHandler<SubscriptionOffered>
{
    public Task<Outcome> HandleAsync(SubscriptionOffered message, Turn turn, CancellationToken cancellationToken) =>
        Task.FromResult(new Outcome().Add(new Perform(
            $"confirm/{message.Source}/{message.Offer}", OfferConfirmer.KindName, Kinds.LaneOf(message.Source), Json.Write(message))));
}

/// <summary>Fetches the address that confirms a subscription. It does no harm twice.</summary>
internal sealed class OfferConfirmer(ISourceFetch fetch, TimeProvider time, ILogger<OfferConfirmer> logger) : IPerformer
{
    internal const string KindName = "confirm-subscription";

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20)];

    public string Kind => KindName;

    public async Task<string> PerformAsync(string key, string body, CancellationToken cancellationToken)
    {
        var offered = Json.Read<SubscriptionOffered>(body);
        var fetched = await fetch.GetAsync(offered.Confirm, cancellationToken);
        foreach (var pause in Pauses)
        {
            if (fetched.Body is not null || fetched.IsLasting)
                break;
            await Task.Delay(pause, time, cancellationToken);
            fetched = await fetch.GetAsync(offered.Confirm, cancellationToken);
        }

        if (fetched.Body is not null)
            Log.Confirmed(logger, offered.Source);
        else
            Log.NotConfirmed(logger, offered.Source, fetched.Why);
        return fetched.Body is not null ? "true" : "false";
    }
}

/// <summary>How it went is in the log; there is nobody to tell, because no alert has come yet.</summary>
internal sealed class OfferConfirmed : IHandler<Performed>
{
    public Task<Outcome> HandleAsync(Performed message, Turn turn, CancellationToken cancellationToken) => Task.FromResult(Outcome.Nothing);
}
