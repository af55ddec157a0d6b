using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using WarRoomBot.Cards;
using WarRoomBot.Data;
using WarRoomBot.Features.Reports.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Web.Rendering;
using WarRoomBot.Web.Serving;

namespace WarRoomBot.Web.Reports;

/// <summary>
/// Reports to be read, saved and printed: <c>/rooms/{id}/report</c>, <c>.md</c> and <c>.json</c> of the whole room, or of the stretch that
/// <c>?from=24h&amp;to=48h</c> names.
/// </summary>
internal sealed class ReportPages(IDatabase database, ReportReader reader, Html html, TimeProvider time)
{
    private static readonly string Style = EmbeddedAssets.TextOf("report.css");

    /// <summary>The page carries its style within itself; only this one is let through.</summary>
    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>For other programs: words where the code has numbers.</summary>
    private static readonly JsonSerializerOptions Readable = new(Json.Options) { WriteIndented = true, NewLine = "\n", Converters = { new JsonStringEnumConverter() } };

    public async Task<IResult> PageAsync(HttpContext http, long room, CancellationToken cancellationToken)
    {
        var (report, trouble) = await FindAsync(http, room, cancellationToken);
        if (report is null)
            return trouble!;
        http.Response.Headers.ContentSecurityPolicy = Policy;
        var query = http.Request.QueryString.Value;
        return await html.PageAsync<ReportPage>(new()
        {
            [nameof(ReportPage.Report)] = report,
            [nameof(ReportPage.Style)] = Style,
            [nameof(ReportPage.Links)] = (IReadOnlyList<ReportLink>)
            [
                new("Markdown", $"/rooms/{room}/report.md{query}"),
                new("JSON", $"/rooms/{room}/report.json{query}"),
                new("Readings (CSV)", $"/rooms/{room}/samples.csv"),
                new("Record (CSV)", $"/rooms/{room}/log.csv"),
            ],
        });
    }

    public async Task<IResult> MarkdownAsync(HttpContext http, long room, CancellationToken cancellationToken)
    {
        var (report, trouble) = await FindAsync(http, room, cancellationToken);
        return report is null ? trouble! : TypedResults.Text(ReportMarkdown.Of(report), "text/markdown; charset=utf-8");
    }

    public async Task<IResult> JsonAsync(HttpContext http, long room, CancellationToken cancellationToken)
    {
        var (report, trouble) = await FindAsync(http, room, cancellationToken);
        return report is null ? trouble! : TypedResults.Json(report, Readable, "application/json; charset=utf-8");
    }

    private async Task<(Report? Report, IResult? Trouble)> FindAsync(HttpContext http, long id, CancellationToken cancellationToken)
    {
        if (!TryOffset(http, "from", out var from) || !TryOffset(http, "to", out var to))
            return (null, Refused("from= and to= are offsets from the deployment, such as from=24h&to=48h."));
        return await database.ReadAsync<(Report?, IResult?)>(
            async (session, token) =>
            {
                if (await RoomStore.FindAsync(session, id, token) is not { } room)
                    return (null, TypedResults.Text($"There is no room {id}.", statusCode: StatusCodes.Status404NotFound));
                var whole = ReportRequest.Until(ReportRequest.UsualFor(room), room, time.GetUtcNow());
                var title = from is null && to is null ? whole.Kind == ReportKind.Final && room.IsOpen ? "Report so far" : null : "Report";
                var request = whole with { Title = title, From = from ?? whole.From, To = to ?? whole.To };
                return request.To > request.From
                    ? (await reader.ReadAsync(session, room, request, token), null)
                    : (null, Refused("There is nothing to report yet, or to= is not later than from=."));
            },
            cancellationToken);
    }

    private static IResult Refused(string sentence) => TypedResults.Text(sentence, statusCode: StatusCodes.Status400BadRequest);

    private static bool TryOffset(HttpContext http, string name, out TimeSpan? offset)
    {
        offset = null;
        if (http.Request.Query[name] is not [{ } text])
            return http.Request.Query[name].Count == 0;
        var read = Durations.TryParse(text, out var parsed) && parsed <= TimeSpan.FromDays(3660);
        offset = parsed;
        return read;
    }
}

/// <summary>The same report in another form.</summary>
public sealed record ReportLink(string Text, string Address);
