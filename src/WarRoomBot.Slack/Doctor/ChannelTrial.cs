using System.Security.Cryptography;
using System.Text;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Checkups;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Slack;

/// <summary>
/// Proves in a channel what a room does there. One message is posted, changed and removed again; it is found and removed also when an
/// earlier attempt died before. What could not be taken back is not done but asked for in a way that Slack must refuse for another reason:
/// a pin that would be told in the channel (message subtype <c>pinned_item</c>), a channel that nobody can delete.
/// </summary>
internal sealed class ChannelTrial(SlackWorkspace workspace, TimeProvider time)
{
    private const string Posting = "Posting";
    private const int MostLeft = 3;
    private const string Again = "Ask again in a minute";

    private static readonly Card Posted = Card.Text("I am trying out what I may do here, for /warroom doctor. This message goes away by itself.");
    private static readonly Card Changed = Card.Text("I have tried out what I may do here, for /warroom doctor. This message goes away by itself.");

    public async Task<IReadOnlyList<Finding>> RunAsync(CheckupOrder order, Conversation channel, CancellationToken cancellationToken)
    {
        var findings = await TryMessageAsync(order, channel, cancellationToken);
        // Where nothing can be posted the rest says nothing new.
        return findings is [{ Grade: Grade.Fails }]
            ? findings
            : [.. findings, await TryFileAsync(channel, cancellationToken), await TryMakingAsync(order, cancellationToken)];
    }

