using WarRoomBot.Chat;

namespace WarRoomBot.Web.LocalChat;

/// <summary>
/// Tells the pages that are open that something changed in a conversation. Nothing depends on it: each page also looks for itself, so what
/// another process changed is seen a moment later.
/// </summary>
internal sealed class Commotion
{
    public event Action<Conversation>? In;

    public void Announce(Conversation conversation) => In?.Invoke(conversation);
}
