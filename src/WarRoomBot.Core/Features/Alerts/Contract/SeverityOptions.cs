using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Alerts.Contract;

/// <summary>How bad it can be, each with what that means in a plan.</summary>
internal static class SeverityOptions
{
    /// <summary>As much as a choice may say.</summary>
    private const int Longest = 75;

    internal static IReadOnlyList<Option> Of(AlertRules alerts) =>
        [.. alerts.Severities.Select(rules => new Option($"{rules.Severity}", Texts.Cut($"{rules.Severity} {rules.Name}{(rules.Meaning is { } meaning ? $": {meaning}" : "")}", Longest)))];
}
