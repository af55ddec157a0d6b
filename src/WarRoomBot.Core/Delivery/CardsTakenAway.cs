using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Delivery;

/// <summary>Hears when a living message of ours is removed; what was said once may go.</summary>
internal sealed class CardListener(IDatabase database) : IListener
{
    public async ValueTask<bool> HearsAsync(ChatEvent happened, CancellationToken cancellationToken) =>
        happened is CardTakenAway taken && await database.ReadAsync((session, token) => OutboxStore.SeenAsync(session, taken.Conversation, taken.Message, token), cancellationToken) is not null;
}

/// <summary>
/// Somebody removed a card by hand. One that has something to press is still needed, and is posted again; once, for who removes it a second time
/// means it. What is decided is let go. Either is posted again when it has something new to show.
/// </summary>
internal sealed class BringBackCard : IHandler<CardTakenAway>
{
    public async Task<Outcome> HandleAsync(CardTakenAway message, Turn turn, CancellationToken cancellationToken)
    {
        // What we removed ourselves is on its way out, or gone from here already.
        if (await OutboxStore.SeenAsync(turn.Session, message.Conversation, message.Message, cancellationToken) is not { Withdrawn: 0, Repost: 0, ToId: null } row)
            return Outcome.Nothing;
        var card = Card.FromJson(row.Body);
        if (!IsOpen(card) || !await OutboxStore.TakenAwayAsync(turn.Session, row.Id, cancellationToken))
            return Outcome.Nothing;
        return new Outcome().Add(new Show(row.Key, row.Conversation, card)
        {
            Priority = row.Urgency,
            Pinned = row.Pinned > 0,
            ThreadOf = row.ThreadOf,
            ReplyTo = row.ReplyTo,
            Again = true,
        });
    }

    private static bool IsOpen(Card card) => card.Elements.Any(element => element is Buttons { Items: var items } && items.Any(button => button.Address is null) || element is Prompt { Buttons.Count: > 0 });
}
