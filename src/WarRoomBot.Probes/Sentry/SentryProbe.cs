using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.Sentry;

/// <summary>
/// The probe <c>sentry</c>: issues that are new or back, errors per minute, share of failed transactions and their p95. Source: Sentry
/// documentation, "API reference" (issues of an organization, Explore events in table format, rate limits, pagination) and "Issue search".
/// </summary>
internal sealed class SentryProbe(ProbeHttp http) : ProbeKind<SentrySpec>
{
    /// <summary>Where Sentry keeps transactions, the newest way first: older servers do not know it and say 400 or 500.</summary>
    private static readonly Dataset[] Transactions =
    [
        new("spans", "p95(span.duration)", "is_transaction:true"),
        new("transactions", "p95(transaction.duration)", ""),
        new("discover", "p95(transaction.duration)", "event.type:transaction"),
    ];

    private static readonly Dataset[] ErrorEvents = [new("errors", "count()", ""), new("discover", "count()", "event.type:error")];

    /// <summary>Which data set a server knew the last time.</summary>
    private readonly ConcurrentDictionary<(string At, string First), int> _known = [];

    public override string Name => "sentry";

    public override Shape<ProbeSpec> Shape => SentryShape.Shape;

    protected override async Task<Reading> ReadAsync(SentrySpec spec, ProbeRound round, CancellationToken cancellationToken)
    {
        if (spec.Read == SentryFigure.NewIssues || spec.Read == SentryFigure.RegressedIssues)
        {
            var issues = Issues(spec);
            return await round.OnceAsync(issues.Key, () => FetchAsync(issues, cancellationToken)).WaitAsync(cancellationToken) switch
            {
                Told.Failed failed => failed.Reading,
                Told.Answer answer => answer.Json.Read(root => Count(issues, answer.Http, root)),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }

        var sets = spec.Read == SentryFigure.Errors ? ErrorEvents : Transactions;
        var key = $"{spec.Ask("/events/").Key}\n{spec.Period} {sets[0].Name}";
        var told = await round.OnceAsync(key, () => EventsAsync(spec, sets, cancellationToken)).WaitAsync(cancellationToken);
        return told switch
        {
            Told.Failed failed => failed.Reading,
            Told.Answer answer => answer.Json.Read(root => Figure(spec, root)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static HttpAsk Issues(SentrySpec spec)
    {
        var query = spec.Read == SentryFigure.NewIssues
            ? $"is:unresolved firstSeen:-{spec.Period}"
            : $"is:unresolved is:regressed lastSeen:-{spec.Period}";
        if (spec.Levels.Count > 0)
            query += $" level:[{string.Join(',', spec.Levels)}]";
        return spec.Ask("/issues/", ("query", query), ("statsPeriod", "14d"), ("limit", "25"), ("collapse", "stats"));
    }

    private async Task<Told> EventsAsync(SentrySpec spec, Dataset[] sets, CancellationToken cancellationToken)
    {
        var known = (spec.At, sets[0].Name);
        for (var at = _known.GetValueOrDefault(known); ; at++)
        {
            var fields = sets == Transactions ? new[] { "count()", "failure_rate()", sets[at].Field } : [sets[at].Field];
            var ask = spec.Ask(
                "/events/",
                [
                    ("dataset", sets[at].Name),
                    .. fields.Select(field => ("field", field)),
                    ("query", sets[at].Query),
                    ("statsPeriod", spec.Period),
                    ("per_page", "1"),
                ]);
            var told = await FetchAsync(ask, cancellationToken);
            if (told is Told.Failed { Status: 400 or 500 } && at + 1 < sets.Length)
                continue;
            if (told is Told.Answer)
                _known[known] = at;
            return told;
        }
    }

    private async Task<Told> FetchAsync(HttpAsk ask, CancellationToken cancellationToken) => await http.FetchAsync(ask, cancellationToken) switch
    {
        HttpAnswer.Answered { IsSuccess: false } answered => new Told.Failed(new(Failure.Status, Refusal(answered)), answered.Status),
        HttpAnswer.Answered answered => new Told.Answer(answered, JsonAnswer.Of(ask, answered)),
        HttpAnswer.Failed failed => new Told.Failed(new(failed.Failure, failed.Why), 0),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Refusal(HttpAnswer.Answered answered) => answered.Status switch
    {
        401 => "HTTP 401: the token is not accepted",
        403 => "HTTP 403: the token may not read this; it needs org:read, project:read and event:read",
        404 => "HTTP 404: there is no such organization or project, or the token does not see it",
        429 when double.TryParse(answered.Header("X-Sentry-Rate-Limit-Reset"), NumberStyles.Float, CultureInfo.InvariantCulture, out var reset)
            && reset is > 0 and < 1e11 =>
            string.Create(CultureInfo.InvariantCulture, $"HTTP 429: Sentry wants no more requests before {DateTimeOffset.FromUnixTimeMilliseconds((long)(reset * 1000)):HH:mm:ss} UTC"),
        _ => $"HTTP {answered.Status}",
    };

    /// <summary>One page has 25 at most; where there are more, Sentry says about how many.</summary>
    private static Reading Count(HttpAsk ask, HttpAnswer.Answered answered, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Array)
            return Foreign;
        var issues = root.EnumerateArray().ToList();
        if (issues.Count == 0)
            return new Reading.Number(0);
        var hasMore = answered.Header("Link")?.Split(',').Any(link =>
            link.Contains("rel=\"next\"", StringComparison.Ordinal) && link.Contains("results=\"true\"", StringComparison.Ordinal)) == true;
        var all = hasMore && long.TryParse(answered.Header("X-Hits"), NumberStyles.None, CultureInfo.InvariantCulture, out var hits) && hits > issues.Count
            ? hits
            : issues.Count;
        var first = issues[0].Text("shortId") is { } id ? $"{ask.Secrets.Clip(id)} {ask.Secrets.Quote(issues[0].Text("title") ?? "")}" : null;
        return new Reading.Number(all) { Note = all > 1 && first is not null ? $"among them {first}" : first };
    }

    private static Reading Figure(SentrySpec spec, JsonElement root)
    {
        if (root.List("data") is not { } rows)
            return Foreign;

        // Without any event there may be a row of zeros, or none.
        var count = rows.Count == 0 ? 0 : rows[0].Number("count()");
        if (count is null)
            return Foreign;
        if (spec.Read == SentryFigure.Errors)
            return new Reading.Number(count.Value / spec.Over.TotalMinutes);
        if (count == 0)
            return new Reading.NoData("Sentry saw no transaction in that time");
        var value = spec.Read == SentryFigure.ErrorRate
            ? rows[0].Number("failure_rate()") * 100
            : rows[0].Number("p95(span.duration)") ?? rows[0].Number("p95(transaction.duration)");
        return value is { } known ? new Reading.Number(known) : new Reading.NoData("Sentry gives no such figure");
    }

    private static Reading.Failed Foreign => new(Failure.NotUnderstood, "not an answer of Sentry");

    private sealed record Dataset(string Name, string Field, string Query);

    private abstract record Told
    {
        public sealed record Answer(HttpAnswer.Answered Http, JsonAnswer Json) : Told;

        public sealed record Failed(Reading.Failed Reading, int Status) : Told;
    }
}
