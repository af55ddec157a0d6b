using WarRoomBot.Cards;
using WarRoomBot.Chat;

namespace WarRoomBot.Features.Guide.Contract;

/// <summary>What people can type: grouped by what one wants to do, one line and one example each. Pure.</summary>
internal static class HelpCard
{
    internal static Card Of(IEnumerable<ChatCommand> commands) => new(
        Mark.None,
        "What you can type",
        [
            .. commands
                .Where(command => command.Word.Length > 0)
                .GroupBy(command => command.Group)
                .OrderBy(group => group.Key)
                .Select(group => new Line(
                    RichText.Of($"{Span.Strong(Heading(group.Key))}\n") + RichText.Join("\n", group.Select(Line)))),
            new Context(RichText.Of($"These are examples: put your own words in. Outside an incident's channel name it first, as in {new Code("/incident note #12 rolled back")}.")),
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
