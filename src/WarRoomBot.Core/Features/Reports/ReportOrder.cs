using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Delivery;
using WarRoomBot.Features.Reports.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Reports;

/// <summary>A report that is to be written, outside the turn that asks for it: reading a long room takes longer than a lane should wait.</summary>
/// <param name="Late">How late it is, in the room's time.</param>
internal sealed record ReportOrder(long Room, ReportRequest Request, TimeSpan Late)
{
    internal const string Action = "report";

    internal static Perform Of(WarRoom room, ReportRequest request, TimeSpan late, Turn turn) => new(
        room.Key(string.Create(CultureInfo.InvariantCulture, $"report/{turn.Arrival}/{request.Kind}")), Action, room.Lane, Json.Write(new ReportOrder(room.Id, request, late)));
}

/// <summary>What was ordered.</summary>
/// <param name="Card">Null when there is no such room.</param>
/// <param name="Page">Where it stands as a page; null where nobody has said how people reach the pages.</param>
internal sealed record WrittenReport(Card? Card, string Markdown, string Name, string? Page);

/// <summary>Writes reports.</summary>
internal sealed class ReportWriter(IDatabase database, ReportReader reader, IPages pages) : IPerformer, IDisposable
{
    /// <summary>Rooms that end together are written one after the other: each reads a lot, and nobody gains when all read at once.</summary>
    private readonly SemaphoreSlim _turns = new(2);

    public string Kind => ReportOrder.Action;

    public async Task<string> PerformAsync(string key, string body, CancellationToken cancellationToken)
    {
        var order = Json.Read<ReportOrder>(body);
        await _turns.WaitAsync(cancellationToken);
        try
        {
            var report = await database.ReadAsync(
                async (session, token) => await RoomStore.FindAsync(session, order.Room, token) is { } room
                    ? await reader.ReadAsync(session, room, order.Request, token)
                    : null,
                cancellationToken);
            if (report is null)
                return Json.Write(new WrittenReport(null, "", "", null));
            var page = pages.AddressOf(ReportFiles.PageOf(report));
            return Json.Write(new WrittenReport(ReportCard.Of(report, order.Late, page), ReportMarkdown.Of(report), ReportFiles.NameOf(report, "md"), page));
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();
}

/// <summary>A report was written: it is posted, once.</summary>
internal sealed class PostReport : IHandler<Performed>
{
    /// <summary>What a <see cref="ChatFile"/> takes.</summary>
    private const int LongestFile = 1_000_000;

    public async Task<Outcome> HandleAsync(Performed message, Turn turn, CancellationToken cancellationToken)
    {
        var (order, written) = (Json.Read<ReportOrder>(message.Request), Json.Read<WrittenReport>(message.Result));
        return written.Card is { } card && await RoomStore.FindAsync(turn.Session, order.Room, cancellationToken) is { } room
            ? new Outcome()
                .Add(new Notice(message.Key, room.Conversation, card) { File = FileOf(written, card) })
                .Add(new Record(room.Id, "report-written", null, card.Title))
            : Outcome.Nothing;
    }

    private static ChatFile FileOf(WrittenReport written, Card card) => new(written.Name, card.Title, "text/markdown", Texts.Cut(written.Markdown, LongestFile)) { Page = written.Page };
}
