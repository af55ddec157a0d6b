using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Delivery;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Board;

/// <summary>
/// Chat takes messages more slowly than they come: the board says how many wait and since when, until it is over. An edit of the board goes
/// first meanwhile, and platforms limit edits apart from posts.
/// </summary>
internal sealed class TellHeldBack(BoardViews views) : IHandler<DueMoment>
{
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMinutes(1);

    public async Task<Outcome> HandleAsync(DueMoment message, Turn turn, CancellationToken cancellationToken)
    {
        var told = Json.Read<HeldBack>(message.Subject);
        if (await RoomStore.OpenInAsync(turn.Session, told.Conversation, cancellationToken) is not { } room)
            return Outcome.Nothing;
        var view = await views.OfAsync(room, turn, cancellationToken);
        var board = KeepBoard.Show(view);
        var most = Math.Max(told.Most, view.HeldBack.Count);
        if (view.HeldBack.Count > 0)
            return new Outcome().Add(board with { Priority = Priority.Urgent }).Add(Backlog.At(turn.Now + LooksEvery, told with { Since = told.Since ?? view.HeldBack.Since, Most = most }));
        return told.Since is { } since
            ? new Outcome().Add(board).Add(new Record(room.Id, "held-back", null, $"Chat was slow: {"message".ToQuantity(most)} waited between {since:HH:mm} and {turn.Now:HH:mm} UTC"))
            : Outcome.Nothing;
    }
}
