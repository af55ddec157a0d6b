using System.Globalization;
using System.Text.Json.Nodes;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;

namespace WarRoomBot.Probes.Sentry;

/// <summary><c>{ sentry: organization, read: figure, token: ${TOKEN}, project?, environment?, over?, level?, at? }</c></summary>
internal static class SentryShape
{
    private const string Usual = "https://sentry.io";
    private static readonly TimeSpan UsualOver = TimeSpan.FromMinutes(15);

    private static readonly Shape<string> Organizations = Shapes.Parsed(
        new() { ["type"] = "string" },
        (scalar, mistakes) =>
        {
            var name = scalar.Text.Trim();
            if (name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
                return name;
            mistakes.Add(scalar, $"{scalar.Shown} is not the short name of an organization", "write it as it stands in Sentry's addresses, as in acme");
            return null;
        });

    private static readonly Shape<long?> Projects = Shapes.Parsed<long?>(
        new() { ["type"] = new JsonArray("integer", "string") },
        (scalar, mistakes) =>
        {
            if (long.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0)
                return id;
            mistakes.Add(scalar, $"{scalar.Shown} is not the number of a project", "write the number behind project= in Sentry's addresses");
            return null;
        });

    private static readonly Shape<string> Levels = Shapes.Choice([.. new[] { "fatal", "error", "warning", "info", "debug" }.Select(level => (level, level))]);

    private static readonly Shape<SentryFigure> Figures = Shapes.Choice([.. SentryFigure.All.Select(figure => (figure.Name, figure))]);

    internal static Shape<ProbeSpec> Shape { get; } = Shapes.Group<ProbeSpec>(keys =>
    {
        var organization = keys.Required("sentry", Organizations, "the short name of the organization, as in acme");
        var read = keys.Required("read", Figures, "the figure that is read");
        var token = keys.Required("token", HttpShapes.Token("token"), "a token that may read organization, project and events, as ${NAME}");
        var project = keys.Optional("project", Projects, "the number of the project; all of the organization's without it");
        var environment = keys.Optional("environment", Shapes.Text, "as in production; all without it");
        var over = keys.Optional("over", Shapes.DurationFrom(TimeSpan.FromMinutes(1), TimeSpan.FromDays(14)), "how far back it looks; 15m without it");
        var level = keys.Optional("level", Shapes.OneOrMore(Levels), "which levels of issues count; all without it");
        var at = keys.Optional("at", HttpShapes.Address("at"), $"where Sentry is; {Usual} without it");
        return values =>
        {
            var figure = read.In(values)?.Value;
            if (level.In(values) is { } unwanted && figure is not null && figure != SentryFigure.NewIssues && figure != SentryFigure.RegressedIssues)
                values.Mistakes.Add(unwanted.At, "'level' means nothing here", "it belongs to new-issues or regressed-issues; remove it");
            if (over.In(values) is { } window && window.Value.Ticks % TimeSpan.TicksPerMinute != 0)
                values.Mistakes.Add(window.At, $"{window.At.Shown} is not a number of whole minutes", "write 5m or 1h, for instance");
            return organization.In(values) is { } name && token.In(values) is { } secret && figure is not null
                ? new SentrySpec
                {
                    At = at.In(values)?.Value ?? Usual,
                    Organization = name.Value,
                    Token = secret.Value,
                    Project = project.In(values)?.Value,
                    Environment = environment.In(values)?.Value,
                    Over = over.In(values)?.Value ?? UsualOver,
                    Levels = [.. (level.In(values)?.Value ?? []).Select(one => one.Value)],
                    Read = figure,
                }
                : null;
        };
    });
}
