using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace WarRoomBot.Slack;

/// <summary>
/// Keeps two connections of Socket Mode open (Docs "Using Socket Mode"), each on its own: while one is lost the other is there. When Slack
/// asks for a new one, that is opened first, and the old one is listened to until it ends. What Slack refuses for good is told on
/// the readiness page and looked at again now and then.
/// </summary>
internal sealed class SlackSocketMode : BackgroundService
{
    private const int Connections = 2;

    private readonly SlackAppApi _api;
    private readonly SlackArrivals _arrivals;
    private readonly SlackPacing _pacing;
    private readonly SlackState _state;
    private readonly SocketTimes _times;
    private readonly Random _chance;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Uri _base;
    private readonly ResiliencePipeline<SocketEnd> _patience;
    private readonly SemaphoreSlim _asking = new(1);
    private readonly Lock _lock = new();
    private readonly List<Task> _retiring = [];
    private int _open;
    private string _why = "it was not tried yet";

    public SlackSocketMode(
        SlackAppApi api, SlackArrivals arrivals, SlackState state, SocketTimes times, IOptions<SlackOptions> options, Random chance, TimeProvider time,
        ILogger<SlackSocketMode> logger)
    {
        (_api, _arrivals, _pacing, _state, _times, _chance, _time, _logger) = (api, arrivals, new(time), state, times, chance, time, logger);
        _base = options.Value.ApiBase;
        _patience = new ResiliencePipelineBuilder<SocketEnd> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<SocketEnd>
            {
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { IsCalm: false }),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = times.FirstWait,
                MaxDelay = times.LongestWait,
                Randomizer = Chance,
                DelayGenerator = arguments => ValueTask.FromResult(WaitAfter(arguments.Outcome.Result!)),
            })
            .Build();
        state.Listening(Sentence());
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _arrivals.Opened.WaitAsync(stoppingToken);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => KeepAsync(stoppingToken)));
        Task[] retiring;
        lock (_lock)
            retiring = [.. _retiring];
        await Task.WhenAll(retiring);
    }

    /// <summary>One of the connections, and each that takes its place.</summary>
    private async Task KeepAsync(CancellationToken stoppingToken)
    {
        SlackSocket? current = null;
        try
        {
            while (true)
            {
                var end = await _patience.ExecuteAsync(LiveAsync, stoppingToken);
                // Not everybody whom Slack has lost at the same moment comes back at the same moment.
                if (end.Kind == SocketEndKind.Lost)
                    await Task.Delay(_times.FirstWait * Chance(), _time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            if (current is not null)
                await current.CloseAsync();
        }

        async ValueTask<SocketEnd> LiveAsync(CancellationToken cancellationToken)
        {
            var (socket, none) = await ConnectAsync(cancellationToken);
            if (socket is null)
                return Told(none!);
            if (current is not null)
                Retire(current, stoppingToken);
            current = socket;
            var began = _time.GetTimestamp();
            var end = Told(Held(await socket.Ending.WaitAsync(cancellationToken)));
            if (end.Kind != SocketEndKind.Asked)
            {
                Retire(socket, stoppingToken);
                current = null;
            }

            return end with { IsCalm = end.Kind is SocketEndKind.Asked or SocketEndKind.Lost && _time.GetElapsedTime(began) >= _times.Steady };
        }
    }

    /// <summary>What Slack says to one of the connections holds for the other: they ask one after the other, and not before it allows.</summary>
    private async Task<(Uri? Address, SocketEnd? None)> AskAsync(CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (_pacing.Take(SlackMethod.OpenConnection) is { Ticks: > 0 } wait)
                return (null, new(SocketEndKind.Held, "Slack has told the other connection to wait") { After = wait });
            var ticket = await _api.OpenConnectionAsync(cancellationToken);
            if (ticket.Failure is { } failure)
                return (null, Held(SocketEnd.OfRefusal(failure)));
            return SlackSocket.AddressOf(ticket, _base) is { } address ? (address, null) : (null, SocketEnd.WithoutAddress);
        }
        finally
        {
            _asking.Release();
        }
    }

    private SocketEnd Held(SocketEnd end)
    {
        if ((end.Kind == SocketEndKind.Refused ? _times.Refused : end.After) is { } after)
            _pacing.Hold(SlackMethod.OpenConnection, null, after);
        return end;
    }

    private async Task<(SlackSocket? Socket, SocketEnd? None)> ConnectAsync(CancellationToken cancellationToken)
    {
        var (address, none) = await AskAsync(cancellationToken);
        if (address is null)
            return (null, none);
        var socket = new SlackSocket(_arrivals, _times, _time, _logger);
        try
        {
            if (await socket.ConnectAsync(address, cancellationToken) is { } end)
            {
                socket.Dispose();
                return (null, Held(end));
            }
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        Opened(socket);
        return (socket, null);
    }

    private void Opened(SlackSocket socket)
    {
        lock (_lock)
        {
            _open++;
            _state.Listening(null);
        }

        Log.SocketOpened(_logger);
        _ = socket.Serving.ContinueWith(
            _ =>
            {
                lock (_lock)
                {
                    _open--;
                    if (_open == 0)
                        _state.Listening(Sentence());
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Listens on until Slack closes it, or it has had time enough to.</summary>
    private void Retire(SlackSocket socket, CancellationToken stoppingToken)
    {
        lock (_lock)
        {
            _retiring.RemoveAll(task => task.IsCompleted);
            _retiring.Add(RetireAsync());
        }

        async Task RetireAsync()
        {
            using var enough = new CancellationTokenSource(_times.Overlap, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, stoppingToken);
            await Task.WhenAny(socket.Serving, Task.Delay(Timeout.InfiniteTimeSpan, _time, either.Token));
            await socket.CloseAsync();
        }
    }

    private SocketEnd Told(SocketEnd end)
    {
        if (end.Kind == SocketEndKind.Held)
            return end;
        if (end.Kind == SocketEndKind.Refused)
            Log.SocketRefused(_logger, end.Sentence);
        else
            Log.SocketEnded(_logger, end.Why);
        lock (_lock)
        {
            _why = end.Sentence;
            if (_open == 0)
                _state.Listening(Sentence());
        }

        return end;
    }

    private string Sentence() => $"Slack is not connected by Socket Mode: {_why}. It is tried again by itself.";

    /// <returns>Null for the wait that grows with every attempt.</returns>
    private TimeSpan? WaitAfter(SocketEnd end) => end switch
    {
        { After: { } after } => after + (_times.FirstWait * Chance()),
        { Kind: SocketEndKind.Refused } => _times.Refused + (_times.FirstWait * Chance()),
        { Kind: SocketEndKind.Crowded } => _times.Crowded * (1 + Chance()),
        _ => null,
    };

    private double Chance()
    {
        lock (_lock)
            return _chance.NextDouble();
    }
}
