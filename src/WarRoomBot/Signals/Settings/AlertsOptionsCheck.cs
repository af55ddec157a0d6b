using Microsoft.Extensions.Options;
using WarRoomBot.Chat;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Settings;

/// <summary>Stops the start, with every mistake at once.</summary>
internal sealed class AlertsOptionsCheck(IEnumerable<SignalSource> kinds, IEnumerable<IChatPlatform> platforms) : IValidateOptions<AlertsOptions>
{
    public ValidateOptionsResult Validate(string? name, AlertsOptions options)
    {
        var mistakes = new List<string>();
        new SourceReader([.. kinds], [.. platforms.Select(platform => platform.Name)], mistakes).Read(options.Sources);
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
