using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Gates.Contract;

/// <summary>A gate in words, the same wherever it is shown.</summary>
internal static class GateWords
{
    internal const string NoDecision = "no decision";

    internal static string Outcome(Gate gate, PlannedGate planned) => gate.Decided?.Option is { } option ? planned.Options[option].Name : NoDecision;

    internal static Mark MarkOf(FindingState state) => state switch
    {
        FindingState.Passed => Mark.Done,
        FindingState.Failed => Mark.Bad,
        _ => Mark.Unknown,
    };

    internal static Mark MarkOf(int? option, PlannedGate planned) =>
        option is not { } place ? Mark.Unknown : place == 0 ? Mark.Done : place == planned.Options.Count - 1 ? Mark.Bad : Mark.Watch;

    internal static RichText Names(IEnumerable<Person> people) => RichText.Join(", ", people.Select(person => RichText.Of($"{person}")));
}
