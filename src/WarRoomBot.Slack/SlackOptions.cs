using Microsoft.Extensions.Options;

namespace WarRoomBot.Slack;

/// <summary>The keys under <c>Slack</c>. The class is never printed: two of its values are secrets.</summary>
public sealed class SlackOptions
{
    public const string Section = "Slack";

    /// <summary>The bot token (<c>xoxb-…</c>). Slack is on when it is set.</summary>
    public string BotToken { get; set; } = "";

    /// <summary>What Slack signs its requests with; needed to be reached by HTTP.</summary>
    public string SigningSecret { get; set; } = "";

    /// <summary>The app-level token (<c>xapp-…</c>). With it the bot connects by Socket Mode and needs no signing secret.</summary>
    public string AppToken { get; set; } = "";

    /// <summary>Where the Web API is; another address only for tests and proxies.</summary>
    public string ApiBaseUrl { get; set; } = "https://slack.com/api/";

    /// <summary>Where Slack reaches the bot, as in the app's manifest: <c>https://bot.example.com</c>. Only the doctor goes there; empty when nobody said.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>Whether the bot connects to Slack, instead of being called.</summary>
    internal bool Connects => !string.IsNullOrWhiteSpace(AppToken);

    internal bool On => !string.IsNullOrWhiteSpace(BotToken);

    /// <summary>Whether requests by HTTP can be told from forged ones.</summary>
    internal bool AnswersHttp => !string.IsNullOrWhiteSpace(SigningSecret);

    /// <summary>With a slash at its end, so that a method's name can be put after it.</summary>
    internal Uri ApiBase => new(ApiBaseUrl.EndsWith('/') ? ApiBaseUrl : $"{ApiBaseUrl}/");
}

/// <summary>Stops the start with the name of the key that is wrong; a value is never part of the sentence.</summary>
internal sealed class SlackOptionsCheck : IValidateOptions<SlackOptions>
{
    public ValidateOptionsResult Validate(string? name, SlackOptions options)
    {
        if (!options.On)
            return ValidateOptionsResult.Success;
        List<string> wrong = [];
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

    /// <summary>A header with a control character would be refused by an exception that quotes it.</summary>
    private static bool IsToken(string text) => text.All(character => character is > ' ' and < (char)127);
}
