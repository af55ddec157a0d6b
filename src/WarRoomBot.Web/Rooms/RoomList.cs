using Microsoft.AspNetCore.Http;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Alerts.Contract;
using ReportFiles = WarRoomBot.Features.Reports.Contract.ReportFiles;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Web.LocalChat;
using WarRoomBot.Web.Rendering;
using WarRoomBot.Web.Serving;

namespace WarRoomBot.Web.Rooms;

/// <summary>The rooms there are, newest first.</summary>
internal sealed class RoomList(IDatabase database, IPlanCatalog plans, IEnumerable<IChatPlatform> platforms, Html html)
{
    private const int Most = 50;

    public async Task<IResult> PageAsync(CancellationToken cancellationToken)
    {
        var rooms = await database.ReadAsync((session, token) => RoomStore.ListAsync(session, Most, token), cancellationToken);
        return await html.PageAsync<RoomsPage>(new()
        {
            [nameof(RoomsPage.Rooms)] = (IReadOnlyList<RoomLine>)[.. rooms.Select(Line)],
            [nameof(RoomsPage.LocalChat)] = HasChat(platforms),
        });
    }

    internal static string TitleOf(WarRoom room, IPlanCatalog plans) => $"{plans.Find(room.PlanName)?.Plan?.Title ?? room.PlanName} {room.Version}".Trim();

    internal static string NameOf(WarRoom room) => $"#{room.ConversationName ?? room.Conversation.Channel}";

    /// <summary>The page of the room's channel; null when it is elsewhere.</summary>
    internal static string? ChatOf(WarRoom room, IEnumerable<IChatPlatform> platforms) =>
        HasChat(platforms) && room.Conversation.Platform == LocalNames.Platform ? $"/chat/{Uri.EscapeDataString(room.Conversation.Channel)}" : null;

    private static bool HasChat(IEnumerable<IChatPlatform> platforms) => platforms.Any(platform => platform.Name == LocalNames.Platform);

    private RoomLine Line(WarRoom room) => new(
        TitleOf(room, plans),
        RoomFacts.PageOf(room.Id),
        NameOf(room),
        ChatOf(room, platforms),
        AlertFacts.PageOf(room),
        ReportFiles.PageOf(room),
        room.StartsAt,
        room.EndedAt ?? room.EndsAt,
        room.IsOpen,
        room.IsRehearsal);
}

/// <summary>A room in a list.</summary>
/// <param name="Address">Its own page.</param>
/// <param name="Chat">Its channel's page; null when the channel is elsewhere.</param>
/// <param name="Alerts">The page with its alerts.</param>
/// <param name="Report">The page with its report, as far as it has come.</param>
/// <param name="EndsAt">Planned while it is open, null for a standing room; then as it was.</param>
public sealed record RoomLine(string Title, string Address, string Channel, string? Chat, string Alerts, string Report, DateTimeOffset StartsAt, DateTimeOffset? EndsAt, bool IsOpen, bool IsRehearsal);
