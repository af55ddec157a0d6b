namespace WarRoomBot.TestKit.Slack;

/// <summary>What goes wrong with the next calls of a method; <c>response_url</c> names answers at those addresses, <c>*</c> any call.</summary>
public sealed class FakeFaults
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<FakeFault>> _queues = [];
    private bool _down;

    /// <summary>429 with Retry-After.</summary>
    public void Throttle(string method, TimeSpan retryAfter, int times = 1) =>
        Add(method, new(FakeFaultKind.Throttle) { After = retryAfter }, times);

    /// <summary><c>ok:false</c> with this error, and nothing happens.</summary>
    public void Refuse(string method, string error, int times = 1) => Add(method, new(FakeFaultKind.Refuse) { Error = error }, times);

    /// <summary><c>ok:false</c> with this error, although it happens.</summary>
    public void RefuseAfterSuccess(string method, string error, int times = 1) =>
        Add(method, new(FakeFaultKind.RefuseAfterSuccess) { Error = error }, times);

    /// <summary>The connection breaks, and nothing happens.</summary>
    public void Drop(string method, int times = 1) => Add(method, new(FakeFaultKind.Drop), times);

    /// <summary>It happens, but the connection breaks before the answer.</summary>
    public void DropAfterSuccess(string method, int times = 1) => Add(method, new(FakeFaultKind.DropAfterSuccess), times);

    /// <summary>A page in HTML with this status, and nothing happens.</summary>
    public void Html(string method, int status = 503, int times = 1) => Add(method, new(FakeFaultKind.Html) { Status = status }, times);

    /// <summary>It happens, and no answer comes until the caller gives up.</summary>
    public void HangAfterSuccess(string method, int times = 1) => Add(method, new(FakeFaultKind.HangAfterSuccess), times);

    /// <summary>It happens after this time by the workspace's clock.</summary>
    public void Delay(string method, TimeSpan by, int times = 1) => Add(method, new(FakeFaultKind.Delay) { After = by }, times);

    /// <summary>Nothing more goes wrong with this method.</summary>
    public void Forget(string method)
    {
        lock (_lock)
            _queues.Remove(method);
    }

    /// <summary>Slack answers nobody any more: every connection breaks.</summary>
    public void Down()
    {
        lock (_lock)
            _down = true;
    }

    public void Up()
    {
        lock (_lock)
            _down = false;
    }

    internal FakeFault? Next(string method)
    {
        lock (_lock)
        {
            if (_down)
                return new(FakeFaultKind.Drop);
            return _queues.TryGetValue(method, out var own) && own.TryDequeue(out var fault) ? fault
                : _queues.TryGetValue("*", out var any) && any.TryDequeue(out fault) ? fault
                : null;
        }
    }

    private void Add(string method, FakeFault fault, int times)
    {
        lock (_lock)
        {
            if (!_queues.TryGetValue(method, out var queue))
                _queues[method] = queue = [];
            for (var time = 0; time < times; time++)
                queue.Enqueue(fault);
        }
    }
}

internal sealed record FakeFault(FakeFaultKind Kind)
{
    public TimeSpan After { get; init; }

    public string Error { get; init; } = "";

    public int Status { get; init; }
}

internal enum FakeFaultKind
{
    Throttle,
    Refuse,
    RefuseAfterSuccess,
    Drop,
    DropAfterSuccess,
    Html,
    HangAfterSuccess,
    Delay,
}
