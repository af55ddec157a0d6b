using WarRoomBot.Data;

namespace WarRoomBot.Slack;

/// <summary>
/// The token of a workspace that has installed the app itself: looked for in the store when it is asked for, and kept until the store is known to
/// hold another.
/// </summary>
internal sealed class InstalledToken(string team, SlackInstallations installations, TokenRotation rotation, WorkspaceState state) : ISlackToken
{
    /// <summary>Our own word for a workspace that has not, or no longer, installed the app.</summary>
    internal const string NotInstalled = "not_installed";

    /// <summary>Our own word for a token that is stored, and cannot be decrypted.</summary>
    internal const string Unreadable = "token_unreadable";

    private const string Expired = "token_expired";

    private readonly Lock _lock = new();
    private Held? _held;
    private Task _renewing = Task.CompletedTask;
    private long _seen;

    /// <summary>As last seen; null while it is not installed.</summary>
    public Installation? Known => Volatile.Read(ref _held)?.Installation;

    /// <returns>Null when it is not installed.</returns>
    /// <exception cref="StorageUnavailableException">The store cannot be asked.</exception>
    public async ValueTask<Installation?> FindAsync(CancellationToken cancellationToken)
    {
        if (Known is null)
            await LookAsync(cancellationToken);
        return Known;
    }

    public async ValueTask<TokenAnswer> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FindAsync(cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            return StoreAway;
        }

        return Volatile.Read(ref _held)?.Answer ?? NotThere;
    }

    public async ValueTask<TokenAnswer> RenewAsync(string expired, CancellationToken cancellationToken)
    {
        Task renewing;
        lock (_lock)
        {
            // All who find it expired wait for the one renewal, and who gives up waiting does not end it.
            if (_renewing.IsCompleted)
                _renewing = RenewExpiredAsync(expired);
            renewing = _renewing;
        }

        try
        {
            await renewing.WaitAsync(cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            return StoreAway;
        }

        var held = Volatile.Read(ref _held);
        return held is null ? NotThere
            : held.Answer.None is not null || held.Answer.Token != expired ? held.Answer
            : held.Installation is { Trouble: null, ExpiresAt: not null } ? new(null, new(SlackFault.Busy, "the token is being renewed"))
            : new(null, new(SlackFault.TokenDead, held.Installation.Trouble ?? Expired));
    }

    /// <summary>Gets the next one in good time, before Slack refuses this one.</summary>
    /// <exception cref="StorageUnavailableException">The store cannot be asked, or could not keep it.</exception>
    public async Task RenewWhenDueAsync(CancellationToken cancellationToken)
    {
        if (Known is { } installed && rotation.IsDue(installed))
            await RenewAsync(installed, cancellationToken);
    }

    public string WhyNot(SlackFailure refused) => refused.Error switch
    {
        Unreadable => $"The token of {Name} cannot be read: {refused.Details}.",
        "team_access_not_granted" => $"Slack refuses the token of {Name} ({refused.Error}): an administrator has to let the app into this workspace.",
        "invalid_auth" => $"Slack refuses the token of {Name} ({refused.Error}): install the app there again at {installations.Door}, or allow this machine's address in the app's settings.",
        _ => $"Slack refuses the token of {Name} ({refused.Error}): install the app there again at {installations.Door}.",
    };

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (await installations.FindAsync(team, cancellationToken) is { } found)
            Take(found);
    }

    /// <summary>The store holds this.</summary>
    public void Take(Installation found)
    {
        lock (_lock)
        {
            // Read before something newer was: its turn is over.
            if (found.Version <= _seen)
                return;
            _seen = found.Version;
            var before = _held?.Installation;
            Volatile.Write(ref _held, installations.Holds(found) ? new(found, Opened(found)) : null);
            if (before?.InstalledAt != found.InstalledAt)
                state.Begin();
            else if (state.Dead is not null)
                state.Unasked();
        }
    }

    /// <summary>That the token ends soon, and why; null when it does not.</summary>
    public string? Ending => Known is { Trouble: { } why, ExpiresAt: { } end } installed
        ? $"The token of {installed.TeamName} can no longer be renewed ({why}) and ends at {end:HH:mm} UTC: install the app there again at {installations.Door}."
        : null;

    private static TokenAnswer NotThere => new(null, new(SlackFault.TargetGone, NotInstalled));

    private static TokenAnswer StoreAway => new(null, new(SlackFault.Busy, "the store cannot be asked for the token"));

    private async Task RenewExpiredAsync(string expired)
    {
        await Task.Yield();
        // As a rule another process has renewed it, or another call of this one just now.
        await LookAsync(CancellationToken.None);
        if (Known is { Trouble: null, ExpiresAt: not null } installed && Volatile.Read(ref _held)!.Answer.Token == expired)
            await RenewAsync(installed, CancellationToken.None);
    }

    private async Task RenewAsync(Installation installed, CancellationToken cancellationToken)
    {
        if (await rotation.RenewAsync(installed, cancellationToken) is { } renewed)
            Take(renewed);
    }

    private string Name => Known?.TeamName ?? team;

    private TokenAnswer Opened(Installation found)
    {
        var (tokens, why) = installations.Open(found);
        return new(tokens?.Access, why is null ? null : new(SlackFault.TokenDead, Unreadable, Details: why));
    }

    private sealed class Held(Installation installation, TokenAnswer answer)
    {
        public Installation Installation => installation;

        public TokenAnswer Answer => answer;
    }
}
