using Microsoft.Extensions.Logging;
using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Slack;

/// <summary>
/// What Slack brings, by HTTP or by a socket: read in one way, and stored when a method returns. Nothing that can be sent makes it throw
/// anything but <see cref="StorageUnavailableException"/>: then nothing is stored, and Slack is to send it again.
/// </summary>
internal sealed class SlackArrivals(IChatDoor door, SlackWorkspaces workspaces, ILogger<SlackArrivals> logger)
{
    /// <summary>Completes once there is somewhere to store things.</summary>
    public Task Opened => door.Opened;

    /// <param name="command">Null when it could not be parsed.</param>
    public async Task<Taken> CommandAsync(SlashCommand? command, CancellationToken cancellationToken)
    {
        if (command is null || CommandRequest.Read(command) is not { } typed)
            return Taken.Malformed;
        if (!await workspaces.HasAsync(typed.Conversation.Workspace, cancellationToken))
            return NotHere();
        await door.AcceptAsync(typed, cancellationToken);
        return Taken.Silently;
    }

    /// <param name="payload">Null when it could not be parsed.</param>
    public async Task<Taken> InteractionAsync(InteractionPayload? payload, CancellationToken cancellationToken)
    {
        switch (payload)
        {
            case null or { Type: null }:
                return Taken.Malformed;
            case { TeamId: { } team } when !await workspaces.HasAsync(team, cancellationToken):
                return payload is { Type: "view_submission", View: { } view } ? new(true, ErrorsOf(new Dictionary<string, string> { [""] = WhyNotHere }, view)) : Taken.Silently;
            case { Type: "block_actions" }:
                if (InteractionRequest.Presses(payload) is not { } presses)
                    return Taken.Malformed;
                foreach (var pressed in presses)
                    await door.AcceptAsync(pressed, cancellationToken);
                return Taken.Silently;
            case { Type: "view_submission" }:
                if (InteractionRequest.Submission(payload) is not { } submitted)
                    return Taken.Malformed;
                return await door.SubmitAsync(submitted, cancellationToken) switch
                {
                    { Wrong: { Count: > 0 } wrong } => new(true, ErrorsOf(wrong, payload.View!)),
                    { Next: { } next } => new(true, NextOf(next, submitted)),
                    _ => Taken.Silently,
                };
            case { Type: "message_action", CallbackId: LogShortcut.CallbackId }:
                if (LogShortcut.Read(payload) is not { } chosen)
                    return Taken.Malformed;
                await door.AcceptAsync(chosen, cancellationToken);
                return Taken.Silently;
            case { Type: "shortcut" } when HomeRequest.Chosen(payload) is { } wanted:
                await door.AcceptAsync(wanted, cancellationToken);
                return Taken.Silently;
            case { Type: "message_action" } when EventRequest.Chosen(payload) is { } touched:
                await door.AcceptAsync(touched, cancellationToken);
                return Taken.Silently;
            case { Type: "message_action" } when HomeRequest.ChosenFor(payload) is { } pressed:
                await door.AcceptAsync(pressed, cancellationToken);
                return Taken.Silently;
            default:
                Log.RequestIgnored(logger, payload.Type);
                return Taken.Silently;
        }
    }

    /// <param name="envelope">Null when it could not be parsed.</param>
    public async Task<Taken> EventAsync(EventEnvelope? envelope, CancellationToken cancellationToken)
    {
        // What somebody of another workspace does in a shared channel is told to the one that has installed the app.
        if (envelope?.Authorizations?.FirstOrDefault(each => each.IsBot)?.TeamId is { Length: > 0 } meant)
            envelope = envelope with { TeamId = meant };
        if (envelope is { TeamId: { } home } && EventRequest.Outdated(envelope) is { } outdated)
            workspaces.Of(home).People.Forget(outdated);
        switch (envelope)
        {
            case null or { Type: null } or { Type: "url_verification", Challenge: null }:
                return Taken.Malformed;
            case { Type: "url_verification", Challenge: { } challenge }:
                return new(true, JsonBytes.Object(json => json.WriteString("challenge"u8, challenge)));
            case var _ when EventRequest.IsEnd(envelope):
                await workspaces.RemoveAsync(envelope.TeamId!, envelope.EventTime is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : null, cancellationToken);
                return Taken.Silently;
            case { TeamId: { } team } when !await workspaces.HasAsync(team, cancellationToken):
                Log.RequestIgnored(logger, envelope.Type);
                return Taken.Silently;
            case var _ when HomeRequest.Opened(envelope) is { } opened:
                await door.AcceptAsync(opened, cancellationToken);
                return Taken.Silently;
            case var _ when SaidRequest.Read(envelope) is { } said:
                await door.AcceptAsync(said, cancellationToken);
                return Taken.Silently;
            case var _ when EventRequest.Read(envelope) is { } touched:
                await door.AcceptAsync(touched, cancellationToken);
                return Taken.Silently;
            default:
                Log.RequestIgnored(logger, envelope.Type);
                return Taken.Silently;
        }
    }

    /// <summary>Whoever typed it reads it at once: there is no token to tell them later.</summary>
    private Taken NotHere() => new(true, JsonBytes.Object(json =>
    {
        json.WriteString("response_type"u8, "ephemeral"u8);
        json.WriteString("text"u8, WhyNotHere);
    }));

    private string WhyNotHere => $"WarRoomBot is not installed in this workspace: one of its administrators can install it at {workspaces.Door}";

    /// <summary>The modal stays open and asks for something else.</summary>
    private static ReadOnlyMemory<byte> NextOf(Form next, Submitted submitted) => JsonBytes.Object(json =>
    {
        json.WriteString("response_action"u8, "update"u8);
        SlackFormRenderer.WriteTo(json, next, ViewContext.Of(submitted, next));
    });

    /// <summary>
    /// The modal stays open and shows each sentence at its field. A sentence about no field of the view would not be seen at all, so it
    /// goes to the first one.
    /// </summary>
    private static ReadOnlyMemory<byte> ErrorsOf(IReadOnlyDictionary<string, string> wrong, PayloadView view) => JsonBytes.Object(json =>
    {
        var fields = view.State?.Values?.Keys.ToList() ?? [];
        json.WriteString("response_action"u8, "errors"u8);
        json.WriteStartObject("errors"u8);
        foreach (var sentences in wrong.ToLookup(pair => PlaceOf(pair.Key), pair => pair.Value))
            json.WriteString(sentences.Key, string.Join(" ", sentences));
        json.WriteEndObject();

        string PlaceOf(string field) => fields.Count == 0 || fields.Contains(field) ? field : fields[0];
    });
}

/// <summary>What Slack is answered.</summary>
/// <param name="Understood">False when it was malformed: nothing was stored, and sending it again would not help.</param>
/// <param name="Body">JSON that goes with the answer: as its body by HTTP, in the acknowledgement by a socket. Empty for none.</param>
internal readonly record struct Taken(bool Understood, ReadOnlyMemory<byte> Body)
{
    internal static readonly Taken Silently = new(true, default);
    internal static readonly Taken Malformed = new(false, default);
}
