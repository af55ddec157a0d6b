namespace WarRoomBot.Slack;

/// <summary>A workspace that has installed the app itself, as it is stored.</summary>
internal sealed record Installation
{
    /// <summary>Its id (<c>T…</c>).</summary>
    public required string Team { get; init; }

    public required string TeamName { get; init; }

    /// <summary>Encrypted, see <see cref="TokenSeal"/>; empty once it is removed.</summary>
    public required string Tokens { get; init; }

    /// <summary>What the bot may do there, with commas between.</summary>
    public required string Scopes { get; init; }

    /// <summary>The bot as a user there (<c>U…</c>).</summary>
    public required string BotUser { get; init; }

    /// <summary>The app's id (<c>A…</c>).</summary>
    public required string App { get; init; }

    /// <summary>Who installed it (<c>U…</c>).</summary>
    public required string Installer { get; init; }

    /// <summary>By Slack's clock, which what it tells later is dated by too.</summary>
    public required DateTimeOffset InstalledAt { get; init; }

    /// <summary>When the token ends; null for one that does not.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; init; }

    /// <summary>Slack's word for why the token can no longer be renewed; null while it can, or need not be.</summary>
    public string? Trouble { get; init; }

    /// <summary>When it was uninstalled or its token revoked; null while it is installed.</summary>
    public DateTimeOffset? RemovedAt { get; init; }
}
