using WarRoomBot.Data;

namespace WarRoomBot.Slack;

/// <summary>The workspaces that have installed the app, and the links that were used for it.</summary>
internal static class InstallationStore
{
    private const string Columns = "team, team_name, tokens, scopes, bot_user, app, installer, installed_at, expires_at, version, trouble, removed_at";

    internal static Task<Installation?> FindAsync(Session session, string team, CancellationToken cancellationToken) =>
        session.FindAsync<Installation>($"select {Columns} from slack_installations where team = @team", new { team }, cancellationToken);

    /// <summary>All, also those that were removed, in the order of their names.</summary>
    internal static Task<IReadOnlyList<Installation>> ListAsync(Session session, CancellationToken cancellationToken) =>
        session.ListAsync<Installation>($"select {Columns} from slack_installations order by team_name, team", null, cancellationToken);

    /// <summary>Takes the place of whatever was there of the workspace.</summary>
    internal static Task PutAsync(Session session, Installation installed, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        insert into slack_installations (team, team_name, tokens, scopes, bot_user, app, installer, installed_at, expires_at, version)
        values (@Team, @TeamName, @Tokens, @Scopes, @BotUser, @App, @Installer, @InstalledAt, @ExpiresAt, 1)
        on conflict (team) do update set team_name = excluded.team_name, tokens = excluded.tokens, scopes = excluded.scopes, bot_user = excluded.bot_user,
            app = excluded.app, installer = excluded.installer, installed_at = excluded.installed_at, expires_at = excluded.expires_at,
            version = slack_installations.version + 1, removed_at = null, trouble = null, renewer = null, renewing_until = null
        """,
        installed,
        cancellationToken);

    /// <summary>Lets one alone renew the tokens, in whatever process, for a while.</summary>
    /// <param name="until">When somebody else may: nothing is held open meanwhile.</param>
    /// <returns>False when somebody else does, or something has changed meanwhile.</returns>
    internal static async Task<bool> ClaimAsync(Session session, Installation installed, string renewer, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            """
            update slack_installations set renewer = @renewer, renewing_until = @until
            where team = @Team and version = @Version and removed_at is null and trouble is null and (renewing_until is null or renewing_until <= @now)
            """,
            new { renewer, until, now, installed.Team, installed.Version },
            cancellationToken) == 1;

    /// <summary>What came of it.</summary>
    /// <param name="renewed">The next tokens, or the trouble.</param>
    /// <returns>False when somebody else renews by now, or something has changed meanwhile.</returns>
    internal static async Task<bool> RenewAsync(Session session, Installation renewed, string renewer, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            """
            update slack_installations set tokens = @Tokens, expires_at = @ExpiresAt, trouble = @Trouble, version = version + 1, renewer = null, renewing_until = null
            where team = @Team and version = @Version and renewer = @renewer
            """,
            new { renewed.Tokens, renewed.ExpiresAt, renewed.Trouble, renewed.Team, renewed.Version, renewer },
            cancellationToken) == 1;

    /// <summary>It did not come about; somebody may try again then.</summary>
    internal static Task PutOffAsync(Session session, string team, string renewer, DateTimeOffset until, CancellationToken cancellationToken) => session.ExecuteAsync(
        "update slack_installations set renewing_until = @until where team = @team and renewer = @renewer", new { team, renewer, until }, cancellationToken);

    /// <summary>The same tokens, encrypted anew.</summary>
    /// <returns>False when something else has changed meanwhile.</returns>
    internal static async Task<bool> SealAsync(Session session, Installation installed, string tokens, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            "update slack_installations set tokens = @tokens, version = version + 1 where team = @Team and version = @Version and removed_at is null",
            new { tokens, installed.Team, installed.Version },
            cancellationToken) == 1;

    /// <summary>Forgets the tokens.</summary>
    /// <param name="at">When Slack says that it happened: an installation that is younger stays.</param>
    /// <returns>False when there is none, or a younger one.</returns>
    internal static async Task<bool> RemoveAsync(Session session, string team, DateTimeOffset at, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            """
            update slack_installations set tokens = '', version = version + 1, removed_at = @at, trouble = null, renewer = null, renewing_until = null
            where team = @team and removed_at is null and installed_at <= @at
            """,
            new { team, at },
            cancellationToken) == 1;

    /// <summary>Notes that a link was used, and forgets those that would be too old by now.</summary>
    /// <returns>False when it was used before.</returns>
    internal static async Task<bool> UseAsync(Session session, string link, DateTimeOffset endsAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("delete from slack_used_links where ends_at < @now", new { now }, cancellationToken);
        return await session.ExecuteAsync("insert into slack_used_links (link, ends_at) values (@link, @endsAt) on conflict (link) do nothing", new { link, endsAt }, cancellationToken) == 1;
    }
}
