namespace WarRoomBot.Probes.Network;

/// <summary>Carries a failure out of the middle of a conversation with a server; at its rim it becomes an answer.</summary>
/// <param name="failure">Its class.</param>
/// <param name="message">A few words for people, secrets masked.</param>
internal sealed class ProbeFailedException(Failure failure, string message) : Exception(message)
{
    public Failure Failure => failure;
}
