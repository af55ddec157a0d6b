using System.Globalization;
using System.Text.Json;
using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>
/// Looks for a message whose posting was not answered: by its mark in the metadata, which Slack returns only when
/// asked to, or by the id of its first block.
/// </summary>
internal sealed class SlackSearch(SlackCalls calls, SlackPacing pacing)
{
    /// <summary>How far Slack's clock may be behind ours.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    private const int MostPages = 10;

    /// <returns><see cref="Delivered.Gone"/> when it never arrived.</returns>
    public async Task<Delivered> FindAsync(Message message, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var channel = message.Conversation.Channel;
        var method = message.Thread is null ? SlackMethod.History : SlackMethod.Replies;
        var arguments = new Dictionary<string, string>
        {
            ["channel"] = channel,
            ["oldest"] = string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (since - ClockSkew).ToUnixTimeSeconds())}.000000"),
            ["inclusive"] = "true",
            ["include_all_metadata"] = "true",
            ["limit"] = "200",
        };
        if (message.Thread is not null)
            arguments["ts"] = message.Thread;

        for (var page = 0; page < MostPages; page++)
        {
            // The first page was granted with the step itself.
            if (page > 0 && pacing.Take(method) is { Ticks: > 0 } wait)
                return new Delivered.Later(wait, $"{method} has its limit");
            var answer = await calls.JoiningAsync(channel, () => calls.ReadAsync(method, arguments, cancellationToken), cancellationToken);
            if (answer.Failure is { } failure)
                return failure.Error == "thread_not_found" ? new Delivered.Gone(failure.Error) : calls.Outcome(method, null, failure);
            if (HandleIn(answer.Body, message) is { } handle)
                return new Delivered.Done(handle);
            if (CursorOf(answer.Body) is not { } cursor)
                break;
            arguments["cursor"] = cursor;
        }

        return new Delivered.Gone("it is not in the channel");
    }

    private string? HandleIn(JsonElement body, Message wanted)
    {
        if (!body.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array)
            return null;
        foreach (var message in messages.EnumerateArray())
        {
            if (IsOurs(message) && (HasOp(message, wanted.Op) || HasBlock(message, SlackMessage.BlockIdOf(wanted.Op)) || HasFile(message, wanted.File)))
                return Text(message, "ts");
        }

        return null;
    }

    /// <summary>Anybody in the workspace may copy our mark.</summary>
    private bool IsOurs(JsonElement message) =>
        calls.Identity is not { } we || (Text(message, "bot_id") is { } bot ? bot == we.BotId : Text(message, "user") == we.UserId);

    private static bool HasOp(JsonElement message, string op) =>
        message.TryGetProperty("metadata", out var metadata) && Text(metadata, "event_type") == SlackMessage.EventType
        && metadata.TryGetProperty("event_payload", out var payload) && Text(payload, "op") == op;

    private static bool HasBlock(JsonElement message, string blockId) =>
        message.TryGetProperty("blocks", out var blocks) && blocks.ValueKind == JsonValueKind.Array
        && blocks.EnumerateArray().Any(block => Text(block, "block_id") == blockId);

    private static bool HasFile(JsonElement message, UploadedFile? wanted) =>
        wanted is not null && message.TryGetProperty("files", out var files) && files.ValueKind == JsonValueKind.Array
        && files.EnumerateArray().Any(file => Text(file, "id") == wanted.Handle);

    private static string? CursorOf(JsonElement body) =>
        body.TryGetProperty("response_metadata", out var metadata) && Text(metadata, "next_cursor") is { Length: > 0 } cursor
            ? cursor
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
