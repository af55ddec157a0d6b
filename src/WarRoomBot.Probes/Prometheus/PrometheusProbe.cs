using System.Globalization;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.Prometheus;

/// <summary>
/// The probe <c>prometheus</c>: one figure of a PromQL expression. Source: Prometheus documentation, "HTTP API" (query, query_range, the
/// format of their answers) and "Expression queries: limits".
/// </summary>
internal sealed class PrometheusProbe(ProbeHttp http, TimeProvider time) : ProbeKind<PrometheusSpec>
{
    /// <summary>The server gives up a little before we do, and then says why.</summary>
    private const double ServersShare = 0.8;

    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(10);

    public override string Name => "prometheus";

    public override Shape<ProbeSpec> Shape => PrometheusShape.Shape;

    protected override async Task<Reading> ReadAsync(PrometheusSpec spec, ProbeRound round, CancellationToken cancellationToken)
    {
        // Not by the finished request: each has a time of its own in it.
        var key = $"{spec.Ask.Key}\n{spec.Window?.Over} {spec.Window?.Step}\n{spec.Query}";
        var answer = await round.OnceAsync(key, () => FetchAsync(spec, cancellationToken)).WaitAsync(cancellationToken);
        return answer.Read(root => PrometheusAnswer.Of(spec, root));
    }

    private async Task<JsonAnswer> FetchAsync(PrometheusSpec spec, CancellationToken cancellationToken)
    {
        var ask = Ask(spec);
        return await http.FetchAsync(ask, cancellationToken) switch
        {
            // Its errors are told in the same form as its figures.
            HttpAnswer.Answered { IsSuccess: false } answered => JsonAnswer.Of(ask, answered) is JsonAnswer.Understood { Root: var root }
                && PrometheusAnswer.Refusal(root, $"HTTP {answered.Status}, ", ask.Secrets) is { } refusal
                    ? new JsonAnswer.NotUnderstood(refusal.Failure, refusal.Why)
                    : new JsonAnswer.NotUnderstood(Failure.Status, Bare(ask, answered)),
            HttpAnswer.Answered answered => JsonAnswer.Of(ask, answered),
            HttpAnswer.Failed failed => new JsonAnswer.NotUnderstood(failed.Failure, failed.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private HttpAsk Ask(PrometheusSpec spec)
    {
        var timeout = (spec.Ask.Timeout ?? UsualTimeout) * ServersShare;
        List<(string, string)> fields = [("query", spec.Query), ("timeout", $"{Math.Max(1, (long)timeout.TotalMilliseconds)}ms")];
        if (spec.Window is { } window)
        {
            var now = time.GetUtcNow();
            fields.AddRange([("start", Seconds(now - window.Over)), ("end", Seconds(now)), ("step", Seconds(window.Step))]);
        }

        var path = spec.Window is null ? "/api/v1/query" : "/api/v1/query_range";
        return spec.Ask.Method == HttpMethod.Post ? spec.Ask.Below(path).Posting(fields) : spec.Ask.Below(path, fields);
    }

    private static string Bare(HttpAsk ask, HttpAnswer.Answered answered) => answered.Status switch
    {
        401 or 403 => $"HTTP {answered.Status}: the user and password, or the token, are not accepted",
        404 => "HTTP 404: no Prometheus answers at this address",
        _ when answered.MediaType is "" or "application/json" => $"HTTP {answered.Status}",
        _ => $"HTTP {answered.Status} ({ask.Secrets.Clip(answered.MediaType)})",
    };

    private static string Seconds(DateTimeOffset moment) => Text(moment.ToUnixTimeMilliseconds() / 1000.0);

    private static string Seconds(TimeSpan span) => Text(span.TotalSeconds);

    private static string Text(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
