using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WarRoomBot.Data;

namespace WarRoomBot.Slack;

/// <summary>The workspaces that have installed the app themselves, as the store and the settings know them.</summary>
internal sealed class SlackInstallations(IDatabase database, TokenSeal seal, IOptions<SlackOptions> options, TimeProvider time, ILogger<SlackInstallations> logger)
{
    public Task Opened => database.Opened;

    /// <summary>Where a workspace begins to install the app.</summary>
    public string Door => $"{options.Value.PublicRoot}{InstallDesk.InstallPath}";

    /// <summary>Whether it may be used in the workspace: it is installed there, and the operator lets it.</summary>
    public bool Holds(Installation installed) => installed.RemovedAt is null && options.Value.Allows(installed.Team);

    /// <returns>Also one that was removed; null when it was never there.</returns>
    /// <exception cref="StorageUnavailableException">The store cannot be asked.</exception>
    public Task<Installation?> FindAsync(string team, CancellationToken cancellationToken) =>
        database.ReadAsync((session, token) => InstallationStore.FindAsync(session, team, token), cancellationToken);

    /// <summary>As <see cref="FindAsync"/>, all of them.</summary>
    public Task<IReadOnlyList<Installation>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync(InstallationStore.ListAsync, cancellationToken);

    public (TokenPair? Tokens, string? Why) Open(Installation installed) => seal.Open(installed);

    /// <summary>Stores what was installed in the place of what was there.</summary>
    public Task<Installation> PutAsync(Installation installed, TokenPair tokens, CancellationToken cancellationToken) => database.WriteAsync(
        async (session, token) =>
        {
            await InstallationStore.PutAsync(session, installed with { Tokens = seal.Close(installed.Team, tokens) }, token);
            return (await InstallationStore.FindAsync(session, installed.Team, token))!;
        },
        cancellationToken);

    /// <summary>Forgets the tokens.</summary>
    /// <param name="at">When Slack says that they were taken away.</param>
    /// <returns>False when nothing was there, or what is there is younger.</returns>
    public Task<bool> RemoveAsync(string team, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteAsync((session, token) => InstallationStore.RemoveAsync(session, team, at, token), cancellationToken);

    /// <returns>False when the link was used before.</returns>
    public Task<bool> UseAsync(string link, DateTimeOffset endsAt, CancellationToken cancellationToken) =>
        database.WriteAsync((session, token) => InstallationStore.UseAsync(session, link, endsAt, time.GetUtcNow(), token), cancellationToken);

    /// <inheritdoc cref="InstallationStore.ClaimAsync"/>
    public Task<bool> ClaimAsync(Installation installed, string renewer, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.WriteAsync((session, token) => InstallationStore.ClaimAsync(session, installed, renewer, until, time.GetUtcNow(), token), cancellationToken);

    /// <inheritdoc cref="InstallationStore.RenewAsync"/>
    public Task<bool> RenewAsync(Installation renewed, TokenPair tokens, string renewer, CancellationToken cancellationToken)
    {
        var closed = renewed with { Tokens = seal.Close(renewed.Team, tokens) };
        return database.WriteAsync((session, token) => InstallationStore.RenewAsync(session, closed, renewer, token), cancellationToken);
    }

    /// <summary>Notes why the tokens can no longer be renewed; they are kept, for they may be good for a while yet.</summary>
    /// <returns>As <see cref="RenewAsync"/>.</returns>
    public Task<bool> TroubleAsync(Installation troubled, string renewer, CancellationToken cancellationToken) =>
        database.WriteAsync((session, token) => InstallationStore.RenewAsync(session, troubled, renewer, token), cancellationToken);

    /// <inheritdoc cref="InstallationStore.PutOffAsync"/>
    public Task PutOffAsync(string team, string renewer, DateTimeOffset until, CancellationToken cancellationToken) => database.WriteAsync(
        async (session, token) =>
        {
            await InstallationStore.PutOffAsync(session, team, renewer, until, token);
            return true;
        },
        cancellationToken);

    /// <summary>Encrypts with the newest key what an older one has encrypted, so that the older one can be thrown away.</summary>
    public async Task SealAnewAsync(Installation installed, CancellationToken cancellationToken)
    {
        if (!seal.IsOld(installed) || seal.Open(installed).Tokens is not { } tokens)
            return;
        var closed = seal.Close(installed.Team, tokens);
        if (await database.WriteAsync((session, token) => InstallationStore.SealAsync(session, installed, closed, token), cancellationToken))
            Log.SealedAnew(logger, installed.TeamName);
    }
}
