using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Slack;

/// <summary>
/// The three addresses that Slack calls. Each reads the body once, verifies it, and only then looks into it; what Slack is answered says
/// whether what came in is stored. Nothing that can be sent here makes it throw.
/// </summary>
internal sealed class SlackRequests(IChatDoor door, SlackSignature signature, ILogger<SlackRequests> logger)
{
    private delegate Task<int> Understand(RequestBody body, HttpContext context);

    public Task CommandAsync(HttpContext context) => AnswerAsync(context, CommandAsync, isForm: true);

    public Task InteractionAsync(HttpContext context) => AnswerAsync(context, InteractionAsync, isForm: true);

    public Task EventAsync(HttpContext context) => AnswerAsync(context, EventAsync, isForm: false);

    private async Task AnswerAsync(HttpContext context, Understand understand, bool isForm)
    {
        try
        {
            var status = await VerifiedAsync(context, understand, isForm);
            if (status == StatusCodes.Status200OK && context.Response.HasStarted)
                return;
            context.Response.StatusCode = status;
            context.Response.ContentLength = 0;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; nobody is left to answer.
        }
    }

    private async Task<int> VerifiedAsync(HttpContext context, Understand understand, bool isForm)
    {
        try
        {
            if (await RequestBody.ReadAsync(context.Request, context.RequestAborted) is not { } body)
                return Refused(context, StatusCodes.Status413PayloadTooLarge, "it is too long");
            using (body)
            {
                if (Signed(context.Request.Headers, body.Bytes))
                    return await understand(body, context);
                return isForm && CommandRequest.IsSslCheck(body.Bytes)
                    ? StatusCodes.Status200OK
                    : Refused(context, StatusCodes.Status401Unauthorized, "it is not signed by Slack, or too old");
            }
        }
        catch (StorageUnavailableException exception)
        {
            Log.RequestNotStored(logger, context.Request.Path, exception.Message);
            return StatusCodes.Status503ServiceUnavailable;
        }
        catch (BadHttpRequestException exception)
        {
            return Refused(context, exception.StatusCode, "it is not proper HTTP");
        }
        catch (IOException)
        {
            return Refused(context, StatusCodes.Status400BadRequest, "it broke off");
        }
    }

    private bool Signed(IHeaderDictionary headers, ReadOnlySpan<byte> body) =>
        headers[SlackSignature.TimestampHeader] is [var timestamp] && headers[SlackSignature.SignatureHeader] is [var given]
        && signature.Signed(timestamp, given, body);

    private async Task<int> CommandAsync(RequestBody body, HttpContext context)
    {
        if (CommandRequest.IsSslCheck(body.Bytes))
            return StatusCodes.Status200OK;
        if (CommandRequest.Read(body.Bytes) is not { } typed)
            return Malformed(context);
        await door.AcceptAsync(typed, context.RequestAborted);
        return StatusCodes.Status200OK;
    }

