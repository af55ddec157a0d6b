using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using WarRoomBot.Data;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Web.Reports;

/// <summary>
/// A room's readings and its record as comma-separated values (RFC 4180), written as they are read, a few thousand rows at a time: however
/// slow the reader, no transaction is held open for them.
/// </summary>
internal sealed class CsvPages(IDatabase database)
{
    private const int RowsAtOnce = 2000;

    public async Task SamplesAsync(HttpContext http, long room, CancellationToken cancellationToken)
    {
        if (!await BeginAsync(http, room, "samples", "at,metric,outcome,value,note,took_ms", cancellationToken))
            return;
        foreach (var metric in await database.ReadAsync((session, token) => SampleStore.MetricsAsync(session, room, token), cancellationToken))
        {
            await WriteAsync<Sample, DateTimeOffset>(
                http, DateTimeOffset.UnixEpoch, (session, after, token) => SampleStore.PageAsync(session, room, metric, after, RowsAtOnce, token), sample => sample.At,
                sample => Row(Moment(sample.At), metric, Word(sample.Outcome), sample.Value?.ToString("R", CultureInfo.InvariantCulture), sample.Why, $"{(long)sample.Took.TotalMilliseconds}"),
                cancellationToken);
        }
    }

    public async Task LogAsync(HttpContext http, long room, CancellationToken cancellationToken)
    {
        if (!await BeginAsync(http, room, "log", "seq,at,what,by,text", cancellationToken))
            return;
        await WriteAsync<RecordRow, long>(
            http, 0, (session, after, token) => RecordLines.PageAsync(session, room, after, RowsAtOnce, token), line => line.Seq,
            line => Row(line.Seq.ToString(CultureInfo.InvariantCulture), Moment(line.At), line.What, line.ByName, line.Text), cancellationToken);
    }

    /// <summary>One line: what needs quotes has them, and nothing is a formula to a spreadsheet that opens it.</summary>
    internal static string Row(params IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if ("=+-@\t\r".Contains(text[0], StringComparison.Ordinal) && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            text = $"'{text}";
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private async Task<bool> BeginAsync(HttpContext http, long room, string what, string header, CancellationToken cancellationToken)
    {
        if (await database.ReadAsync((session, token) => RoomStore.FindAsync(session, room, token), cancellationToken) is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await http.Response.WriteAsync($"There is no room {room}.", cancellationToken);
            return false;
        }

        http.Response.ContentType = "text/csv; charset=utf-8; header=present";
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"room-{room}-{what}.csv\"");
        await http.Response.WriteAsync($"{header}\r\n", cancellationToken);
        return true;
    }

    private async Task WriteAsync<T, TKey>(
        HttpContext http, TKey after, Func<Session, TKey, CancellationToken, Task<IReadOnlyList<T>>> read, Func<T, TKey> keyOf, Func<T, string> line,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<T> rows;
        do
        {
            var from = after;
            rows = await database.ReadAsync((session, token) => read(session, from, token), cancellationToken);
            if (rows.Count == 0)
                return;
            var text = new StringBuilder();
            foreach (var row in rows)
                text.Append(line(row));
            await http.Response.WriteAsync(text.ToString(), cancellationToken);
            after = keyOf(rows[^1]);
        }
        while (rows.Count == RowsAtOnce);
    }

    private static string Word(SampleOutcome outcome) => outcome switch
    {
        SampleOutcome.Number or SampleOutcome.Truth => "value",
        SampleOutcome.NoData => "no-data",
        SampleOutcome.Blind => "not-seen",
        _ => "error",
    };

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
