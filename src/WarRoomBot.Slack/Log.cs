using Microsoft.Extensions.Logging;

namespace WarRoomBot.Slack;

/// <summary>Every line the Slack adapter can log. No tokens, no message bodies, no response_url, no trigger_id.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "Slack: signed in to {Team} as @{Bot}")]
    internal static partial void SignedIn(ILogger logger, string team, string bot);

    [LoggerMessage(1002, LogLevel.Error, "{Why}")]
    internal static partial void TokenRefused(ILogger logger, string why);

    [LoggerMessage(1003, LogLevel.Warning, "Slack could not be asked who we are: {Why}")]
    internal static partial void NotAsked(ILogger logger, string why);

    [LoggerMessage(1004, LogLevel.Information, "Slack: installed in {Team} ({Id}) by {Person}")]
    internal static partial void Installed(ILogger logger, string team, string id, string person);

    [LoggerMessage(1005, LogLevel.Information, "Slack: an installation came to nothing: {Why}")]
    internal static partial void NotInstalled(ILogger logger, string why);

    [LoggerMessage(1006, LogLevel.Warning, "Slack: what was exchanged for {Team} and may not be kept could not be given back: {Why}. Remove the app there by hand")]
    internal static partial void NotGivenBack(ILogger logger, string team, string why);

    [LoggerMessage(1007, LogLevel.Information, "Slack: the token of {Team} is encrypted with the newest key now")]
    internal static partial void SealedAnew(ILogger logger, string team);

    [LoggerMessage(1008, LogLevel.Warning, "Slack: it could not be looked which workspaces have installed the app: {Why}")]
    internal static partial void InstallationsNotRead(ILogger logger, string why);

    [LoggerMessage(1009, LogLevel.Information, "Slack: {Team} has removed the app; its token is forgotten")]
    internal static partial void Removed(ILogger logger, string team);

    [LoggerMessage(1013, LogLevel.Information, "Slack: the token of {Team} was renewed, and is good until {Until:u}")]
    internal static partial void Renewed(ILogger logger, string team, DateTimeOffset until);

    [LoggerMessage(1014, LogLevel.Warning, "Slack: the token of {Team} could not be renewed yet: {Why}")]
    internal static partial void NotRenewed(ILogger logger, string team, string why);

    [LoggerMessage(1015, LogLevel.Error, "Slack: the token of {Team} can no longer be renewed ({Why}): install the app there again at {Door}")]
    internal static partial void RenewalRefused(ILogger logger, string team, string why, string door);

    [LoggerMessage(1010, LogLevel.Information, "Refused a request to {Path} with {Status}: {Why}")]
    internal static partial void RequestRefused(ILogger logger, string path, int status, string why);

    [LoggerMessage(1011, LogLevel.Warning, "A request to {Path} could not be stored: {Why}")]
    internal static partial void RequestNotStored(ILogger logger, string path, string why);

    [LoggerMessage(1012, LogLevel.Debug, "Ignored {What}")]
    internal static partial void RequestIgnored(ILogger logger, string what);

    [LoggerMessage(1020, LogLevel.Error, "Slack refused a call of {Method} as wrong: {Error} {Details}")]
    internal static partial void CallWrong(ILogger logger, string method, string error, string details);

    [LoggerMessage(1021, LogLevel.Warning, "Slack throttles {Method} for {Seconds} s")]
    internal static partial void Throttled(ILogger logger, string method, double seconds);

    [LoggerMessage(1022, LogLevel.Information, "Slack warns about {Method}: {Warning}")]
    internal static partial void CallWarned(ILogger logger, string method, string warning);

    [LoggerMessage(1023, LogLevel.Information, "The form {Form} was not opened: {Why}")]
    internal static partial void FormNotOpened(ILogger logger, string form, string why);

    [LoggerMessage(1024, LogLevel.Information, "Joined channel {Channel}")]
    internal static partial void Joined(ILogger logger, string channel);

    [LoggerMessage(1025, LogLevel.Error, "The Slack app lacks a scope for {Method}: {Scope}. Add it, then reinstall the app")]
    internal static partial void ScopeMissing(ILogger logger, string method, string scope);

    [LoggerMessage(1030, LogLevel.Information, "Slack: a connection of Socket Mode is open")]
    internal static partial void SocketOpened(ILogger logger);

    [LoggerMessage(1031, LogLevel.Information, "Slack: a connection of Socket Mode ended: {Why}")]
    internal static partial void SocketEnded(ILogger logger, string why);

    [LoggerMessage(1032, LogLevel.Error, "Slack: no connection by Socket Mode: {Why}")]
    internal static partial void SocketRefused(ILogger logger, string why);

    [LoggerMessage(1033, LogLevel.Warning, "What came by the socket could not be stored, and was not acknowledged: {Why}")]
    internal static partial void EnvelopeNotStored(ILogger logger, string why);

    [LoggerMessage(1034, LogLevel.Information, "An envelope of type {Type} is malformed; it is acknowledged, so that it does not come again")]
    internal static partial void EnvelopeMalformed(ILogger logger, string type);

    [LoggerMessage(1035, LogLevel.Error, "An envelope of type {Type} could not be taken, and was not acknowledged, so that it comes again")]
    internal static partial void EnvelopeFailed(ILogger logger, string type, Exception exception);
}
