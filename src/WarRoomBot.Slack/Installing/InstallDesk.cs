using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WarRoomBot.Data;

namespace WarRoomBot.Slack;

/// <summary>
/// Where people install the app in their workspace (Docs "Installing with OAuth"): sends them to Slack for their consent, and takes what they come
/// back with. What it is given and may not keep it gives back. No token, code or state is logged or shown.
/// </summary>
internal sealed class InstallDesk(
    SlackAppApi app, SlackInstallations installations, SlackWorkspaces workspaces, InstallLink links, IOptions<SlackOptions> options, TimeProvider time, ILogger<InstallDesk> logger)
{
    internal const string InstallPath = "/slack/install";
    internal const string RedirectPath = "/slack/oauth_redirect";

    /// <summary>Where people are asked (Docs "Installing with OAuth").</summary>
    private const string Authorize = "https://slack.com/oauth/v2/authorize";

    private const string BrowserCookie = "warroombot_install";
    private const int LongestCode = 512;

    private string Redirect => $"{options.Value.PublicRoot}{RedirectPath}";

    /// <summary><c>GET /slack/install</c>: on to Slack.</summary>
    public Task BeginAsync(HttpContext context)
    {
        var browser = context.Request.Cookies[BrowserCookie] is { } known && InstallLink.IsBrowser(known) ? known : InstallLink.NewBrowser();
        context.Response.Cookies.Append(BrowserCookie, browser, new()
        {
            HttpOnly = true,
            Secure = true,
            // Slack leads back here by a link, and with it the cookie has to come.
            SameSite = SameSiteMode.Lax,
            Path = $"{new Uri(options.Value.PublicRoot).AbsolutePath.TrimEnd('/')}/slack",
            MaxAge = InstallLink.Life,
        });
        var query = QueryString.Create(new Dictionary<string, string?>
        {
            ["client_id"] = options.Value.ClientId,
            ["scope"] = string.Join(',', SlackManifest.Scopes),
            ["redirect_uri"] = Redirect,
            ["state"] = links.New(browser),
        });
        InstallPage.Guard(context.Response.Headers);
        context.Response.Redirect($"{Authorize}{query}");
        return Task.CompletedTask;
    }

    /// <summary><c>GET /slack/oauth_redirect</c>: back from Slack.</summary>
    public async Task EndAsync(HttpContext context)
    {
        try
        {
            var page = await TakeAsync(context.Request, context.RequestAborted);
            if (page.Trouble is { } why)
                Log.NotInstalled(logger, why);
            await page.WriteAsync(context.Response, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The browser has gone; nobody is left to answer.
        }
    }

    private async Task<InstallPage> TakeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.Query["error"].ToString() is { Length: > 0 } error)
            return InstallPage.NotAllowedBySlack(error, installations.Door);
        var (state, link, endsAt) = links.Read(request.Query["state"].ToString(), request.Cookies[BrowserCookie]);
        if (state != LinkState.Good || request.Query["code"].ToString() is not { Length: > 0 and <= LongestCode } code)
            return InstallPage.OfLink(state, installations.Door);
        try
        {
            if (!await installations.UseAsync(link, endsAt, cancellationToken))
                return InstallPage.UsedBefore(installations.Door);
            var answer = await app.ExchangeAsync(code, Redirect, cancellationToken);
            return answer.Failure is { } failure ? InstallPage.NotExchanged(failure, Redirect, installations.Door) : await KeepAsync(answer, cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            return InstallPage.NotKept(installations.Door);
        }
    }

    private async Task<InstallPage> KeepAsync(SlackAnswer answer, CancellationToken cancellationToken)
    {
        var access = answer.Text("access_token");
        if (!SlackIds.IsOpaque(access))
            return InstallPage.NotExchanged(new(SlackFault.Unknown, "no_token"), Redirect, installations.Door);
        var (team, name) = (answer.Text("team", "id"), answer.Text("team", "name") is { Length: > 0 } called ? SlackText.OneLine(called) : answer.Text("team", "id"));
        var isOrganisation = answer.Body.TryGetProperty("is_enterprise_install", out var whole) && whole.ValueKind == JsonValueKind.True;
        if (isOrganisation || !SlackIds.IsId(team) || !options.Value.Allows(team))
        {
            if ((await app.GiveBackAsync(access, cancellationToken)).Failure is { } stays)
                Log.NotGivenBack(logger, isOrganisation ? "an organisation" : name, stays.Error);
            return isOrganisation || !SlackIds.IsId(team) ? InstallPage.OrganisationRefused(installations.Door) : InstallPage.WorkspaceRefused(name, team);
        }

        var installed = new Installation
        {
            Team = team,
            TeamName = name,
            Tokens = "",
            Scopes = answer.Text("scope"),
            BotUser = answer.Text("bot_user_id"),
            App = answer.Text("app_id"),
            Installer = answer.Text("authed_user", "id"),
            InstalledAt = answer.At ?? time.GetUtcNow(),
            ExpiresAt = TokenLife.EndOf(answer, time.GetUtcNow()),
        };
        var refresh = answer.Text("refresh_token");
        var workspace = await workspaces.InstallAsync(installed, new(access, refresh.Length > 0 ? refresh : null), cancellationToken);
        return InstallPage.Done(installed, workspace.State.Identity?.BotName ?? SlackCalls.UsualBotName);
    }
}
