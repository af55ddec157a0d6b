using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace WarRoomBot.TestKit.Slack;

/// <summary>
/// The app as workspaces install it (Docs "Installing with OAuth", "Using token rotation", "oauth.v2.access method"): asks people for their consent,
/// exchanges codes that are good once and for ten minutes, and gives tokens, which end after twelve hours where rotation is switched on.
/// </summary>
public sealed class FakeInstalls
{
    public const string ClientId = "1234567890.0987654321";
    public const string ClientSecret = "client-secret-that-only-the-fake-knows";
    public const string PublicUrl = "https://bot.example.com";

    /// <summary>What the bot encrypts tokens with, as in its settings.</summary>
    public const string TokenKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    internal const string Access = "oauth.v2.access";
    internal const string Uninstalled = "app_uninstalled";
    internal const string Revoked = "tokens_revoked";

    private const string Authorize = "https://slack.com/oauth/v2/authorize";

    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(12);

    /// <summary>How long a refresh token that was used still is taken ("short").</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly FakeSlack _app;
    private readonly List<Consent> _consents = [];
    private readonly List<Grant> _grants = [];
    private readonly List<string> _secrets = [FakeSlack.SigningSecret, ClientSecret, TokenKey];

    internal FakeInstalls(FakeSlack app) => _app = app;

