namespace WarRoomBot.Chat;

/// <summary>
/// Takes text files on one platform. A file comes to the platform first, where nobody sees it, and is shown with the message that is posted
/// with it afterwards (<see cref="Message.File"/>): so a lost answer is looked for by the file's id, and nothing is seen twice. A platform
/// that implements none, or refuses a file, shows its text as a message.
/// </summary>
public interface IFiles
{
    /// <summary>The first part of its <see cref="Conversation"/>s.</summary>
    string Platform { get; }

    /// <summary>
    /// Brings a file to the platform. Doing it twice does no harm: nobody sees it. Bounded by a time-out of its own, and throws only when
    /// cancelled.
    /// </summary>
    /// <param name="key">Unique for the file: who is asked again may answer with the one that is there.</param>
    /// <returns><see cref="Delivered.Done"/> with the platform's id of the file; <see cref="Delivered.Rejected"/> when it takes none.</returns>
    Task<Delivered> UploadAsync(string key, Conversation conversation, ChatFile file, CancellationToken cancellationToken);
}
