using Microsoft.Extensions.Logging;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Slack;

/// <summary>Messages out, in one workspace; each outcome told in the core's words.</summary>
internal sealed class SlackPlatform(SlackApi api, SlackCalls calls, SlackPacing pacing, SlackFiles files, TimeProvider time, ILogger<SlackPlatform> logger)
{
    internal const string PlatformName = "slack";

    /// <summary>A step may need a second call: joining the channel, or the same message without its blocks.</summary>
    internal static readonly TimeSpan LongestStep = SlackMethod.LongestTimeout + TimeSpan.FromSeconds(5);

    /// <inheritdoc cref="IChatPlatform.Take"/>
    public TimeSpan Take(ChatCall call, Conversation conversation, Priority priority) => pacing.Take(call, conversation.Channel, priority);

    /// <inheritdoc cref="IChatPlatform.PostAsync"/>
    public Task<Delivered> PostAsync(Message message, CancellationToken cancellationToken)
    {
        if (message.To is null && SlackHome.IsHome(message.Conversation.Channel, out var user))
            return BoundedAsync(token => PublishAsync(message, user, null, token), cancellationToken);
        var drawn = SlackRenderer.Render(message.Card);
        return BoundedAsync(
            token => message.To is not null ? WhisperAsync(message, drawn, token)
                : message.File is { } file ? files.ShareAsync(message, file, drawn, token)
                : PostAsync(message, drawn, token),
            cancellationToken);
    }

    /// <inheritdoc cref="IChatPlatform.EditAsync"/>
    public Task<Delivered> EditAsync(Message message, string handle, CancellationToken cancellationToken)
    {
        if (SlackHome.IsHome(message.Conversation.Channel, out var user))
            return BoundedAsync(token => PublishAsync(message, user, handle, token), cancellationToken);
        var drawn = SlackRenderer.Render(message.Card);
        return BoundedAsync(
            async token =>
            {
                var answer = await calls.DrawnAsync(SlackMethod.Update, (json, blocks) =>
                {
                    json.WriteString("channel"u8, message.Conversation.Channel);
                    json.WriteString("ts"u8, handle);
                    drawn.WriteTo(json, null, blocks);
                }, null, token);
                return answer.Failure switch
                {
                    null => new Delivered.Done(handle),
                    // Not ours (any more), or too old to be changed: what there is to see is posted anew.
                    { Error: "message_not_found" or "cant_update_message" or "edit_window_closed" } gone => new Delivered.Gone(gone.Error),
                    var failure => calls.Outcome(SlackMethod.Update, null, failure),
                };
            },
            cancellationToken);
    }

    /// <inheritdoc cref="IChatPlatform.DeleteAsync"/>
    public Task<Delivered> DeleteAsync(Conversation conversation, string handle, CancellationToken cancellationToken) => BoundedAsync(
        async token =>
        {
            // A Home tab is never taken away; the next one that is published replaces it.
            if (SlackHome.IsHome(conversation.Channel, out _))
                return new Delivered.Done(handle);
            var answer = await calls.FormAsync(SlackMethod.Delete, new() { ["channel"] = conversation.Channel, ["ts"] = handle }, token);
            return answer.Failure is null or { Error: "message_not_found" }
                ? new Delivered.Done(handle)
                : calls.Outcome(SlackMethod.Delete, null, answer.Failure);
        },
        cancellationToken);

    /// <inheritdoc cref="IChatPlatform.PinAsync"/>
    public Task<Delivered> PinAsync(Conversation conversation, string handle, CancellationToken cancellationToken) => BoundedAsync(
        async token =>
        {
            Dictionary<string, string> arguments = new() { ["channel"] = conversation.Channel, ["timestamp"] = handle };
            var answer = await calls.JoiningAsync(conversation.Channel, () => calls.FormAsync(SlackMethod.AddPin, arguments, token), token);
            return answer.Failure switch
            {
                null or { Error: "already_pinned" } => new Delivered.Done(handle),
                { Error: "message_not_found" } gone => new Delivered.Gone(gone.Error),
                var failure => calls.Outcome(SlackMethod.AddPin, null, failure),
            };
        },
        cancellationToken);

    /// <inheritdoc cref="IChatPlatform.FindAsync"/>
    public Task<Delivered> FindAsync(Message message, DateTimeOffset since, CancellationToken cancellationToken) =>
        SlackHome.IsHome(message.Conversation.Channel, out _)
            // It cannot be looked at, and publishing it once more does no harm.
            ? Task.FromResult<Delivered>(new Delivered.Gone("a Home tab is published anew"))
            : BoundedAsync(token => new SlackSearch(calls, pacing).FindAsync(message, since, token), cancellationToken);

    /// <inheritdoc cref="IChatPlatform.OpenFormAsync"/>
    public async Task<bool> OpenFormAsync(ChatEvent asked, Form form, CancellationToken cancellationToken)
    {
        var context = ViewContext.Of(asked, form);
        if (asked.Trigger is not { } trigger || !SlackFormRenderer.Fits(form, context))
        {
            Log.FormNotOpened(logger, form.Id, "its context is too long, or there is no trigger");
            return false;
        }

        var answer = await api.WriteAsync(
            SlackMethod.OpenView,
            json =>
            {
                json.WriteString("trigger_id"u8, trigger);
                SlackFormRenderer.WriteTo(json, form, context);
            },
            cancellationToken);
        // A trigger that was used is one that came twice: the form is open already.
        if (answer.Failure is not { Error: not ("exchanged_trigger_id" or "trigger_exchanged") } failure)
            return true;
        calls.Note(SlackMethod.OpenView, null, failure);
        Log.FormNotOpened(logger, form.Id, failure.Error);
        return false;
    }

