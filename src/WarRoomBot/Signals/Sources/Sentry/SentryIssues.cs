using WarRoomBot.Host.Signals.Reading;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Sources.Sentry;

/// <summary>Issues: what an alert rule says of one, what happens to one, and what the old plugin says. All are told apart by the issue's id.</summary>
internal static class SentryIssues
{
    /// <summary>An issue alert: it never resolves by itself, but the issue may.</summary>
    internal static Signal? Triggered(JsonPart data, SourceSettings settings)
    {
        var happened = data["event"u8];
        if (Fingerprint(happened["issue_id"u8]) is not { } fingerprint)
            return null;
        return new()
        {
            Source = settings.Name,
            Fingerprint = fingerprint,
            Status = SignalStatus.Firing,
            Title = Title(happened),
            Severity = Severities.Of(happened["level"u8].Line(Foreign.Name), settings),
            Text = Labels.Paragraphs(happened["culprit"u8].Line(Foreign.Name), happened["message"u8].Lines(Foreign.Text)),
            Service = Project(happened),
            Rule = data["triggered_rule"u8].Line(Foreign.Name),
            Link = Links.FirstOf(happened["web_url"u8]),
            StartedAt = happened["datetime"u8].Moment(),
        };
    }

    internal static Signal? Changed(JsonPart action, JsonPart issue, SourceSettings settings)
    {
        if (Fingerprint(issue["id"u8]) is not { } fingerprint)
            return null;
        var isCreated = action.Is("created"u8);
        var isBack = action.Is("unresolved"u8);
        var isArchived = action.Is("archived"u8) || action.Is("ignored"u8);
        return new()
        {
            Source = settings.Name,
            Fingerprint = fingerprint,
            Status = isCreated || isBack ? SignalStatus.Firing
                : isArchived || action.Is("resolved"u8) ? SignalStatus.Resolved
                : SignalStatus.Info,
            Title = Title(issue),
            Severity = Severities.Of(issue["level"u8].Line(Foreign.Name), settings),
            Text = Labels.Paragraphs(issue["culprit"u8].Line(Foreign.Name), Standing(issue), Release(issue["statusDetails"u8])),
            Service = Project(issue),
            Link = Links.FirstOf(issue["permalink"u8], issue["web_url"u8]),
            // One that came back began again when it was last seen.
            StartedAt = isCreated ? issue["firstSeen"u8].Moment() : isBack ? issue["lastSeen"u8].Moment() : null,
            Doubt = isArchived ? "archived in Sentry, not fixed" : null,
        };
    }

    internal static Signal? Plugin(JsonPart body, SourceSettings settings)
    {
        if (Fingerprint(body["id"u8]) is not { } fingerprint)
            return null;
        var happened = body["event"u8];
        return new()
        {
            Source = settings.Name,
            Fingerprint = fingerprint,
            Status = SignalStatus.Firing,
            Title = happened["title"u8].Line(Foreign.Title) ?? body["message"u8].Line(Foreign.Title) ?? Title(body),
            Severity = Severities.Of(body["level"u8].Line(Foreign.Name), settings),
            Text = body["culprit"u8].Line(Foreign.Name),
            Service = (body["project_slug"u8] is { IsThere: true } slug ? slug : body["project_name"u8] is { IsThere: true } name ? name : body["project"u8])
                .Line(Foreign.Name),
            Rule = body["triggering_rules"u8].First.Line(Foreign.Name),
            Link = Links.FirstOf(body["url"u8]),
            StartedAt = happened["datetime"u8].Moment() ?? happened["timestamp"u8].Moment(),
        };
    }

    private static string? Fingerprint(JsonPart id) => id.Exact() is { Length: > 0 } text ? Fingerprints.Of($"issue:{text}") : null;

    private static string Title(JsonPart part) =>
        part["title"u8].Line(Foreign.Title) ?? part["culprit"u8].Line(Foreign.Title) ?? "Issue without a title";

    /// <summary>An issue has its project whole, an event only its number, or its name as a tag.</summary>
    private static string? Project(JsonPart part)
    {
        var project = part["project"u8];
        return project["slug"u8].Line(Foreign.Name)
            ?? project["name"u8].Line(Foreign.Name)
            ?? part["project_slug"u8].Line(Foreign.Name)
            ?? part["tags"u8].Elements().Where(tag => tag.First.Is("service"u8)).Select(tag => tag.Elements().ElementAtOrDefault(1).Line(Foreign.Name)).FirstOrDefault()
            ?? (project.Line(Foreign.Name) is { } number ? $"project {number}" : null);
    }

    private static string? Standing(JsonPart issue)
    {
        var kind = issue["substatus"u8].Line(Foreign.Name) switch
        {
            "regressed" => "Regression: it was resolved before",
            "escalating" => "Escalating: far more often than before",
            _ => null,
        };
        var count = issue["count"u8].Line(Foreign.Name) is { } events ? $"{events} events, {issue["userCount"u8].Line(Foreign.Name) ?? "?"} users" : null;
        var name = issue["shortId"u8].Line(Foreign.Name);
        return string.Join(" · ", new[] { kind, name, count }.Where(part => part is not null)) is { Length: > 0 } words ? words : null;
    }

    private static string? Release(JsonPart details) =>
        details["inRelease"u8].Line(Foreign.Name) is { } release ? $"Resolved in release {release}"
        : details["inNextRelease"u8].Is("true"u8) ? "Resolved in the next release"
        : details["inCommit"u8]["id"u8].Line(Foreign.Name) is { } commit ? $"Resolved in commit {commit}"
        : null;
}
