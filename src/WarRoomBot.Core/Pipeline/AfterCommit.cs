using WarRoomBot.Chat;

namespace WarRoomBot.Pipeline;

/// <summary>
/// Tells the loops of this process that a commit left work for them. Nothing depends on it: each loop also looks for itself, so a word
/// lost with a process costs a moment, never a message.
/// </summary>
internal sealed class AfterCommit
{
    public event Action<string>? LaneHasWork;

    public event Action<Conversation, Priority>? ConversationHasWork;

    public event Action? ActionsHaveWork;

    public event Action<DateTimeOffset>? DueAt;

    public void Announce(string lane) => LaneHasWork?.Invoke(lane);

    public void Announce(Wakes wakes)
    {
        foreach (var lane in wakes.Lanes)
            LaneHasWork?.Invoke(lane);
        foreach (var at in wakes.Due)
            DueAt?.Invoke(at);
        foreach (var (conversation, priority) in wakes.Conversations)
            ConversationHasWork?.Invoke(conversation, priority);
        if (wakes.Actions)
            ActionsHaveWork?.Invoke();
    }
}
