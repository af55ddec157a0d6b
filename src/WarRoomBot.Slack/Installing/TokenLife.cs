using System.Text.Json;

namespace WarRoomBot.Slack;

/// <summary>How long tokens live (Docs "Using token rotation"): 12 hours where rotation is switched on, else for ever.</summary>
internal static class TokenLife
{
    /// <param name="answer">Of <c>oauth.v2.access</c>.</param>
    /// <returns>Null for a token that does not end.</returns>
    internal static DateTimeOffset? EndOf(SlackAnswer answer, DateTimeOffset now) =>
        answer.Body.TryGetProperty("expires_in", out var seconds) && seconds.ValueKind == JsonValueKind.Number && seconds.TryGetInt64(out var count) && count > 0
            ? now.AddSeconds(count)
            : null;
}
