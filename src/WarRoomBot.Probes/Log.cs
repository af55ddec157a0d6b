using Microsoft.Extensions.Logging;

namespace WarRoomBot.Probes;

/// <summary>Every line the probes can log. No query values, no header values, no bodies.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Debug, "{Request} was not answered: {Failure}, {Why}")]
    internal static partial void NotAnswered(ILogger logger, string request, Failure failure, string why);

    [LoggerMessage(2002, LogLevel.Warning, "A probe was refused: {Why}")]
    internal static partial void AddressRefused(ILogger logger, string why);
}
