using System.Diagnostics;
using WarRoomBot.Probes.Http;

namespace WarRoomBot.Probes.Selecting;

/// <summary>Asks for JSON: metrics of one round that ask alike share request and document. An error status is a failure, whatever its body.</summary>
internal sealed class Documents(ProbeHttp http)
{
    public Task<JsonAnswer> OnceAsync(HttpAsk ask, ProbeRound round, CancellationToken cancellationToken) =>
        round.OnceAsync(ask.Key, () => FetchAsync(ask, cancellationToken)).WaitAsync(cancellationToken);

    public async Task<JsonAnswer> FetchAsync(HttpAsk ask, CancellationToken cancellationToken) =>
        await http.FetchAsync(ask, cancellationToken) switch
        {
            HttpAnswer.Answered { IsSuccess: false } answered => new JsonAnswer.NotUnderstood(Failure.Status, $"HTTP {answered.Status}"),
            HttpAnswer.Answered answered => JsonAnswer.Of(ask, answered),
            HttpAnswer.Failed failed => new JsonAnswer.NotUnderstood(failed.Failure, failed.Why),
            _ => throw new UnreachableException(),
        };
}
