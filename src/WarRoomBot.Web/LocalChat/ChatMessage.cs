using WarRoomBot.Cards;
using WarRoomBot.Chat;

namespace WarRoomBot.Web.LocalChat;

/// <summary>A message as one reader sees it.</summary>
/// <remarks>Public, as its neighbours here, only because Razor makes the components public that show it.</remarks>
public sealed record ChatMessage
{
    public required long Id { get; init; }

    public required Person By { get; init; }

    public bool ByBot { get; init; }

    /// <summary>What the bot shows; null for what a person typed.</summary>
    public Card? Card { get; init; }

    /// <summary>What a person typed.</summary>
    public RichText Text { get; init; } = RichText.Empty;

    public required DateTimeOffset PostedAt { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    public bool Pinned { get; init; }

    /// <summary>Only the reader sees it.</summary>
    public bool Whispered { get; init; }

    /// <summary>It is gone, and only its thread is left.</summary>
    public bool Removed { get; init; }

    /// <summary>How many have marked it for an incident's timeline.</summary>
    public int Marks { get; init; }

    /// <summary>Shown below it.</summary>
    public FileLink? File { get; init; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ChatMessage> Replies { get; init; } = [];

    /// <summary>One line for those who listen instead of looking.</summary>
    public string Spoken => Texts.Cut($"{By.Name}: {(Card is null ? PlainText.Of(Text) : Card.Title.Length > 0 ? Card.Title : PlainText.Of(Card))}".ReplaceLineEndings(" "), 200);
}