    /// <summary>What the bot's configuration needs, beyond the workspace's own, so that any workspace can install the app itself.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Slack:BotToken"] = "",
        ["Slack:ClientId"] = ClientId,
        ["Slack:ClientSecret"] = ClientSecret,
        ["Slack:TokenKey"] = TokenKey,
        ["Slack:Workspaces"] = "*",
        ["Slack:PublicUrl"] = PublicUrl,
    };

    /// <summary>Whether the app's settings have token rotation on.</summary>
    public bool Rotates { get; set; }

    /// <summary>Where people may be led back to, as in the app's settings.</summary>
    public string RedirectUrl { get; set; } = $"{PublicUrl}/slack/oauth_redirect";

    /// <summary>What nobody may ever read: the app's secrets, and every code, state and token there was.</summary>
    public IReadOnlyList<string> Secrets
    {
        get
        {
            lock (_app.Sync)
                return [.. _secrets];
        }
    }

    /// <summary>How many tokens of the workspace are good.</summary>
    public int LivingIn(FakeSlack workspace)
    {
        lock (_app.Sync)
            return _grants.Count(grant => grant.Workspace == workspace && grant.WrongAt(Now) is null);
    }

    internal bool IsUsed
    {
        get
        {
            lock (_app.Sync)
                return _consents.Count > 0;
        }
    }

    private DateTimeOffset Now => _app.Time.GetUtcNow();

    /// <summary>Somebody looks at Slack's page and allows what is asked for.</summary>
    /// <param name="asked">Where the bot has sent them.</param>
    /// <param name="workspace">The one they choose.</param>
    /// <param name="isOrganisation">They install it for the whole organisation.</param>
    /// <returns>Where Slack leads them back to.</returns>
    public Uri Allow(Uri asked, FakeSlack workspace, string by = "ana", bool isOrganisation = false)
    {
        var wanted = Read(asked);
        var scopes = wanted["scope"].Split(',');
        if (scopes.Except(Manifest()).Any() || Manifest().Except(scopes).Any())
            throw new InvalidOperationException($"the manifest has other scopes than {wanted["scope"]}");
        var consent = new Consent(NewSecret("code"), workspace, workspace.Person(by).Id, wanted["redirect_uri"], wanted["scope"], isOrganisation, Now);
        lock (_app.Sync)
        {
            _consents.Add(consent);
            foreach (var scope in scopes)
                workspace.Scopes.Add(scope);
        }

        return new(QueryHelpers.AddQueryString(wanted["redirect_uri"], new Dictionary<string, string?> { ["code"] = consent.Code, ["state"] = wanted["state"] }));
    }

    /// <summary>Somebody looks at Slack's page and does not allow it.</summary>
    public Uri Deny(Uri asked)
    {
        var wanted = Read(asked);
        return new(QueryHelpers.AddQueryString(wanted["redirect_uri"], new Dictionary<string, string?> { ["error"] = "access_denied", ["state"] = wanted["state"] }));
    }

    /// <summary>An administrator removes the app: its tokens are good no more. What Slack tells of it is sent by <see cref="TellUninstalled"/> and <see cref="TellRevoked"/>.</summary>
    public void Remove(FakeSlack workspace)
    {
        lock (_app.Sync)
        {
            foreach (var grant in _grants.Where(grant => grant.Workspace == workspace))
                grant.IsRevoked = true;
        }
    }

    /// <param name="at">When it happened; null for now.</param>
    public static Task<BotAnswer> TellUninstalled(FakeSlack workspace, DateTimeOffset? at = null) => workspace.Bot.SendNews(new() { ["type"] = Uninstalled }, at);

    /// <inheritdoc cref="TellUninstalled"/>
    public static Task<BotAnswer> TellRevoked(FakeSlack workspace, DateTimeOffset? at = null) => workspace.Bot.SendNews(
        new() { ["type"] = Revoked, ["tokens"] = new JsonObject { ["oauth"] = new JsonArray("U0SOMEBODY"), ["bot"] = new JsonArray(FakeSlack.BotUserId) } }, at);

    internal static bool Knows(string method) => method is "apps.uninstall" or "auth.revoke";

    /// <returns>Null for a token that never was.</returns>
    internal FakeSlack? WorkspaceOf(string authorization)
    {
        lock (_app.Sync)
            return authorization == $"Bearer {FakeSlack.Token}" ? _app : GrantOf(authorization)?.Workspace;
    }

    /// <returns>Slack's word for it; null when the token is good.</returns>
    internal string? WrongWith(string authorization)
    {
        if (authorization == $"Bearer {FakeSlack.Token}")
            return IsUsed ? "invalid_auth" : null;
        lock (_app.Sync)
            return GrantOf(authorization) is { } grant ? grant.WrongAt(Now) : "invalid_auth";
    }

    /// <summary><c>oauth.v2.access</c>.</summary>
    internal JsonObject Give(string authorization, FakeCall call)
    {
        CheckClient(authorization);
        FakeArguments.Only(call.Arguments, "code", "redirect_uri", "grant_type", "refresh_token");
        lock (_app.Sync)
        {
            return call.Optional("grant_type") switch
            {
                null or "authorization_code" => Exchange(call),
                "refresh_token" => Refresh(call.Required("refresh_token")),
                _ => throw new FakeSlackError("invalid_grant_type"),
            };
        }
    }

    /// <summary><c>apps.uninstall</c> and <c>auth.revoke</c>; the latter ends one token alone where rotation is on.</summary>
    internal JsonObject End(FakeSlack workspace, string authorization, FakeCall call)
    {
        if (call.Method == "apps.uninstall")
        {
            FakeArguments.Only(call.Arguments, "client_id", "client_secret");
            if (call.Required("client_id") != ClientId)
                throw new FakeSlackError("invalid_client_id");
            if (call.Required("client_secret") != ClientSecret)
                throw new FakeSlackError("bad_client_secret");
            Remove(workspace);
            return [];
        }

        FakeArguments.Only(call.Arguments);
        lock (_app.Sync)
        {
            if (Rotates)
                GrantOf(authorization)!.IsRevoked = true;
            else
                Remove(workspace);
        }

        return new() { ["revoked"] = true };
    }

    private static string[] Manifest() =>
        [.. ((JsonArray)JsonNode.Parse(File.ReadAllText(RepositoryFolder.Of("manifests/slack/manifest.json")))!["oauth_config"]!["scopes"]!["bot"]!).Select(scope => (string)scope!)];

    private Dictionary<string, string> Read(Uri asked)
    {
        if (asked.GetLeftPart(UriPartial.Path) != Authorize)
            throw new InvalidOperationException($"Slack has no page at {asked}");
        var wanted = QueryHelpers.ParseQuery(asked.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        if (wanted["client_id"] != ClientId)
            throw new InvalidOperationException("no such app");
        if (!wanted["redirect_uri"].StartsWith(RedirectUrl, StringComparison.Ordinal) || wanted["redirect_uri"].Contains('#', StringComparison.Ordinal))
            throw new InvalidOperationException($"the app's settings do not know {wanted["redirect_uri"]}");
        if (wanted["state"].Length == 0)
            throw new InvalidOperationException("there is no state");
        lock (_app.Sync)
            _secrets.Add(wanted["state"]);
        return wanted;
    }

    private static void CheckClient(string authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var who) || who is not { Scheme: "Basic", Parameter: { } given })
            throw new FakeSlackError("invalid_client_id");
        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(given)).Split(':', 2);
        if (parts[0] != ClientId)
            throw new FakeSlackError("invalid_client_id");
        if (parts is not [_, ClientSecret])
            throw new FakeSlackError("bad_client_secret");
    }

    private JsonObject Exchange(FakeCall call)
    {
        var code = call.Required("code");
        if (_consents.Find(consent => consent.Code == code) is not { IsUsed: false } consent || Now - consent.At > CodeLife)
            throw new FakeSlackError("invalid_code");
        if (call.Required("redirect_uri") != consent.Redirect)
            throw new FakeSlackError("bad_redirect_uri");
        consent.IsUsed = true;
        return New(consent, null);
    }

    private JsonObject Refresh(string refresh)
    {
        if (_grants.Find(grant => grant.Refresh == refresh) is not { } grant || grant.IsRevoked || (grant.RenewedAt is { } at && Now - at > Grace))
            throw new FakeSlackError("invalid_refresh_token");
        grant.RenewedAt ??= Now;
        return New(grant.Consent, grant);
    }

    private JsonObject New(Consent consent, Grant? before)
    {
        var workspace = consent.Workspace;
        var known = _grants.LastOrDefault(grant => grant.Workspace == workspace && !grant.IsRevoked);
        // Without rotation it is the same token each time.
        var grant = !Rotates && known is { EndsAt: null }
            ? known
            : new(consent, NewSecret(Rotates ? "xoxe.xoxb" : "xoxb"), Rotates ? NewSecret("xoxe") : null, Rotates ? Now + TokenLife : null);
        if (grant != known)
            _grants.Add(grant);
        // At most two are good at a time.
        foreach (var old in _grants.Where(each => each.Workspace == workspace && each.EndsAt is not null && !each.IsRevoked).SkipLast(2))
            old.IsReplaced = true;
        var answer = new JsonObject
        {
            ["access_token"] = grant.Access,
            ["token_type"] = "bot",
            ["scope"] = consent.Scopes,
            ["bot_user_id"] = FakeSlack.BotUserId,
            ["app_id"] = "A0FAKE",
            ["team"] = consent.IsOrganisation ? null : new JsonObject { ["id"] = workspace.Team, ["name"] = workspace.TeamName },
            ["enterprise"] = consent.IsOrganisation ? new JsonObject { ["id"] = "E0FAKE", ["name"] = "Everything" } : null,
            ["is_enterprise_install"] = consent.IsOrganisation,
        };
        if (before is null)
            answer["authed_user"] = new JsonObject { ["id"] = consent.Installer };
        if (grant.Refresh is not null)
        {
            answer["refresh_token"] = grant.Refresh;
            answer["expires_in"] = (long)TokenLife.TotalSeconds;
        }

        return answer;
    }

    private Grant? GrantOf(string authorization) => _grants.Find(grant => authorization == $"Bearer {grant.Access}");

    private string NewSecret(string kind)
    {
        var secret = string.Create(CultureInfo.InvariantCulture, $"{kind}-{_app.Team}-secret-{_app.NextNumber():D10}");
        lock (_app.Sync)
            _secrets.Add(secret);
        return secret;
    }

    private sealed record Consent(string Code, FakeSlack Workspace, string Installer, string Redirect, string Scopes, bool IsOrganisation, DateTimeOffset At)
    {
        public bool IsUsed { get; set; }
    }

    private sealed class Grant(Consent consent, string access, string? refresh, DateTimeOffset? endsAt)
    {
        public Consent Consent => consent;

        public FakeSlack Workspace => consent.Workspace;

        public string Access => access;

        public string? Refresh => refresh;

        public DateTimeOffset? EndsAt => endsAt;

        public bool IsRevoked { get; set; }

        /// <summary>There are two newer ones: it opens nothing any more, which says nothing about its refresh token.</summary>
        public bool IsReplaced { get; set; }

        public DateTimeOffset? RenewedAt { get; set; }

        public string? WrongAt(DateTimeOffset now) => IsRevoked || IsReplaced ? "token_revoked" : endsAt <= now ? "token_expired" : null;
    }
}
