using System.Collections.Concurrent;

namespace WarRoomBot.Delivery;

/// <summary>Pieces of work that run beside each other, at most one for each key.</summary>
internal sealed class UnderWay<TKey>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TaskCompletionSource> _pieces = [];

    public int Count => _pieces.Count;

    public bool IsEmpty => _pieces.IsEmpty;

    public IReadOnlyCollection<TKey> Keys => [.. _pieces.Keys];

    /// <summary>Completes when everything that is under way now has ended.</summary>
    public Task Ended => Task.WhenAll(_pieces.Values.Select(piece => piece.Task));

    public bool Contains(TKey key) => _pieces.ContainsKey(key);

    /// <param name="key">Nothing is under way for it.</param>
    /// <param name="work">Lets no exception out.</param>
    /// <param name="after">Called when the work has ended and the key is free again.</param>
    public void Start(TKey key, Func<Task> work, Action after)
    {
        // Noted before it begins: it may end before this returns, and must not be noted after that.
        var piece = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _pieces[key] = piece;
        _ = GoAsync();

        async Task GoAsync()
        {
            try
            {
                await work();
            }
            finally
            {
                _pieces.TryRemove(key, out _);
                piece.SetResult();
                after();
            }
        }
    }
}
