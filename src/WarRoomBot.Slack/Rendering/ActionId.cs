using System.Globalization;

namespace WarRoomBot.Slack;

/// <summary>
/// Slack wants every <c>action_id</c> of a block to differ, while several of our buttons may have one action and differ in their values.
/// So each gets a number: <c>gate.sign#2</c>. A button that only opens a page has no action: <c>#3</c>.
/// </summary>
internal static class ActionId
{
    /// <summary>What is left for the action of Slack's 255 characters.</summary>
    internal const int LongestAction = 250;

    internal static string Of(string action, int number) => string.Create(CultureInfo.InvariantCulture, $"{action}#{number}");

    internal static string ActionOf(string actionId)
    {
        var mark = actionId.LastIndexOf('#');
        return mark < 0 ? actionId : actionId[..mark];
    }
}