    private async Task<int> InteractionAsync(RequestBody body, HttpContext context)
    {
        if (CommandRequest.IsSslCheck(body.Bytes))
            return StatusCodes.Status200OK;
        switch (InteractionRequest.Read(body.Bytes))
        {
            case null or { Type: null }:
                return Malformed(context);
            case { Type: "block_actions" } payload:
                if (InteractionRequest.Presses(payload) is not { } presses)
                    return Malformed(context);
                foreach (var pressed in presses)
                    await door.AcceptAsync(pressed, context.RequestAborted);
                return StatusCodes.Status200OK;
            case { Type: "view_submission" } payload:
                if (InteractionRequest.Submission(payload) is not { } submitted)
                    return Malformed(context);
                var answer = await door.SubmitAsync(submitted, context.RequestAborted);
                if (answer.Wrong.Count > 0)
                    await WriteErrorsAsync(context, answer.Wrong, payload.View!);
                else if (answer.Next is { } next)
                    await WriteNextAsync(context, next, submitted);
                return StatusCodes.Status200OK;
            case { Type: "message_action", CallbackId: LogShortcut.CallbackId } payload:
                if (LogShortcut.Read(payload) is not { } chosen)
                    return Malformed(context);
                await door.AcceptAsync(chosen, context.RequestAborted);
                return StatusCodes.Status200OK;
            case { Type: "shortcut" } payload when HomeRequest.Chosen(payload) is { } wanted:
                await door.AcceptAsync(wanted, context.RequestAborted);
                return StatusCodes.Status200OK;
            case { Type: "message_action" } payload when EventRequest.Chosen(payload) is { } touched:
                await door.AcceptAsync(touched, context.RequestAborted);
                return StatusCodes.Status200OK;
            case { Type: "message_action" } payload when HomeRequest.ChosenFor(payload) is { } pressed:
                await door.AcceptAsync(pressed, context.RequestAborted);
                return StatusCodes.Status200OK;
            case var other:
                Log.RequestIgnored(logger, other.Type);
                return StatusCodes.Status200OK;
        }
    }

    private async Task<int> EventAsync(RequestBody body, HttpContext context)
    {
        EventEnvelope? envelope;
        try
        {
            envelope = JsonSerializer.Deserialize(body.Bytes, PayloadJson.Default.EventEnvelope);
        }
        catch (JsonException)
        {
            return Malformed(context);
        }

        switch (envelope)
        {
            case null or { Type: null } or { Type: "url_verification", Challenge: null }:
                return Malformed(context);
            case { Type: "url_verification", Challenge: { } challenge }:
                await WriteAsync(context, writer => writer.WriteString("challenge"u8, challenge));
                return StatusCodes.Status200OK;
            case var _ when HomeRequest.Opened(envelope) is { } opened:
                await door.AcceptAsync(opened, context.RequestAborted);
                return StatusCodes.Status200OK;
            case var _ when SaidRequest.Read(envelope) is { } said:
                await door.AcceptAsync(said, context.RequestAborted);
                return StatusCodes.Status200OK;
            case var _ when EventRequest.Read(envelope) is { } touched:
                await door.AcceptAsync(touched, context.RequestAborted);
                return StatusCodes.Status200OK;
            default:
                Log.RequestIgnored(logger, envelope.Type);
                return StatusCodes.Status200OK;
        }
    }

    /// <summary>
    /// The modal stays open and shows each sentence at its field. A sentence about no field of the view would not be seen at all, so it
    /// goes to the first one.
    /// </summary>
    private static Task WriteErrorsAsync(HttpContext context, IReadOnlyDictionary<string, string> wrong, PayloadView view) =>
        WriteAsync(context, writer =>
        {
            var fields = view.State?.Values?.Keys.ToList() ?? [];
            writer.WriteString("response_action"u8, "errors"u8);
            writer.WriteStartObject("errors"u8);
            foreach (var sentences in wrong.ToLookup(pair => PlaceOf(pair.Key), pair => pair.Value))
                writer.WriteString(sentences.Key, string.Join(" ", sentences));
            writer.WriteEndObject();

            string PlaceOf(string field) => fields.Count == 0 || fields.Contains(field) ? field : fields[0];
        });

    /// <summary>The modal stays open and asks for something else.</summary>
    private static Task WriteNextAsync(HttpContext context, Form next, Submitted submitted) => WriteAsync(context, json =>
    {
        json.WriteString("response_action"u8, "update"u8);
        SlackFormRenderer.WriteTo(json, next, ViewContext.Of(submitted, next));
    });

    private static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> content)
    {
        var json = JsonBytes.Object(content);
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }

    private int Malformed(HttpContext context) => Refused(context, StatusCodes.Status400BadRequest, "it is malformed");

    private int Refused(HttpContext context, int status, string why)
    {
        Log.RequestRefused(logger, context.Request.Path, status, why);
        return status;
    }
}
