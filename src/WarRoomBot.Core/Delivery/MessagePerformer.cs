using WarRoomBot.Cards;
using WarRoomBot.Chat;

namespace WarRoomBot.Delivery;

/// <summary>Reads a message that somebody wrote, as it is now.</summary>
internal sealed class MessagePerformer(IEnumerable<IMessages> platforms) : IPerformer
{
    internal const string ActionKind = "message";

    private readonly Dictionary<string, IMessages> _platforms = platforms.ToDictionary(platform => platform.Platform);

    public string Kind => ActionKind;

    public async Task<string> PerformAsync(string key, string body, CancellationToken cancellationToken)
    {
        var wanted = Json.Read<MessageWork>(body);
        return Json.Write(new MessageAnswer(_platforms.TryGetValue(wanted.Conversation.Platform, out var platform)
            ? await platform.ReadAsync(wanted.Conversation, wanted.Message, wanted.Emoji, cancellationToken)
            : null));
    }
}

/// <param name="Subject">What it is for, handed back with the answer.</param>
internal sealed record MessageWork(Conversation Conversation, string Message, string Emoji, string Subject);

/// <param name="Message">Null when it is gone.</param>
internal sealed record MessageAnswer(SeenMessage? Message);
