namespace WarRoomBot.Cards;

/// <summary>The bot's own pages, for links in cards.</summary>
public interface IPages
{
    /// <param name="path">On the bot, with its slash: <c>/rooms/7/alerts</c>.</param>
    /// <returns>Absolute; null where nobody has said how people reach the pages.</returns>
    string? AddressOf(string path);
}
