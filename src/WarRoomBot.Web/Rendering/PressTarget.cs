using WarRoomBot.Chat;

namespace WarRoomBot.Web.Rendering;

/// <summary>Where the buttons of a card go. Without one a card is only to be read.</summary>
/// <param name="Address">Takes the press.</param>
/// <param name="Person">Who presses.</param>
/// <param name="Message">The message whose card it is.</param>
public sealed record PressTarget(string Address, Person Person, long Message);
