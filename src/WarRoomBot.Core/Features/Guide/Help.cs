using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Guide;

/// <summary><c>/warroom help</c>, or <c>/warroom</c> alone: grouped by what one wants to do, one line and one example each.</summary>
internal sealed class Help(IEnumerable<ChatCommand> commands) : IHandler<Typed>
{
    private readonly Lazy<Card> _card = new(() => Card(commands));

    public Task<Outcome> HandleAsync(Typed message, Turn turn, CancellationToken cancellationToken) =>
        Task.FromResult(new Outcome().Reply(message, _card.Value));

    internal static Card Card(IEnumerable<ChatCommand> commands) => new(
        Mark.None,
        "What you can type",
        [
            .. commands
                .Where(command => command.Word.Length > 0)
                .GroupBy(command => command.Group)
                .OrderBy(group => group.Key)
                .Select(group => new Line(
                    RichText.Of($"{Span.Strong(Heading(group.Key))}\n") + RichText.Join("\n", group.Select(Line)))),
            new Context(RichText.Of($"What stands in [ ] may be left out. {new Code("/warroom plans")} lists the plans.")),
        ]);

    private static RichText Line(ChatCommand command) => RichText.Of($"{new Code($"/{command.Example}")}  {command.Does}");

    private static string Heading(CommandGroup group) => group switch
    {
        CommandGroup.Begin => "Begin",
        CommandGroup.Look => "Look",
        CommandGroup.Alerts => "Alerts",
        CommandGroup.Incidents => "Run an incident",
        CommandGroup.Record => "Put on record",
        CommandGroup.People => "People",
        CommandGroup.Decide => "Decide",
        _ => "Close",
    };
}
