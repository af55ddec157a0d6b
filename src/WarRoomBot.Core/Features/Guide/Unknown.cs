using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Guide;

/// <summary>A command that no feature knows: what was probably meant.</summary>
internal sealed class UnknownCommand(IEnumerable<ChatCommand> commands) : IHandler<Typed>
{
    private readonly List<ChatCommand> _commands = [.. commands];

    public Task<Outcome> HandleAsync(Typed message, Turn turn, CancellationToken cancellationToken)
    {
        var word = message.Text.Split(' ', 2)[0];
        var words = _commands.Where(command => command.Command == message.Command).Select(command => command.Word).ToList();
        var help = new Code("/warroom help");
        return Task.FromResult(Outcome.Answer(message, Nearest.To(word.ToLowerInvariant(), words) is { } nearest
            ? RichText.Of($"/{message.Command} has no \"{Texts.Cut(word, 50)}\". Did you mean {new Code($"/{message.Command} {nearest}")}? {help} lists everything.")
            : RichText.Of($"/{message.Command} has no \"{Texts.Cut(word, 50)}\". {help} lists everything.")));
    }
}

/// <summary>A button that no feature knows any more: the card is from an earlier version.</summary>
internal sealed class UnknownButton : IHandler<Pressed>
{
    public Task<Outcome> HandleAsync(Pressed message, Turn turn, CancellationToken cancellationToken) =>
        Task.FromResult(Outcome.Answer(message, RichText.Of($"That button no longer works: the card is from an earlier version. {new Code("/warroom status")} shows how things stand now.")));
}
