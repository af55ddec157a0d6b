using WarRoomBot.Chat;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Home;

/// <summary>Somebody looks at their page, or presses <b>Refresh</b> on it: it shows how things stand now.</summary>
internal sealed class OpenHome(HomePages pages) : IHandler<HomeOpened>, IHandler<Pressed>
{
    public Task<Outcome> HandleAsync(HomeOpened message, Turn turn, CancellationToken cancellationToken) => ShowAsync(message, turn, cancellationToken);

    public Task<Outcome> HandleAsync(Pressed message, Turn turn, CancellationToken cancellationToken) => ShowAsync(message, turn, cancellationToken);

    private async Task<Outcome> ShowAsync(ChatEvent asked, Turn turn, CancellationToken cancellationToken)
    {
        var (page, rooms) = await pages.OfAsync(asked.Conversation, asked.Person, turn, cancellationToken);
        await HomeStore.PutAsync(turn.Session, new(asked.Conversation, asked.Person.Id, turn.Now, turn.Now, null, rooms), cancellationToken);
        return new Outcome().Add(page);
    }
}
