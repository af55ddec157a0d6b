using Microsoft.Extensions.Logging;
using WarRoomBot.Data;

namespace WarRoomBot.Slack;

/// <summary>
/// Renews tokens that end (Docs "Using token rotation"): well before they do, by one process at a time, and kept before they are used. A renewal
/// whose answer was lost is repeated soon: Slack takes a used refresh token for a short while yet.
/// </summary>
internal sealed class TokenRotation(SlackAppApi app, SlackInstallations installations, TimeProvider time, ILogger<TokenRotation> logger)
{
    /// <summary>How long before its end a token is renewed.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromHours(2);

    /// <summary>For how long one process alone tries: longer than its two calls can take.</summary>
    private static readonly TimeSpan Claimed = (2 * SlackMethod.LongestTimeout) + TimeSpan.FromSeconds(5);

    /// <summary>Until the next try when Slack does not say.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(20);

    public bool IsDue(Installation installed) => installed is { RemovedAt: null, Trouble: null, ExpiresAt: { } end } && time.GetUtcNow() >= end - Early;

    /// <summary>Gets the next token, unless somebody else is about to.</summary>
    /// <returns>As it is stored then.</returns>
    /// <exception cref="StorageUnavailableException">The store cannot be asked, or could not keep it.</exception>
    public async Task<Installation?> RenewAsync(Installation installed, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var renewer = Guid.CreateVersion7(now).ToString("N");
        if (installations.Open(installed).Tokens?.Refresh is { } refresh && await installations.ClaimAsync(installed, renewer, now + Claimed, cancellationToken))
            await TryAsync(installed, refresh, renewer, cancellationToken);
        return await installations.FindAsync(installed.Team, cancellationToken);
    }

    private async Task TryAsync(Installation installed, string refresh, string renewer, CancellationToken cancellationToken)
    {
        var answer = await app.RefreshAsync(refresh, cancellationToken);
        // Whatever became of it: the sooner it is repeated, the surer the used one is still taken.
        if (answer.Failure is { Fault: SlackFault.Ambiguous })
            answer = await app.RefreshAsync(refresh, cancellationToken);
        var (access, next) = (answer.Text("access_token"), answer.Text("refresh_token"));
        switch (answer.Failure)
        {
            case null when SlackIds.IsOpaque(access):
                var end = TokenLife.EndOf(answer, time.GetUtcNow());
                if (await installations.RenewAsync(installed with { ExpiresAt = end }, new(access, next.Length > 0 ? next : null), renewer, cancellationToken))
                    Log.Renewed(logger, installed.TeamName, end ?? DateTimeOffset.MaxValue);
                break;
            case { Fault: SlackFault.TokenDead } refused:
                if (await installations.TroubleAsync(installed with { Trouble = refused.Error }, renewer, cancellationToken))
                    Log.RenewalRefused(logger, installed.TeamName, refused.Error, installations.Door);
                break;
            case var failure:
                Log.NotRenewed(logger, installed.TeamName, failure?.Error ?? "no token in the answer");
                await installations.PutOffAsync(installed.Team, renewer, time.GetUtcNow() + (failure?.After ?? Again), cancellationToken);
                break;
        }
    }
}
