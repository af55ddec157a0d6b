using System.Globalization;
using System.Text.Json;
using WarRoomBot.Chat;
using WarRoomBot.Delivery;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Slack;

/// <summary>
/// Reads one message, in a channel or in a thread (Docs "conversations.replies": any message's ts is taken), and where it can be linked to
/// (Docs "chat.getPermalink").
/// </summary>
internal sealed class SlackMessages(SlackCalls calls, SlackPacing pacing, SlackPeople people)
{
    /// <inheritdoc cref="IMessages.ReadAsync"/>
    public async Task<SeenMessage?> ReadAsync(Conversation conversation, string message, string emoji, CancellationToken cancellationToken)
    {
        var channel = conversation.Channel;
        var answer = await CallAsync(
            SlackMethod.Replies,
            new() { ["channel"] = channel, ["ts"] = message, ["oldest"] = message, ["latest"] = message, ["inclusive"] = "true", ["limit"] = "10" },
            cancellationToken);
        if (answer.Failure is not null || Find(answer.Body, message) is not { } found || Text(found, "user") is not { } user)
            return null;
        var link = await CallAsync(SlackMethod.GetPermalink, new() { ["channel"] = channel, ["message_ts"] = message }, cancellationToken);
        return new(
            (await people.LookUpAsync(conversation, new(user, user), cancellationToken)).Person,
            At(message),
            SlackMarkup.Read(Text(found, "text") ?? "").Text,
            link.Failure is null && link.Text("permalink") is { Length: > 0 } address ? address : null,
            Text(found, "thread_ts") is { } thread && thread != message ? thread : null,
            IsMarked(found, emoji));
    }

    /// <summary>A ts is opaque, but that it begins with the second in which the message was written is relied on everywhere; the rest keeps the order.</summary>
    private static DateTimeOffset At(string ts) => decimal.TryParse(ts, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < uint.MaxValue
        ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
        : DateTimeOffset.UnixEpoch;

    private static JsonElement? Find(JsonElement body, string ts)
    {
        if (!body.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array)
            return null;
        foreach (var message in messages.EnumerateArray())
        {
            if (Text(message, "ts") == ts)
                return message;
        }

        return null;
    }

    private static bool IsMarked(JsonElement message, string emoji) =>
        message.TryGetProperty("reactions", out var reactions) && reactions.ValueKind == JsonValueKind.Array
        && reactions.EnumerateArray().Any(reaction => Text(reaction, "name")?.Split("::", 2)[0] == emoji);

    /// <exception cref="TryLaterException">It is to be tried again: throttled, unreachable, or the answer was lost.</exception>
    private async Task<SlackAnswer> CallAsync(SlackMethod method, Dictionary<string, string> arguments, CancellationToken cancellationToken)
    {
        // The same method finds alerts again whose posting was not answered.
        if (pacing.Take(method, Priority.Background) is { Ticks: > 0 } wait)
            throw new TryLaterException($"{method} has its limit", wait);
        var answer = await calls.ReadAsync(method, arguments, cancellationToken);
        if (answer.Failure is { Fault: SlackFault.Throttled or SlackFault.Busy or SlackFault.Unreachable or SlackFault.Ambiguous or SlackFault.TokenDead } failure)
            throw new TryLaterException($"{method}: {failure.Error}", failure.After);
        return answer;
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
