using System.Text.Json;
using Microsoft.Extensions.Logging;
using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>
/// Between the platform and the API: obeys a 429 that came meanwhile, joins a public channel when that is all that is missing, sends the
/// words alone when Slack cannot draw the blocks, and tells every failure in the core's words.
/// </summary>
internal sealed class SlackCalls(SlackApi api, ISlackToken token, SlackPacing pacing, WorkspaceState state, ILogger<SlackCalls> logger)
{
    /// <summary>Used until Slack has told us ours.</summary>
    internal const string UsualBotName = "warroom";

    /// <summary>How often it is tried whether an operator has mended the token.</summary>
    private static readonly TimeSpan TokenAgain = TimeSpan.FromMinutes(1);

    public SlackIdentity? Identity => state.Identity;

    /// <summary>A call whose body holds blocks. If Slack refuses just those, the same message goes without them.</summary>
    /// <param name="channel">The channel that is posted to; null when the call is no posting.</param>
    public async Task<SlackAnswer> DrawnAsync(
        SlackMethod method, Action<Utf8JsonWriter, bool> arguments, string? channel, CancellationToken cancellationToken)
    {
        var answer = await GuardedAsync(method, channel, () => api.WriteAsync(method, json => arguments(json, true), cancellationToken));
        return answer.Failure is { } failure && SlackErrors.IsAboutBlocks(failure.Error)
            ? await GuardedAsync(method, channel, () => api.WriteAsync(method, json => arguments(json, false), cancellationToken))
            : answer;
    }

    public Task<SlackAnswer> RespondAsync(Uri address, SlackMessage message, string channel, CancellationToken cancellationToken) =>
        GuardedAsync(SlackMethod.ResponseUrl, channel, () => api.RespondAsync(
            address,
            json =>
            {
                json.WriteString("response_type"u8, "ephemeral"u8);
                json.WriteBoolean("replace_original"u8, false);
                message.WriteTo(json, null);
            },
            cancellationToken));

    /// <summary>A call with a JSON body that posts nothing into a channel.</summary>
    public Task<SlackAnswer> WriteAsync(SlackMethod method, Action<Utf8JsonWriter> arguments, CancellationToken cancellationToken) =>
        GuardedAsync(method, null, () => api.WriteAsync(method, arguments, cancellationToken));

    public Task<SlackAnswer> FormAsync(SlackMethod method, Dictionary<string, string> arguments, CancellationToken cancellationToken) =>
        GuardedAsync(method, null, () => api.WriteAsync(method, arguments, cancellationToken));

    /// <summary>As above, for a call that posts.</summary>
    public Task<SlackAnswer> FormAsync(SlackMethod method, string channel, Dictionary<string, string> arguments, CancellationToken cancellationToken) =>
        GuardedAsync(method, channel, () => api.WriteAsync(method, arguments, cancellationToken));

    public Task<SlackAnswer> ReadAsync(SlackMethod method, Dictionary<string, string> arguments, CancellationToken cancellationToken) =>
        GuardedAsync(method, null, () => api.ReadAsync(method, arguments, cancellationToken));

    /// <summary>Joins the channel and tries once more when the bot is not in it. Only public channels can be joined.</summary>
    public async Task<SlackAnswer> JoiningAsync(string channel, Func<Task<SlackAnswer>> call, CancellationToken cancellationToken)
    {
        var answer = await call();
        if (answer.Failure?.Error != "not_in_channel" || pacing.Take(SlackMethod.Join) > TimeSpan.Zero)
            return answer;
        var joined = await FormAsync(SlackMethod.Join, new() { ["channel"] = channel }, cancellationToken);
        if (joined.Failure is not null)
            return answer;
        Log.Joined(logger, channel);
        return await call();
    }

    /// <summary>What a failure means for the message, wherever the caller knows nothing better.</summary>
    public Delivered Outcome(SlackMethod method, string? channel, SlackFailure failure)
    {
        var why = failure.Details.Length > 0 ? $"{method}: {failure.Error} {failure.Details}" : $"{method}: {failure.Error}";
        return failure.Fault switch
        {
            SlackFault.Throttled => new Delivered.Later(Longer(failure.After, pacing.Held(method, channel)), why),
            SlackFault.Busy => new Delivered.Later(failure.After, why, Unreachable: true),
            SlackFault.Unreachable => new Delivered.Later(failure.After, why, Unreachable: true),
            SlackFault.Ambiguous => new Delivered.Unsure(why),
            // Kept until an operator has acted: nobody's message is lost over a token.
            SlackFault.TokenDead => new Delivered.Later(TokenAgain, why, Unreachable: token is GivenToken),
            _ => new Delivered.Rejected(why, SlackErrors.AdviceFor(failure, Identity?.BotName ?? UsualBotName))
            {
                IsClosed = failure.Error is "is_archived" or "is_inactive" or "channel_not_found" or "not_in_channel" or InstalledToken.NotInstalled,
            },
        };
    }

    /// <summary>Takes in what a failure says about more than the one call.</summary>
    public void Note(SlackMethod method, string? channel, SlackFailure failure)
    {
        switch (failure.Fault)
        {
            case SlackFault.Throttled when failure.After is { } after:
                Log.Throttled(logger, method.Name, after.TotalSeconds);
                pacing.Hold(method, channel, after);
                break;
            case SlackFault.TokenDead:
                if (state.Dead is null)
                    Log.TokenRefused(logger, token.WhyNot(failure));
                state.Refused(token.WhyNot(failure), failure);
                break;
            case SlackFault.Configuration when failure.Error == "missing_scope":
                Log.ScopeMissing(logger, method.Name, failure.Details);
                state.Lacks(failure.Details, method);
                break;
        }
    }

    private async Task<SlackAnswer> GuardedAsync(SlackMethod method, string? channel, Func<Task<SlackAnswer>> call)
    {
        // Nothing but the question whether it is good again goes out with a token that is not. What is answered at a response_url needs none.
        if (state.Dead is { } dead && method != SlackMethod.ResponseUrl && method != SlackMethod.AuthTest)
            return new(default, dead);
        // Granted before, but a 429 has come since: to the second means that this one waits too.
        if (pacing.Held(method, channel) is { Ticks: > 0 } held)
            return new(default, new(SlackFault.Throttled, "ratelimited", held));
        var answer = await call();
        if (answer.Failure is { } failure)
            Note(method, channel, failure);
        else
            state.Allowed(method);
        return answer;
    }

    private static TimeSpan? Longer(TimeSpan? one, TimeSpan other) => one is null || other > one ? other : one;
}
