namespace WarRoomBot.Signals;

/// <summary>
/// One kind of alert source: proves that a request comes from it, and reads what it says. Pure but for the time given to it: it opens no
/// connection and stores nothing, and whatever comes in, it does not throw.
/// </summary>
public abstract class SignalSource
{
    /// <summary>As <c>Alerts:Sources:{name}:Kind</c> writes it: <c>Alertmanager</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The HTTP methods it may be called with, in capitals; any other is a 405.</summary>
    public virtual IReadOnlyList<string> Methods => ["POST"];

    /// <summary>Whether it repeats firing alerts, or can be set up to: then <c>RepeatsWithin</c> is a setting of it.</summary>
    public virtual bool Repeats => false;

    /// <summary>The keys of this kind beyond the common ones, as they stand in <see cref="SourceSettings.Extra"/>.</summary>
    public virtual IReadOnlyList<string> ExtraKeys => [];

    /// <summary>What is wrong with the settings, asked once at the start; null when nothing is. It must not repeat the secret.</summary>
    /// <returns>The key below <c>Alerts:Sources:{name}</c> and a sentence about it.</returns>
    public virtual (string Key, string Why)? Check(SourceSettings settings) => null;

    /// <param name="request">The request as it came, raw bytes and all.</param>
    /// <param name="settings">Of this source.</param>
    /// <param name="now">For signatures with a time stamp.</param>
    public abstract Received Receive(WebhookRequest request, SourceSettings settings, DateTimeOffset now);
}
