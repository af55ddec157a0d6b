using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Guide.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Home;

/// <summary>Somebody wrote to the bot alone: where they are in, and what they can type there.</summary>
internal sealed class AnswerDirectly(HomePages pages, IEnumerable<ChatCommand> commands) : IHandler<DirectMessage>
{
    private readonly Lazy<Card> _help = new(() => HelpCard.Of(commands));

    public async Task<Outcome> HandleAsync(DirectMessage message, Turn turn, CancellationToken cancellationToken)
    {
        var view = await pages.ViewAsync(message.Conversation, message.Person, turn, cancellationToken);
        return new Outcome().Add(new Notice($"direct/{message.Key}", message.Conversation, HomeCard.Answer(view, _help.Value)) { Priority = Priority.Answer });
    }
}