    private async Task<IReadOnlyList<Finding>> TryMessageAsync(CheckupOrder order, Conversation channel, CancellationToken cancellationToken)
    {
        var message = new Message(channel, Posted, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(order.Key)))[..32]);
        var answer = await GrantedAsync(ChatCall.Post, channel, () => PostAsync(message, cancellationToken), cancellationToken);
        if (answer.Failure is { Error: "not_in_channel" })
            return [Finding.Warns(Posting, "not tried: I am not in this channel yet", $"I join it when a room is opened; /invite @{workspace.Calls.Identity?.BotName ?? "warroom"} lets me try before")];
        var posted = answer.Failure is { } failure ? workspace.Calls.Outcome(SlackMethod.PostMessage, channel.Channel, failure) : new Delivered.Done(answer.Text("ts"));
        if (posted is not Delivered.Done done)
        {
            if (posted is Delivered.Unsure)
                await ClearAsync(message, order);
            return [Of(Posting, posted)];
        }

        var changed = (Delivered)new Delivered.Unsure("no answer in time");
        List<Finding> cleared = [];
        try
        {
            changed = await GrantedAsync(ChatCall.Edit, channel, () => workspace.Platform.EditAsync(message with { Card = Changed }, done.Handle, cancellationToken), cancellationToken);
        }
        finally
        {
            // Also when time is up, or the bot stops.
            cleared.Add(Of("Removing", await RemoveAsync(channel, done.Handle), "Look for my message in the channel and remove it by hand"));
            cleared.Add(Of("Finding what was posted", await ClearAsync(message, order)));
        }

        return [Finding.Passes(Posting, ""), Of("Changing", changed), .. cleared, await TryPinAsync(channel, done.Handle, cancellationToken)];
    }

    /// <summary>Without joining: that would be seen.</summary>
    private Task<SlackAnswer> PostAsync(Message message, CancellationToken cancellationToken)
    {
        var (channel, drawn) = (message.Conversation.Channel, SlackRenderer.Render(message.Card));
        return workspace.Calls.DrawnAsync(
            SlackMethod.PostMessage,
            (json, blocks) =>
            {
                json.WriteString("channel"u8, channel);
                drawn.WritePostTo(json, message.Op, blocks);
            },
            channel,
            cancellationToken);
    }

    /// <summary>Looks for what is still there: of an attempt that died, or whose answer was lost.</summary>
    /// <returns>Done when there is nothing (any more): to look for it is allowed.</returns>
    private async Task<Delivered> ClearAsync(Message message, CheckupOrder order)
    {
        using var enough = new CancellationTokenSource(SlackMethod.LongestTimeout, time);
        try
        {
            for (var attempt = 0; attempt < MostLeft; attempt++)
            {
                switch (await GrantedAsync(ChatCall.Find, message.Conversation, () => workspace.Platform.FindAsync(message, order.At, enough.Token), enough.Token))
                {
                    case Delivered.Done left:
                        await RemoveAsync(message.Conversation, left.Handle);
                        break;
                    case Delivered.Gone:
                        return new Delivered.Done("");
                    case var other:
                        return other;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Said below.
        }

        return new Delivered.Unsure("it could not be looked for in time");
    }

    private async Task<Delivered> RemoveAsync(Conversation channel, string handle)
    {
        using var enough = new CancellationTokenSource(SlackMethod.LongestTimeout, time);
        try
        {
            return await GrantedAsync(ChatCall.Delete, channel, () => workspace.Platform.DeleteAsync(channel, handle, enough.Token), enough.Token);
        }
        catch (OperationCanceledException)
        {
            return new Delivered.Unsure("no answer in time");
        }
    }

    /// <summary>The message is gone already: Slack says so to whoever might pin it, and something else to whoever might not.</summary>
    private async Task<Finding> TryPinAsync(Conversation channel, string handle, CancellationToken cancellationToken)
    {
        var answer = await GrantedAsync(
            ChatCall.Pin, channel, () => workspace.Calls.FormAsync(SlackMethod.AddPin, new() { ["channel"] = channel.Channel, ["timestamp"] = handle }, cancellationToken), cancellationToken);
        return answer.Failure is null or { Error: "message_not_found" }
            ? Finding.Passes("Pinning", "")
            : Of("Pinning", workspace.Calls.Outcome(SlackMethod.AddPin, null, answer.Failure));
    }

    /// <summary>Nobody sees a file that no message shows; Slack throws it away.</summary>
    private async Task<Finding> TryFileAsync(Conversation channel, CancellationToken cancellationToken)
    {
        var file = new ChatFile("doctor.txt", "Doctor", "text/plain", "Nobody sees this file.");
        var taken = await GrantedAsync(ChatCall.Upload, channel, () => workspace.Files.UploadAsync(file, cancellationToken), cancellationToken);
        return Of("Files", taken) is { Grade: Grade.Fails } refused && !refused.Found.Contains("missing_scope", StringComparison.Ordinal)
            ? Finding.Warns(refused.What, $"{refused.Found}; reports come as text", "An administrator can let apps bring files, in the workspace's settings")
            : Of("Files", taken);
    }

    /// <summary>A channel by a name that is taken already cannot be made, and whoever may make none is told that instead.</summary>
    private async Task<Finding> TryMakingAsync(CheckupOrder order, CancellationToken cancellationToken)
    {
        const string What = "Making channels";
        if (order.ConversationName is not { } name)
            return Finding.Warns(What, "not tried here", "Ask with /warroom doctor in a public channel");
        var answer = await GrantedAsync(
            () => workspace.Pacing.Take(SlackMethod.CreateChannel),
            () => workspace.Calls.FormAsync(SlackMethod.CreateChannel, new() { ["name"] = name, ["is_private"] = "false" }, cancellationToken),
            cancellationToken);
        return answer.Failure switch
        {
            { Error: "name_taken" } => Finding.Passes(What, ""),
            // It was renamed in this very moment.
            null => Finding.Warns(What, $"#{name} was made by mistake", "Archive it; incidents get channels of their own"),
            { Fault: SlackFault.Configuration } refused => Finding.Warns(
                What, $"not allowed ({refused.Error}); incidents stay in a thread", Texts.Sentence(SlackChannels.Refusal(refused))),
            var failure => Finding.Warns(What, $"not known: {failure.Error}", Again),
        };
    }

    private Task<T> GrantedAsync<T>(ChatCall call, Conversation channel, Func<Task<T>> work, CancellationToken cancellationToken) =>
        GrantedAsync(() => workspace.Platform.Take(call, channel, Priority.Answer), work, cancellationToken);

    private async Task<T> GrantedAsync<T>(Func<TimeSpan> take, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        while (take() is { Ticks: > 0 } wait)
            await Task.Delay(wait, time, cancellationToken);
        return await work();
    }

    private static Finding Of(string what, Delivered answer, string? remedy = null) => answer switch
    {
        Delivered.Done => Finding.Passes(what, ""),
        Delivered.Rejected rejected => Finding.Fails(what, rejected.Why, remedy ?? rejected.Advice.TrimEnd('.')),
        Delivered.Later later => Finding.Warns(what, later.Why, Again),
        Delivered.Unsure unsure => Finding.Warns(what, unsure.Why, Again),
        Delivered.Gone gone => Finding.Warns(what, gone.Why, Again),
        _ => throw new InvalidOperationException($"no such answer: {answer}"),
    };
}
