using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WarRoomBot.Data;

namespace WarRoomBot.Slack;

/// <summary>
/// The workspaces there are: with <c>Slack:BotToken</c> the one that it is for, whatever it is called; with <c>Slack:ClientId</c> those that have
/// installed the app, in this process or another.
/// </summary>
internal sealed class SlackWorkspaces
{
    private readonly SlackHttp _http;
    private readonly IOptions<SlackOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly SlackInstallations? _installations;
    private readonly TokenRotation? _rotation;
    private readonly ConcurrentDictionary<string, SlackWorkspace> _known = [];

    /// <param name="installations">Null when there is one workspace by its token; so is <paramref name="rotation"/>.</param>
    public SlackWorkspaces(SlackHttp http, IOptions<SlackOptions> options, TimeProvider time, ILoggerFactory loggers, SlackInstallations? installations = null, TokenRotation? rotation = null)
    {
        (_http, _options, _time, _loggers, _installations, _rotation) = (http, options, time, loggers, installations, rotation);
        _logger = loggers.CreateLogger<SlackWorkspaces>();
        Only = installations is null ? New(_ => new GivenToken(options.Value.BotToken)) : null;
    }

    /// <summary>Completes once it can be looked which there are.</summary>
    public Task Opened => _installations?.Opened ?? Task.CompletedTask;

    /// <summary>The one by its token; null when workspaces install the app themselves.</summary>
    public SlackWorkspace? Only { get; }

    /// <summary>Those that are installed, as far as is known here, in the order of their names.</summary>
    public IReadOnlyList<SlackWorkspace> All => Only is not null
        ? [Only]
        : [.. _known.Values.Where(workspace => workspace.Installed is not null).OrderBy(workspace => workspace.Installed!.TeamName, StringComparer.Ordinal).ThenBy(workspace => workspace.Installed!.Team, StringComparer.Ordinal)];

    /// <summary>Where a workspace begins to install the app; null when none can.</summary>
    public string? Door => _installations?.Door;

    /// <param name="team">Its id, as in conversations.</param>
    public SlackWorkspace Of(string team) => Only ?? _known.GetOrAdd(team, _ => New(state => new InstalledToken(team, _installations!, _rotation!, state)));

    /// <exception cref="StorageUnavailableException">It is not known here, and the store cannot be asked.</exception>
    public async ValueTask<bool> HasAsync(string team, CancellationToken cancellationToken) =>
        Only is not null || (Of(team).Token is InstalledToken token && await token.FindAsync(cancellationToken) is not null);

    /// <summary>Looks what other processes have installed, renewed and removed, and renews what ends soon.</summary>
    public async Task LookAroundAsync(CancellationToken cancellationToken)
    {
        if (_installations is null)
            return;
        try
        {
            foreach (var installed in await _installations.ListAsync(cancellationToken))
            {
                var token = (InstalledToken)Of(installed.Team).Token;
                token.Take(installed);
                await token.RenewWhenDueAsync(cancellationToken);
                await _installations.SealAnewAsync(installed, cancellationToken);
            }
        }
        catch (StorageUnavailableException exception)
        {
            Log.InstallationsNotRead(_logger, exception.Message);
        }
    }

    /// <summary>Looks which there are, and changes nothing.</summary>
    /// <exception cref="StorageUnavailableException">The store cannot be asked.</exception>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (_installations is null)
            return;
        foreach (var installed in await _installations.ListAsync(cancellationToken))
            ((InstalledToken)Of(installed.Team).Token).Take(installed);
    }

    /// <summary>Keeps what a workspace has installed, in the place of what it had.</summary>
    /// <exception cref="StorageUnavailableException">It is not kept.</exception>
    public async Task<SlackWorkspace> InstallAsync(Installation installed, TokenPair tokens, CancellationToken cancellationToken)
    {
        var kept = await _installations!.PutAsync(installed, tokens, cancellationToken);
        var workspace = Of(kept.Team);
        ((InstalledToken)workspace.Token).Take(kept);
        Log.Installed(_logger, kept.TeamName, kept.Team, kept.Installer);
        await workspace.SignOnAsync(cancellationToken);
        return workspace;
    }

    /// <summary>Slack says that the workspace has removed the app, or revoked its token: what there is of it is forgotten.</summary>
    /// <param name="at">When that was: what was installed later stays. Null when Slack does not say: now.</param>
    /// <exception cref="StorageUnavailableException">It is not forgotten: Slack is to say it again.</exception>
    public async Task RemoveAsync(string team, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        if (_installations is null)
            return;
        if (await _installations.RemoveAsync(team, at ?? _time.GetUtcNow(), cancellationToken))
            Log.Removed(_logger, team);
        await ((InstalledToken)Of(team).Token).LookAsync(cancellationToken);
    }

    private SlackWorkspace New(Func<WorkspaceState, ISlackToken> token) => new(token, _http, _options, _time, _loggers);
}
