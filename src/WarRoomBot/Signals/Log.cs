namespace WarRoomBot.Host.Signals;

/// <summary>Every line that receiving alerts can log. No secrets, no addresses with their query, no bodies.</summary>
internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Information, "Refused a request of alert source {Source} with {Status}: {Why} (and {Unsaid} more since the last such line)")]
    internal static partial void Refused(ILogger logger, string source, int status, string why, long unsaid);

    [LoggerMessage(5002, LogLevel.Warning, "An alert of source {Source} could not be stored: {Why}")]
    internal static partial void NotStored(ILogger logger, string source, string why);

    [LoggerMessage(5003, LogLevel.Warning, "What an alert is signed with cannot be fetched from {Host}: {Why}")]
    internal static partial void NotFetched(ILogger logger, string host, string why);

    [LoggerMessage(5004, LogLevel.Information, "Alert source {Source} is subscribed to")]
    internal static partial void Confirmed(ILogger logger, string source);

    [LoggerMessage(5005, LogLevel.Warning, "The subscription of alert source {Source} could not be confirmed; ask the source to offer it again: {Why}")]
    internal static partial void NotConfirmed(ILogger logger, string source, string why);
}
