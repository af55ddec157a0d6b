using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WarRoomBot.Data;

namespace WarRoomBot.Slack;

/// <summary>
/// The three addresses that Slack calls. Each reads the body once, verifies it, and only then looks into it; what Slack is answered says
/// whether what came in is stored. Nothing that can be sent here makes it throw.
/// </summary>
internal sealed class SlackRequests(SlackArrivals arrivals, SlackSignature signature, ILogger<SlackRequests> logger)
{
    private delegate Task<Taken> Take(RequestBody body, CancellationToken cancellationToken);

    public Task CommandAsync(HttpContext context) => AnswerAsync(context, CommandAsync, isForm: true);

    public Task InteractionAsync(HttpContext context) => AnswerAsync(context, InteractionAsync, isForm: true);

    public Task EventAsync(HttpContext context) => AnswerAsync(context, EventAsync, isForm: false);

    private Task<Taken> CommandAsync(RequestBody body, CancellationToken cancellationToken) =>
        CommandRequest.IsSslCheck(body.Bytes) ? Task.FromResult(Taken.Silently) : arrivals.CommandAsync(CommandRequest.Parse(body.Bytes), cancellationToken);

    private Task<Taken> InteractionAsync(RequestBody body, CancellationToken cancellationToken) =>
        CommandRequest.IsSslCheck(body.Bytes) ? Task.FromResult(Taken.Silently) : arrivals.InteractionAsync(InteractionRequest.Parse(body.Bytes), cancellationToken);

    private Task<Taken> EventAsync(RequestBody body, CancellationToken cancellationToken)
    {
        try
        {
            return arrivals.EventAsync(JsonSerializer.Deserialize(body.Bytes, PayloadJson.Default.EventEnvelope), cancellationToken);
        }
        catch (JsonException)
        {
            return Task.FromResult(Taken.Malformed);
        }
    }

    private async Task AnswerAsync(HttpContext context, Take take, bool isForm)
    {
        try
        {
            var status = await VerifiedAsync(context, take, isForm);
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

    private async Task<int> VerifiedAsync(HttpContext context, Take take, bool isForm)
    {
        try
        {
            if (await RequestBody.ReadAsync(context.Request, context.RequestAborted) is not { } body)
                return Refused(context, StatusCodes.Status413PayloadTooLarge, "it is too long");
            using (body)
            {
                if (Signed(context.Request.Headers, body.Bytes))
                    return await AnswerAsync(context, await take(body, context.RequestAborted));
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

    private async Task<int> AnswerAsync(HttpContext context, Taken taken)
    {
        if (!taken.Understood)
            return Refused(context, StatusCodes.Status400BadRequest, "it is malformed");
        if (taken.Body.IsEmpty)
            return StatusCodes.Status200OK;
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = taken.Body.Length;
        await context.Response.Body.WriteAsync(taken.Body, context.RequestAborted);
        return StatusCodes.Status200OK;
    }

    private int Refused(HttpContext context, int status, string why)
    {
        Log.RequestRefused(logger, context.Request.Path, status, why);
        return status;
    }
}
