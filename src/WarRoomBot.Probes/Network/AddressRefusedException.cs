namespace WarRoomBot.Probes.Network;

/// <summary>Thrown on the way to an address that may not be probed, before anything is sent to it.</summary>
/// <param name="message">The sentence that people read.</param>
internal sealed class AddressRefusedException(string message) : Exception(message);
