using WarRoomBot.Data;
using WarRoomBot.Host.Signals.Settings;
using WarRoomBot.Pipeline;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Receiving;

/// <summary>
/// Whoever calls <c>/alerts/{source}</c>: the body is read once, the source proves and reads it, and what it says is stored before it gets
/// its 2xx. Nothing that can be sent here makes it throw.
/// </summary>
internal sealed class SignalRequests(
    SignalSources sources, Inbox inbox, SourceFiles files, SignalLanes lanes, RefusalLog refusals, TimeProvider time, ILogger<SignalRequests> logger)
{
    public async Task AnswerAsync(HttpContext context)
    {
        try
        {
            var reply = await ReplyAsync(context);
            await reply.WriteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; nobody is left to answer.
        }
    }

    private async ValueTask<Reply> ReplyAsync(HttpContext context)
    {
        if (sources.Find(context.Request.RouteValues["source"] as string) is not { } source)
            return Reply.Error(StatusCodes.Status404NotFound, "there is no alert source of this name");
        if (!source.Kind.Methods.Contains(context.Request.Method))
            return Reply.Error(StatusCodes.Status405MethodNotAllowed, $"{source.Kind.Kind} is expected to {string.Join(" or ", source.Kind.Methods)}") with
            {
                Headers = [new("Allow", string.Join(", ", source.Kind.Methods))],
            };
        try
        {
            if (await WebhookBody.ReadAsync(context.Request, context.RequestAborted) is not { } body)
                return Refused(source, StatusCodes.Status413PayloadTooLarge, $"the body has more than {WebhookBody.Longest} bytes");
            using (body)
                return await ReceivedAsync(source, RequestOf(context, body), context.RequestAborted);
        }
        catch (StorageUnavailableException exception)
        {
            Log.NotStored(logger, source.Settings.Name, exception.Message);
            return Reply.Error(StatusCodes.Status503ServiceUnavailable, "nothing can be stored at the moment, please send it again");
        }
        catch (BadHttpRequestException exception)
        {
            return Refused(source, exception.StatusCode, "it is not proper HTTP");
        }
        catch (IOException)
        {
            return Refused(source, StatusCodes.Status400BadRequest, "it broke off");
        }
    }

    private async ValueTask<Reply> ReceivedAsync(ConfiguredSource source, WebhookRequest request, CancellationToken cancellationToken)
    {
        var received = source.Kind.Receive(request, source.Settings, time.GetUtcNow());
        if (received is Received.Lacks { Address: var address })
        {
            if (await files.FetchAsync(address, cancellationToken) is not { } file)
                return Reply.Error(StatusCodes.Status503ServiceUnavailable, "what it is signed with cannot be fetched at the moment, please send it again");
            received = source.Kind.Receive(request with { Fetched = asked => asked == address ? file : null }, source.Settings, time.GetUtcNow());
        }

        switch (received)
        {
            case Received.Accepted accepted:
                await StoreAsync(source.Settings, accepted, cancellationToken);
                return new(accepted.Status, accepted.Answer, accepted.Headers);
            case Received.Malformed malformed:
                return Refused(source, StatusCodes.Status400BadRequest, malformed.Why);
            case Received.Unproven unproven:
                return Refused(source, StatusCodes.Status401Unauthorized, unproven.Why) with { Headers = [new("WWW-Authenticate", "Bearer")] };
            default:
                return Refused(source, StatusCodes.Status401Unauthorized, "it cannot be proved");
        }
    }

    private async ValueTask StoreAsync(SourceSettings settings, Received.Accepted accepted, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // Where the source has no id of its own, the same words again are said again: a repeat means something.
        var delivery = accepted.Delivery is { Length: > 0 } own ? Reading.Fingerprints.Of(own) : Guid.CreateVersion7(now).ToString("N");
        if (accepted.Signals.Count > 0)
        {
            var signals = new SignalsReceived(settings.Name, settings.Room, settings.Severity, accepted.Signals, now);
            await inbox.AcceptAsync(Kinds.Of(signals, delivery, await lanes.OfAsync(settings, cancellationToken)), cancellationToken);
        }


        if (accepted.Confirm is { } confirm)
            await inbox.AcceptAsync(Kinds.Of(new SubscriptionOffered(settings.Name, delivery, confirm), now), cancellationToken);
    }

    private Reply Refused(ConfiguredSource source, int status, string why)
    {
        refusals.Tell(source.Settings.Name, status, why);
        return Reply.Error(status, why);
    }

    private static WebhookRequest RequestOf(HttpContext context, WebhookBody body) => new(
        context.Request.Method,
        name => context.Request.Headers.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : null,
        name => context.Request.Query.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : null,
        body.Bytes);
}
