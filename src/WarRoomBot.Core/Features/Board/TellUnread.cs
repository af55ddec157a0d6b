using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Features.Board;

/// <summary>The room opened: it is told once which metrics people are asked about, because what their probes need is not set.</summary>
internal sealed class TellUnread(RoomPlans plans) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken) =>
        await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken) is { IsOpen: true } room
            ? Told(await plans.OfAsync(turn.Session, room, cancellationToken), room)
            : Outcome.Nothing;

    internal static Outcome Told(Plan plan, WarRoom room)
    {
        if (UnsetProbe.Of(plan.Unread) is not { } unset)
            return Outcome.Nothing;
        var what = plan.Unread.Select(metric => metric.Title).Humanize("and");
        return new Outcome()
            .Add(new Record(room.Id, "metrics-asked", null, $"{what}: {unset.Why}"))
            .Add(new Notice(room.Key("unread"), room.Conversation, Card(what, plan.Unread.Count == 1, unset)) { Priority = Priority.Background });
    }

    private static Card Card(string what, bool one, UnsetProbe unset) => new(
        Mark.None,
        "",
        [
            new Line($"{what} {(one ? "is" : "are")} asked of people here."),
            new Context($"With {unset.Names.Humanize("and")} in its environment, the bot measures {(one ? "it" : "them")}."),
        ]);
}
