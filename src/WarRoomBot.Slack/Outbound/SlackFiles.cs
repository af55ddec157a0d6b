using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>
/// Brings files to Slack and shares them (Docs "files.getUploadURLExternal", "files.completeUploadExternal"). Until it is completed nobody sees
/// a file; its id is known before, so a completion whose answer was lost is looked for in the channel by that id. An id is completed only
/// once: Slack then knows it as an upload no longer.
/// </summary>
internal sealed class SlackFiles(SlackApi api, SlackCalls calls, SlackPacing pacing, IOptions<SlackOptions> options, TimeProvider time)
{
    /// <summary>Two calls and what lies between them.</summary>
    private static readonly TimeSpan Longest = 2 * SlackMethod.LongestTimeout;

    /// <summary>As <see cref="IFiles.UploadAsync"/>: the file belongs to no channel yet.</summary>
    public async Task<Delivered> UploadAsync(ChatFile file, CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            return await BringAsync(file, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Delivered.Unsure("no answer in time");
        }
    }

    /// <summary>Shows an uploaded file in the conversation, with what is said about it.</summary>
    internal async Task<Delivered> ShareAsync(Message message, UploadedFile file, SlackMessage drawn, CancellationToken cancellationToken)
    {
        if (pacing.Take(SlackMethod.CompleteUpload) is { Ticks: > 0 } wait)
            return new Delivered.Later(wait, $"{SlackMethod.CompleteUpload} has its limit");
        var channel = message.Conversation.Channel;
        var arguments = new Dictionary<string, string>
        {
            ["files"] = Array(json =>
            {
                json.WriteStartObject();
                json.WriteString("id"u8, file.Handle);
                json.WriteString("title"u8, SlackText.OneLine(file.File.Title));
                json.WriteEndObject();
            }),
            ["channel_id"] = channel,
            ["blocks"] = Array(json => drawn.WriteBlocksTo(json, message.Op)),
        };
        if (message.Thread is not null)
            arguments["thread_ts"] = message.Thread;
        var answer = await calls.JoiningAsync(channel, () => calls.FormAsync(SlackMethod.CompleteUpload, channel, arguments, cancellationToken), cancellationToken);
        if (answer.Failure is { } undrawn && SlackErrors.IsAboutBlocks(undrawn.Error))
        {
            arguments.Remove("blocks");
            arguments["initial_comment"] = drawn.Text;
            answer = await calls.FormAsync(SlackMethod.CompleteUpload, channel, arguments, cancellationToken);
        }

        return answer.Failure switch
        {
            // Slack does not tell the message's own id.
            null => new Delivered.Done(file.Handle),
            { Error: "file_not_found" } gone => new Delivered.Gone(gone.Error, File: true),
            { Error: "thread_not_found" or "message_not_found" or "cannot_reply_to_message" } gone when message.Thread is not null => new Delivered.Gone(gone.Error),
            var failure => calls.Outcome(SlackMethod.CompleteUpload, channel, failure),
        };
    }

    private async Task<Delivered> BringAsync(ChatFile file, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(SlackText.Clean(file.Text));
        var given = await calls.FormAsync(
            SlackMethod.GetUploadUrl,
            new() { ["filename"] = SlackText.OneLine(file.Name), ["length"] = bytes.Length.ToString(CultureInfo.InvariantCulture) },
            cancellationToken);
        if (given.Failure is { } refused)
            return calls.Outcome(SlackMethod.GetUploadUrl, null, refused);
        if (given.Text("file_id") is not { Length: > 0 } id || AddressOf(given.Text("upload_url")) is not { } address)
            return new Delivered.Later(null, $"{SlackMethod.GetUploadUrl} answered without an address");
        var sent = await api.UploadAsync(address, bytes, $"{file.Type}; charset=utf-8", cancellationToken);
        return sent.Failure switch
        {
            null => new Delivered.Done(id),
            // The address lives for a short while and for one file.
            { Fault: SlackFault.TargetGone } gone => new Delivered.Later(null, $"{gone.Error} {gone.Details}"),
            var failure => calls.Outcome(SlackMethod.UploadUrl, null, failure),
        };
    }

    /// <summary>Files go only where the calls go in the same way: never in the clear when those are not.</summary>
    private Uri? AddressOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == options.Value.ApiBase.Scheme ? address : null;

    private static string Array(Action<Utf8JsonWriter> content) => Encoding.UTF8.GetString(JsonBytes.Array(content).Span);
}
