using System.Globalization;
using WarRoomBot.Probes.Http;

namespace WarRoomBot.Host.Signals.Offers;

/// <summary>Fetches through the probes' guarded way out: no private addresses, no proxy, no redirects.</summary>
internal sealed class GuardedFetch(ProbeHttp http) : ISourceFetch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<Fetched> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        var ask = new HttpAsk { Address = address.AbsoluteUri, Timeout = Patience, Cap = HttpAsk.SmallAnswer, FollowsRedirects = false };
        return await http.FetchAsync(ask, cancellationToken) switch
        {
            HttpAnswer.Answered { IsSuccess: true, Whole: true } answer => new(answer.Body, "", IsLasting: false),
            HttpAnswer.Answered { IsSuccess: true } => new(null, "the answer is too long", IsLasting: true),
            HttpAnswer.Answered answer => new(null, string.Create(CultureInfo.InvariantCulture, $"answered {answer.Status}"), IsLasting: answer.Status < 500 && answer.Status != 429),
            HttpAnswer.Failed failed => new(null, failed.Why, IsLasting: false),
            var other => throw new InvalidOperationException($"no such answer: {other.GetType().Name}"),
        };
    }
}
