namespace WarRoomBot.Delivery;

/// <summary>Carries out one kind of action outside chat: measuring, for one.</summary>
public interface IPerformer
{
    /// <summary>The kind it carries out; its result arrives as <c>done/{kind}</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// Does the work, bounded by time-outs of its own, and may be asked to do it again after a crash: the same key must then do no harm.
    /// What goes wrong with the thing it works on is part of the result; it throws only when it cannot work at all, and is asked again later:
    /// when is said by a <see cref="TryLaterException"/>.
    /// </summary>
    /// <returns>JSON for the handler of the result.</returns>
    /// <exception cref="TryLaterException">Expected to work later; there is no fault in here.</exception>
    Task<string> PerformAsync(string key, string body, CancellationToken cancellationToken);
}
