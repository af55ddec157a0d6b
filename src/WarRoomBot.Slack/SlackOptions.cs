using Microsoft.Extensions.Options;

namespace WarRoomBot.Slack;

/// <summary>The keys under <c>Slack</c>. The class is never printed: several of its values are secrets.</summary>
public sealed class SlackOptions
{
    public const string Section = "Slack";

    /// <summary>The bot token (<c>xoxb-…</c>) of the one workspace. Slack is on when it is set.</summary>
    public string BotToken { get; set; } = "";

    /// <summary>What Slack signs its requests with; needed to be reached by HTTP.</summary>
    public string SigningSecret { get; set; } = "";

    /// <summary>The app-level token (<c>xapp-…</c>). With it the bot connects by Socket Mode and needs no signing secret.</summary>
    public string AppToken { get; set; } = "";

    /// <summary>Where the Web API is; another address only for tests and proxies.</summary>
    public string ApiBaseUrl { get; set; } = "https://slack.com/api/";

    /// <summary>
    /// Where Slack reaches the bot, as in the app's manifest: <c>https://bot.example.com</c>. Only the doctor goes there, and people who install the
    /// app; empty when nobody said.
    /// </summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>The app's client id. With it Slack is on too, and workspaces install the app themselves: then there is no bot token.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The app's client secret.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Encrypts the tokens of those workspaces: 32 bytes in Base64. Several with commas between: the first encrypts, each decrypts.</summary>
    public string TokenKey { get; set; } = "";

    /// <summary>The ids (<c>T…</c>) of the workspaces that may install the app, with commas between, or <c>*</c> for any.</summary>
    public string Workspaces { get; set; } = "";

    /// <summary>Whether the bot connects to Slack, instead of being called.</summary>
    internal bool Connects => !string.IsNullOrWhiteSpace(AppToken);

    /// <summary>Whether workspaces install the app themselves.</summary>
    internal bool Installs => !string.IsNullOrWhiteSpace(ClientId);

    internal bool On => Installs || !string.IsNullOrWhiteSpace(BotToken);

    /// <summary>Whether requests by HTTP can be told from forged ones.</summary>
    internal bool AnswersHttp => !string.IsNullOrWhiteSpace(SigningSecret);

    /// <summary><see cref="PublicUrl"/> without a slash at its end.</summary>
    internal string PublicRoot => PublicUrl.TrimEnd('/');

    internal IEnumerable<string> AllowedWorkspaces => Workspaces.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    internal bool Allows(string team) => AllowedWorkspaces.Any(allowed => allowed == AnyWorkspace || allowed == team);

    internal const string AnyWorkspace = "*";

    /// <summary>With a slash at its end, so that a method's name can be put after it.</summary>
    internal Uri ApiBase => new(ApiBaseUrl.EndsWith('/') ? ApiBaseUrl : $"{ApiBaseUrl}/");
}

/// <summary>Stops the start with the name of the key that is wrong; a value is never part of the sentence.</summary>
internal sealed class SlackOptionsCheck : IValidateOptions<SlackOptions>
{
    public ValidateOptionsResult Validate(string? name, SlackOptions options)
    {
        List<string> wrong = [];
        if (!options.On && (options.ClientSecret.Length > 0 || options.TokenKey.Length > 0 || options.Workspaces.Length > 0))
            wrong.Add("Slack:ClientId is missing: Slack:ClientSecret, Slack:TokenKey and Slack:Workspaces are for workspaces that install the app themselves. It is under Basic Information of the Slack app.");
        if (!options.On)
            return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
        if (options.Installs)
            wrong.AddRange(Installing(options));
        if (!options.AnswersHttp && !options.Connects)
            wrong.Add("Slack:SigningSecret is missing: without it anybody could forge a request. It is under Basic Information of the Slack app. For Socket Mode set Slack:AppToken instead.");
        if (options.Connects && !(IsToken(options.AppToken) && options.AppToken.StartsWith("xapp-", StringComparison.Ordinal)))
            wrong.Add("Slack:AppToken is no app-level token: it begins with xapp- and is made under Basic Information, App-Level Tokens, with the scope connections:write.");
        if (!IsToken(options.BotToken))
            wrong.Add("Slack:BotToken is not a token: it has blanks or line breaks in it.");
        if (!Uri.TryCreate(options.ApiBaseUrl, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            wrong.Add("Slack:ApiBaseUrl is not an http or https address.");
        if (options.PublicUrl.Length > 0 && (!Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var reached) || reached.Scheme is not ("http" or "https")))
            wrong.Add("Slack:PublicUrl is not an http or https address.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Installing(SlackOptions options)
    {
        if (!string.IsNullOrWhiteSpace(options.BotToken))
            yield return "Slack:BotToken and Slack:ClientId are both set: a bot token is for one workspace, a client id for workspaces that install the app themselves; take one of them away.";
        if (!IsToken(options.ClientId))
            yield return "Slack:ClientId is no client id: it has blanks or line breaks in it.";
        if (string.IsNullOrWhiteSpace(options.ClientSecret))
            yield return "Slack:ClientSecret is missing: it is under Basic Information of the Slack app.";
        else if (!IsToken(options.ClientSecret))
            yield return "Slack:ClientSecret is no client secret: it has blanks or line breaks in it.";
        if (string.IsNullOrWhiteSpace(options.TokenKey))
            yield return "Slack:TokenKey is missing: it encrypts the workspaces' tokens. Make one with: openssl rand -base64 32";
        else if (TokenSeal.KeysOf(options.TokenKey) is null)
            yield return "Slack:TokenKey is no key: it takes 32 bytes in Base64, or several such keys with commas between. Make one with: openssl rand -base64 32";
        if (!options.AllowedWorkspaces.Any())
            yield return "Slack:Workspaces is missing: whoever installs the app can run this bot's plans, so name the ids of the workspaces that may, with commas between, or say * for any.";
        else if (options.AllowedWorkspaces.Any(team => team != SlackOptions.AnyWorkspace && !(SlackIds.IsId(team) && team.StartsWith('T'))))
            yield return "Slack:Workspaces names what is no workspace's id: one begins with T and stands in the address of Slack in the browser, https://app.slack.com/client/T…";
        if (!Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var reached) || reached.Scheme != "https" || reached.Query.Length > 0 || reached.Fragment.Length > 0)
            yield return "Slack:PublicUrl is no https address without a query: people come back there when they have installed the app, as to https://bot.example.com.";
    }

    /// <summary>A header with a control character would be refused by an exception that quotes it.</summary>
    private static bool IsToken(string text) => text.All(character => character is > ' ' and < (char)127);
}
