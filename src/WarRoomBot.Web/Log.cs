using Microsoft.Extensions.Logging;

namespace WarRoomBot.Web;

/// <summary>Every line the pages can log. No message bodies.</summary>
internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "Refused {Method} {Path} with {Status}: {Why}")]
    internal static partial void RequestRefused(ILogger logger, string method, string path, int status, string why);

    [LoggerMessage(4002, LogLevel.Warning, "{Method} {Path} has to wait for the storage: {Why}")]
    internal static partial void RequestWaitsForStorage(ILogger logger, string method, string path, string why);

    [LoggerMessage(4003, LogLevel.Debug, "The form {Form} was not opened: whoever asked for it is gone")]
    internal static partial void FormNotOpened(ILogger logger, string form);

    [LoggerMessage(4004, LogLevel.Debug, "An open page has to wait for the storage: {Why}")]
    internal static partial void PageWaitsForStorage(ILogger logger, string why);
}
