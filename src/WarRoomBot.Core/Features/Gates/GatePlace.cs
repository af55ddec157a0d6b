using System.Globalization;
using WarRoomBot.Features.Gates.Contract;

namespace WarRoomBot.Features.Gates;

/// <summary>
/// What a button or a form of a gate's card is about: a card may outlive its room, and what is signed has to be what was seen.
/// </summary>
/// <param name="Evidence">What was known when the button was shown: <see cref="Gate.Evidence"/>.</param>
/// <param name="Thing">An option, a criterion or a condition, by its place; -1 for none.</param>
internal sealed record GatePlace(long Room, int Number, int Evidence, int Thing)
{
    internal static GatePlace Of(Gate gate, int thing = -1) => new(gate.Room, gate.Number, gate.Evidence, thing);

    /// <returns>Null when it is none: a button comes from outside.</returns>
    internal static GatePlace? TryParse(string text) =>
        text.Split(' ') is [var room, var number, var evidence, var thing]
        && long.TryParse(room, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var gate)
        && int.TryParse(evidence, NumberStyles.None, CultureInfo.InvariantCulture, out var known)
        && int.TryParse(thing, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var place)
            ? new(id, gate, known, place)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Room} {Number} {Evidence} {Thing}");
}