    /// <summary>Shows somebody their Home tab. What is named by the handle is the view's state (its hash): a call that was overtaken changes nothing.</summary>
    /// <param name="hash">Null to replace whatever is there.</param>
    private async Task<Delivered> PublishAsync(Message message, string user, string? hash, CancellationToken cancellationToken)
    {
        var answer = await calls.WriteAsync(
            SlackMethod.PublishView,
            json =>
            {
                json.WriteString("user_id"u8, user);
                if (!string.IsNullOrEmpty(hash))
                    json.WriteString("hash"u8, hash);
                SlackRenderer.WriteHomeTo(json, message.Card, message.Conversation);
            },
            cancellationToken);
        return answer.Failure switch
        {
            null => new Delivered.Done(answer.Text("view", "hash")),
            // An answer was lost, and what it would have told is there: what we know now is newer.
            { Error: "hash_conflict" } gone => new Delivered.Gone(gone.Error),
            var failure => calls.Outcome(SlackMethod.PublishView, null, failure),
        };
    }

    private async Task<Delivered> PostAsync(Message message, SlackMessage drawn, CancellationToken cancellationToken)
    {
        var channel = message.Conversation.Channel;
        var answer = await calls.JoiningAsync(
            channel,
            () => calls.DrawnAsync(
                SlackMethod.PostMessage,
                (json, blocks) =>
                {
                    json.WriteString("channel"u8, channel);
                    if (message.Thread is not null)
                        json.WriteString("thread_ts"u8, message.Thread);
                    drawn.WritePostTo(json, message.Op, blocks);
                },
                channel,
                cancellationToken),
            cancellationToken);
        return answer.Failure switch
        {
            null => new Delivered.Done(answer.Text("ts")),
            { Error: "thread_not_found" or "message_not_found" or "cannot_reply_to_message" } gone when message.Thread is not null =>
                new Delivered.Gone(gone.Error),
            var failure => calls.Outcome(SlackMethod.PostMessage, channel, failure),
        };
    }

    /// <summary>
    /// Something for one person: at the address that came with what they did, or shown to them in the channel, or, where neither can be,
    /// sent to them directly. Nobody's click is answered by silence.
    /// </summary>
    private async Task<Delivered> WhisperAsync(Message message, SlackMessage drawn, CancellationToken cancellationToken)
    {
        var channel = message.Conversation.Channel;
        if (SlackReply.IsDirect(message.ReplyTo) && SlackReply.UserOf(message) is { } direct)
            return await TellAsync(message, drawn, direct, cancellationToken);
        if (SlackReply.AddressOf(message.ReplyTo) is { } address)
        {
            var answer = await calls.RespondAsync(address, drawn, channel, cancellationToken);
            if (answer.Failure is not { Fault: SlackFault.TargetGone or SlackFault.Unknown or SlackFault.Configuration } failure)
                return answer.Failure is null ? new Delivered.Done("") : calls.Outcome(SlackMethod.ResponseUrl, channel, answer.Failure);
            if (SlackReply.UserOf(message) is null)
                return calls.Outcome(SlackMethod.ResponseUrl, channel, failure);
        }

        if (SlackReply.UserOf(message) is not { } user)
            return new Delivered.Rejected("user_not_found", "I do not know whom to answer: type the command again.");
        return await ShowAsync(message, drawn, user, cancellationToken);
    }

    private async Task<Delivered> ShowAsync(Message message, SlackMessage drawn, string user, CancellationToken cancellationToken)
    {
        var channel = message.Conversation.Channel;
        if (pacing.Take(SlackMethod.PostEphemeral) is { Ticks: > 0 } wait)
            return new Delivered.Later(wait, "chat.postEphemeral has its limit");
        var answer = await calls.DrawnAsync(SlackMethod.PostEphemeral, (json, blocks) =>
        {
            json.WriteString("channel"u8, channel);
            json.WriteString("user"u8, user);
            if (message.Thread is not null)
                json.WriteString("thread_ts"u8, message.Thread);
            drawn.WriteTo(json, null, blocks);
        }, channel, cancellationToken);
        if (answer.Failure is null)
            return new Delivered.Done(answer.Text("message_ts"));
        if (answer.Failure.Error is not ("not_in_channel" or "channel_not_found" or "user_not_in_channel" or "is_archived"))
            return calls.Outcome(SlackMethod.PostEphemeral, channel, answer.Failure);
        return await TellAsync(message, drawn, user, cancellationToken);
    }

    /// <summary>Slack takes a person's id for a channel and opens the direct message itself.</summary>
    private async Task<Delivered> TellAsync(Message message, SlackMessage drawn, string user, CancellationToken cancellationToken)
    {
        var direct = await calls.DrawnAsync(SlackMethod.PostMessage, (json, blocks) =>
        {
            json.WriteString("channel"u8, user);
            drawn.WritePostTo(json, message.Op, blocks);
        }, user, cancellationToken);
        return direct.Failure is null
            ? new Delivered.Done(direct.Text("ts"))
            : calls.Outcome(SlackMethod.PostMessage, user, direct.Failure);
    }

    /// <summary>Every step ends in time, whatever it is made of; what was under way then may have happened.</summary>
    private async Task<Delivered> BoundedAsync(Func<CancellationToken, Task<Delivered>> step, CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource(LongestStep, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            return await step(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Delivered.Unsure("no answer in time");
        }
    }
}
