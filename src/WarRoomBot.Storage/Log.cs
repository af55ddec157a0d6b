using Microsoft.Extensions.Logging;

namespace WarRoomBot.Storage;

/// <summary>Every line the storage can log; never a connection string.</summary>
internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Critical, "{Why}")]
    internal static partial void SchemaRefused(ILogger logger, string why);

    [LoggerMessage(3002, LogLevel.Warning, "{Why} Trying again every second.")]
    internal static partial void NotReached(ILogger logger, string why);
}
