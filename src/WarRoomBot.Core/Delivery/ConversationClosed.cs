using WarRoomBot.Chat;

namespace WarRoomBot.Delivery;

/// <summary>A fact that delivery tells: a message could not be sent because its conversation takes nothing any more.</summary>
/// <param name="Advice">What would be right, as a sentence.</param>
internal sealed record ConversationClosed(Conversation Conversation, string Advice)
{
    /// <summary>The subject is this, as JSON; the lane is the conversation's.</summary>
    internal const string Fact = "conversation-closed";
}
