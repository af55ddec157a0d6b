using WarRoomBot.Cards;

namespace WarRoomBot.Features.Alerts.Contract;

/// <summary>The state of an alert as a symbol and in words, the same wherever it is shown.</summary>
internal static class AlertWords
{
    /// <summary>For a title.</summary>
    internal static string InShort(Alert alert) => alert switch
    {
        { IsResolved: true } => "resolved",
        { Stale: true } or { Doubt: not null } => "state unknown",
        { MutedUntil: not null } => "muted",
        { State: AlertState.Acknowledged } => "acknowledged",
        _ => "not acknowledged",
    };

    internal static Mark MarkOf(Alert alert) => alert switch
    {
        { IsResolved: true } => Mark.Done,
        { Stale: true } or { Doubt: not null } => Mark.Unknown,
        { MutedUntil: not null } => Mark.Off,
        { State: AlertState.Acknowledged } => Mark.Held,
        _ => alert.IsUrgent ? Mark.Bad : Mark.Watch,
    };

    /// <summary>In a few words.</summary>
    internal static RichText State(Alert alert) => alert switch
    {
        { Stale: true } => RichText.Of($"state unknown, nothing heard from {alert.Source} since {Span.Time(alert.LastAt)}"),
        { Doubt: { } doubt } => $"state unknown, said to be over, but {doubt}",
        { MutedUntil: { } until } => RichText.Of($"muted until {Span.Time(until)}"),
        { State: AlertState.Acknowledged, Acknowledged: { By: { } by } } => RichText.Of($"acknowledged by {by}"),
        { State: AlertState.Acknowledged } => $"acknowledged in {alert.Source}",
        _ => "not acknowledged",
    };
}
