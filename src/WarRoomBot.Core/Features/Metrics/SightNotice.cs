using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Metrics;

/// <summary>What the room is told when it stops seeing anything, and when it sees again: once each, in its record and in chat. Pure.</summary>
internal static class SightNotice
{
    internal static Outcome Lost(WarRoom room, DateTimeOffset since) => Told(
        room,
        "sight-lost",
        Key(room, since, "lost"),
        RichText.Of($"{PlainText.Symbol(Mark.Off)} We cannot see anything: since {Span.Time(since)} nobody outside can be reached. Until that ends, no measurement says anything about your services; look at the bot's own network first."));

    internal static Outcome Back(WarRoom room, DateTimeOffset since, DateTimeOffset now) => Told(
        room,
        "sight-back",
        Key(room, since, "back"),
        RichText.Of($"We see again. From {Span.Time(since)} to {Span.Time(now)}, {Durations.Words(room.Clock.RoomTime(now - since))}, nothing could be measured."));

    private static Outcome Told(WarRoom room, string what, string key, RichText words) => new Outcome()
        .Add(new Record(room.Id, what, null, PlainText.Of(words)))
        .Add(new Notice(key, room.Conversation, Card.Text(words)));

    private static string Key(WarRoom room, DateTimeOffset since, string what) =>
        room.Key(string.Create(CultureInfo.InvariantCulture, $"sight/{since.ToUnixTimeMilliseconds()}/{what}"));
}
