using Microsoft.Extensions.Logging;

namespace WarRoomBot;

/// <summary>Every line the core can log. No secrets and no message bodies.</summary>
internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Error, "Arrival {Arrival} ({Kind}) failed, attempt {Attempt}")]
    internal static partial void TurnFailed(ILogger logger, long arrival, string kind, long attempt, Exception exception);

    [LoggerMessage(102, LogLevel.Warning, "Lane {Lane} waits for the storage: {Why}")]
    internal static partial void LaneWaitsForStorage(ILogger logger, string lane, string why);

    [LoggerMessage(103, LogLevel.Error, "Lane {Lane} failed")]
    internal static partial void LaneFailed(ILogger logger, string lane, Exception exception);

    [LoggerMessage(104, LogLevel.Debug, "The tables are not swept: {Why}")]
    internal static partial void SweepWaitsForStorage(ILogger logger, string why);

    [LoggerMessage(151, LogLevel.Warning, "{Source} sent {Count} alerts, but no room is open in {Room}: nobody sees them")]
    internal static partial void SignalsWithoutRoom(ILogger logger, string source, int count, string room);

    [LoggerMessage(201, LogLevel.Warning, "Message {Key} was refused by the platform: {Why}")]
    internal static partial void MessageRefused(ILogger logger, string key, string why);

    [LoggerMessage(212, LogLevel.Warning, "The file of message {Key} was not taken, so its text is shown: {Why}")]
    internal static partial void FileRefused(ILogger logger, string key, string why);

    [LoggerMessage(202, LogLevel.Information, "Message {Key} comes later, attempt {Attempt}: {Why}")]
    internal static partial void MessageLater(ILogger logger, string key, long attempt, string why);

    [LoggerMessage(203, LogLevel.Warning, "The answer to posting {Key} was lost, it will be looked for: {Why}")]
    internal static partial void AnswerLost(ILogger logger, string key, string why);

    [LoggerMessage(204, LogLevel.Error, "Delivering {Key} failed")]
    internal static partial void DeliveryFailed(ILogger logger, string key, Exception exception);

    [LoggerMessage(205, LogLevel.Warning, "Delivery waits for the storage: {Why}")]
    internal static partial void DeliveryWaitsForStorage(ILogger logger, string why);

    [LoggerMessage(206, LogLevel.Information, "This process delivers now")]
    internal static partial void LeaseTaken(ILogger logger);

    [LoggerMessage(207, LogLevel.Warning, "This process no longer delivers")]
    internal static partial void LeaseLost(ILogger logger);

    [LoggerMessage(208, LogLevel.Warning, "{Platform} does not answer; messages are kept")]
    internal static partial void PlatformUnreachable(ILogger logger, string platform);

    [LoggerMessage(209, LogLevel.Information, "{Platform} answers again")]
    internal static partial void PlatformBack(ILogger logger, string platform);

    [LoggerMessage(210, LogLevel.Information, "Forgot {Came} arrivals and {Went} messages that are long settled")]
    internal static partial void Forgotten(ILogger logger, int came, int went);

    [LoggerMessage(301, LogLevel.Error, "Action {Key} ({Kind}) failed, attempt {Attempt}")]
    internal static partial void ActionFailed(ILogger logger, string key, string kind, long attempt, Exception exception);

    [LoggerMessage(302, LogLevel.Information, "Action {Key} ({Kind}) comes later, attempt {Attempt}: {Why}")]
    internal static partial void ActionLater(ILogger logger, string key, string kind, long attempt, string why);

    [LoggerMessage(401, LogLevel.Warning, "The clock's rows cannot be read: {Why}")]
    internal static partial void TimekeeperWaitsForStorage(ILogger logger, string why);

    [LoggerMessage(501, LogLevel.Error, "The checkup of {Part} failed")]
    internal static partial void CheckupFailed(ILogger logger, string part, Exception exception);
}
