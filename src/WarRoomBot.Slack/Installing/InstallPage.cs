using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace WarRoomBot.Slack;

/// <summary>What somebody who wants to install the app reads in the end: what has happened, and what to do now. It runs and loads nothing.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Title">What has happened, without a full stop.</param>
/// <param name="Texts">Sentences; what stands between two <c>`</c> is to be typed.</param>
/// <param name="Link">The way on from here.</param>
internal sealed record InstallPage(int Status, string Title, IReadOnlyList<string> Texts, (string Address, string Label)? Link)
{
    private const string Again = "Begin again";

    private const string Style =
        """
        :root{color-scheme:light dark;--page:#f7f7f5;--surface:#fff;--line:#e3e2dd;--sunken:#f0f0ed;--text:#1c1e22;--muted:#5c6068;--accent:#2f5bd0;--on-accent:#fff}
        @media(prefers-color-scheme:dark){:root{--page:#131518;--surface:#1b1e23;--line:#2b3037;--sunken:#22262c;--text:#e6e7ea;--muted:#9ba2ad;--accent:#8fadff;--on-accent:#10141d}}
        *{box-sizing:border-box}
        body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;background:var(--page);color:var(--text);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        main{width:100%;max-width:34rem;padding:2rem;background:var(--surface);border:1px solid var(--line);border-radius:12px}
        .app{margin:0 0 .5rem;color:var(--muted);font-size:.875rem}
        h1{margin:0 0 1rem;font-size:1.375rem;line-height:1.3;overflow-wrap:anywhere}
        p{margin:0 0 1rem;overflow-wrap:anywhere}
        code{display:inline-block;max-width:100%;overflow-wrap:anywhere;padding:.1em .35em;border-radius:4px;background:var(--sunken);font-size:.9375em}
        a{display:inline-block;margin-top:.5rem;padding:.6rem 1.1rem;border-radius:8px;background:var(--accent);color:var(--on-accent);font-weight:600;text-decoration:none}
        a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
        @media(max-width:30rem){main{padding:1.25rem}}
        """;

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>For the log: why nothing was installed; null when it was.</summary>
    public string? Trouble { get; init; }

    internal static InstallPage Done(Installation installed, string bot) => new(
        StatusCodes.Status200OK,
        $"WarRoomBot is installed in {installed.TeamName}",
        [$"Open the channel of your release in Slack and let the bot in: `/invite @{bot}`", "Then ask it what it can do: `/warroom help`"],
        ($"https://slack.com/app_redirect?app={Uri.EscapeDataString(installed.App)}&team={Uri.EscapeDataString(installed.Team)}", "Open Slack"));

    /// <param name="error">As it came with the address: anybody may have written it.</param>
    internal static InstallPage NotAllowedBySlack(string error, string door) => error == "access_denied"
        ? Nothing("You did not allow it", "If an administrator has to approve it first, come back when that is done.", (door, Again), "access_denied")
        : Nothing("Slack did not go through with it", "As a rule the app's settings at Slack are the reason: ask whoever runs this bot.", (door, Again), "Slack came back with an error");

    internal static InstallPage OfLink(LinkState state, string door) => state switch
    {
        LinkState.OtherBrowser => Nothing("This was begun in another browser", "An installation begins and ends in the same browser, with cookies allowed.", (door, "Begin here"), "another browser"),
        LinkState.TooLate => Nothing("This took longer than ten minutes", "For safety an installation has to be finished within ten minutes.", (door, Again), "too late"),
        _ => Nothing("This is no link of ours", "It is not complete, or it was not made here.", (door, Again), "a state that is not ours"),
    };

    internal static InstallPage UsedBefore(string door) => Nothing(
        "This link was used before", "If WarRoomBot answers `/warroom help` in your workspace, all is well and you can close this page.", (door, Again), "a link that was used before");

    internal static InstallPage NotExchanged(SlackFailure failure, string redirect, string door) => failure switch
    {
        { Error: "invalid_code" } => Nothing("Slack does not know this consent any more", "It was used before, or is older than ten minutes.", (door, Again), failure.Error),
        { Error: "bad_client_secret" or "invalid_client_id" } => Nothing(
            "Slack does not know this bot", "Whoever runs it has to look at Slack:ClientId and Slack:ClientSecret in its settings.", null, failure.Error, StatusCodes.Status502BadGateway),
        { Error: "bad_redirect_uri" } => Nothing(
            "Slack does not know this address", $"Whoever runs this bot has to add `{redirect}` to the Redirect URLs of the Slack app.", null, failure.Error, StatusCodes.Status502BadGateway),
        { Fault: SlackFault.Throttled or SlackFault.Busy or SlackFault.Unreachable or SlackFault.Ambiguous } => Nothing(
            "Slack did not answer", "Nothing is lost: begin again in a minute.", (door, Again), failure.Error, StatusCodes.Status502BadGateway),
        _ => Nothing("Slack did not go through with it", $"It says `{failure.Error}`: ask whoever runs this bot.", (door, Again), failure.Error, StatusCodes.Status502BadGateway),
    };

    internal static InstallPage OrganisationRefused(string door) => Nothing(
        "WarRoomBot is for one workspace at a time", "It was offered a whole organisation, and has given that back. Choose one workspace when you install it.", (door, Again), "a whole organisation", StatusCodes.Status403Forbidden);

    internal static InstallPage WorkspaceRefused(string name, string team) => Nothing(
        $"{name} may not install this bot", $"What it was given it has given back. Ask whoever runs it to allow `{team}`.", null, "a workspace that Slack:Workspaces does not name", StatusCodes.Status403Forbidden);

    internal static InstallPage NotKept(string door) => Nothing(
        "The bot could not keep it", "Its storage is away. Begin again in a minute.", (door, Again), "the storage is away", StatusCodes.Status503ServiceUnavailable);

    /// <summary>What every answer tells the browser: nothing is loaded, run or framed, and where it came from goes no further.</summary>
    internal static void Guard(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
    }

    public Task WriteAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        Guard(response.Headers);
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        return response.WriteAsync(ToHtml(), cancellationToken);
    }

    internal string ToHtml()
    {
        var text = new StringBuilder();
        text.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>").Append(Encoded(Title)).Append(" · WarRoomBot</title>\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Append("<style>").Append(Style).Append("</style>\n</head>\n<body>\n<main>\n<p class=\"app\">WarRoomBot for Slack</p>\n<h1>").Append(Encoded(Title)).Append("</h1>\n");
        foreach (var sentence in Texts)
            text.Append("<p>").Append(Marked(sentence)).Append("</p>\n");
        if (Link is var (address, label))
            text.Append("<a href=\"").Append(Encoded(address)).Append("\">").Append(Encoded(label)).Append("</a>\n");
        return text.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static InstallPage Nothing(string title, string text, (string Address, string Label)? link, string trouble, int status = StatusCodes.Status400BadRequest) =>
        new(status, title, ["Nothing was installed.", text], link) { Trouble = trouble };

    private static string Marked(string sentence) =>
        string.Concat(sentence.Split('`').Select((part, at) => at % 2 == 0 ? Encoded(part) : $"<code>{Encoded(part)}</code>"));

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
