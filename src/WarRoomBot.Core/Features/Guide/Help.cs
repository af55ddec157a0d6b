using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Guide.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Guide;

/// <summary><c>/warroom help</c>.</summary>
internal sealed class Help(IEnumerable<ChatCommand> commands) : IHandler<Typed>
{
    private readonly Lazy<Card> _card = new(() => HelpCard.Of(commands));

    public Task<Outcome> HandleAsync(Typed message, Turn turn, CancellationToken cancellationToken) =>
        Task.FromResult(new Outcome().Reply(message, _card.Value));
}
