using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Delivery;

/// <summary>
/// In front of a workspace of a platform: asks its rate limits, and stops knocking when it does not answer at all. Then one message at a time tries
/// whether it is back; the others are kept and cost nothing.
/// </summary>
internal sealed class PlatformGate
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(10);

    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline<Delivered> _breaker;
    private readonly TimeProvider _time;
    private long _openedAt;
    private int _trying;

    public PlatformGate(IChatPlatform platform, TimeProvider time, ILogger<PlatformGate> logger)
    {
        (Platform, _time) = (platform, time);
        _breaker = new ResiliencePipelineBuilder<Delivered> { TimeProvider = time }
            .AddCircuitBreaker(new()
            {
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is Delivered.Later { Unreachable: true } or Delivered.Unsure),
                FailureRatio = 1,
                MinimumThroughput = 3,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TryAgainAfter,
                StateProvider = _state,
                OnOpened = _ =>
                {
                    _openedAt = time.GetTimestamp();
                    Log.PlatformUnreachable(logger, platform.Name);
                    return default;
                },
                OnClosed = _ =>
                {
                    Log.PlatformBack(logger, platform.Name);
                    return default;
                },
            })
            .Build();
    }

    public IChatPlatform Platform { get; }

    /// <summary>False while the platform does not answer.</summary>
    public bool Answers => _state.CircuitState == CircuitState.Closed;

    /// <summary>As <see cref="IChatPlatform.Take"/>: zero to go on, else how long to wait.</summary>
    public TimeSpan Take(DeliveryStep step, OutboxRow row)
    {
        if (!Answers)
        {
            var closed = TryAgainAfter - _time.GetElapsedTime(_openedAt);
            if (closed > TimeSpan.Zero)
                return closed;
            if (Volatile.Read(ref _trying) > 0)
                return TryAgainAfter;
        }

        return step switch
        {
            DeliveryStep.Post => Platform.Take(ChatCall.Post, row.Conversation, row.Urgency),
            DeliveryStep.Whisper => Platform.Take(ChatCall.Whisper, row.Conversation, row.Urgency),
            DeliveryStep.Edit => Platform.Take(ChatCall.Edit, row.Conversation, row.Urgency),
            DeliveryStep.Delete => Platform.Take(ChatCall.Delete, row.Conversation, row.Urgency),
            DeliveryStep.Pin => Platform.Take(ChatCall.Pin, row.Conversation, row.Urgency),
            DeliveryStep.Upload => Platform.Take(ChatCall.Upload, row.Conversation, row.Urgency),
            DeliveryStep.Find => Platform.Take(ChatCall.Find, row.Conversation, row.Urgency),
            _ => TimeSpan.Zero,
        };
    }

    public async Task<Delivered> CallAsync(
        DeliveryStep step, Func<CancellationToken, Task<Delivered>> call, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Delivery(step.ToString());
        Interlocked.Increment(ref _trying);
        try
        {
            var answer = await _breaker.ExecuteAsync(static async (call, token) => await call(token), call, cancellationToken);
            Telemetry.Delivered(step.ToString(), answer.GetType().Name);
            return answer;
        }
        catch (BrokenCircuitException)
        {
            return new Delivered.Later(TryAgainAfter, "the platform does not answer", Unreachable: true);
        }
        finally
        {
            Interlocked.Decrement(ref _trying);
        }
    }
}
