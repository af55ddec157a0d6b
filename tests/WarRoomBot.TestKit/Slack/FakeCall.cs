using System.Text.Json.Nodes;

namespace WarRoomBot.TestKit.Slack;

/// <summary>A call of the Web API as it came in.</summary>
/// <param name="Method">Such as <c>chat.postMessage</c>; <c>response_url</c> for an answer at one of those.</param>
/// <param name="Arguments">From a form, every value is a string.</param>
/// <param name="At">By the workspace's clock.</param>
public sealed record FakeCall(string Method, JsonObject Arguments, DateTimeOffset At)
{
    /// <summary>The channel it is about; null when it names none.</summary>
    public string? Channel => Optional("channel") ?? Optional("channel_id");

    internal string Required(string name) => Optional(name) ?? throw new FakeSlackError("invalid_arguments", $"missing required field: {name}");

    internal string? Optional(string name) => Arguments.TryGetPropertyValue(name, out var value) ? value?.ToString() : null;

    internal bool Flag(string name) => Optional(name) is "true" or "1";
}
