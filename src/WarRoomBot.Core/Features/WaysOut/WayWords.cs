using System.Globalization;
using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;
using WarRoomBot.WaysOut;

namespace WarRoomBot.Features.WaysOut;

/// <summary>An alert in the words that leave the chat. Pure.</summary>
internal static class WayWords
{
    internal static string Of(AlertStage stage) => stage switch
    {
        AlertStage.Firing => "firing",
        AlertStage.Acknowledged => "acknowledged",
        _ => "resolved",
    };

    internal static AlertWord Of(Alert alert, WarRoom room, Plan plan) => new()
    {
        Key = KeyOf(alert, room),
        Id = string.Create(CultureInfo.InvariantCulture, $"{KeyOf(alert, room)}/{alert.History.Count}"),
        Stage = WayState.StageOf(alert),
        Severity = alert.Severity,
        Headline = $"{alert.Severity} {plan.Alerts[alert.Severity].Name}: {Texts.Cut(AlertChanges.Words(alert), 200)}, {AlertWords.InShort(alert)}",
        Lines = [.. Lines(alert, room, plan)],
        Room = $"{plan.Title}{(room.Version.Length > 0 ? $" {room.Version}" : "")}{(room.IsRehearsal ? " (rehearsal)" : "")}",
        Class = alert.Metric ?? alert.Rule ?? (alert.Storm is null ? alert.Title : "storm"),
        FiredAt = alert.FiredAt,
        Links = [.. Links(alert, plan)],
        IsRehearsal = room.IsRehearsal,
    };

    /// <summary>Begins as what the inbound side knows as ours; the room's opening tells it from rooms of other stores.</summary>
    private static string KeyOf(Alert alert, WarRoom room) =>
        string.Create(CultureInfo.InvariantCulture, $"warroom/{room.Id}/{room.OpenedAt.ToUnixTimeSeconds()}/{alert.Number}");

    private static IEnumerable<WordLine> Lines(Alert alert, WarRoom room, Plan plan)
    {
        yield return new("Since", At(alert.FiredAt));
        if (alert.Detail is { } detail)
            yield return new(alert.RaisedBy is null ? "Condition" : "Message", detail);
        if (alert.RaisedBy is { } raiser)
            yield return new("Raised by", raiser.Name);
        if (alert.Storm is { } storm)
            yield return new("Alerts", $"{storm.Count}, {storm.Open} of them still firing");
        if (alert.Storm is { Named.Count: > 0 } urgent)
            yield return new("P0", urgent.Named.Humanize("and"));
        if (alert.Source is { } source)
            yield return new("Source", source);
        if (alert is { State: AlertState.Acknowledged, Acknowledged.By: { } by })
            yield return new("Acknowledged by", by.Name);
        if (alert.Resolved is { } resolved)
            yield return new("Resolved", $"{At(resolved.At)}{(resolved.By is { } who ? $" by {who.Name}" : ", by itself")}");
        if (alert.Peak is { } peak)
            yield return new("Peak", $"{peak.Value} at {At(peak.At)}");
        if (!alert.IsResolved && alert.History.LastOrDefault(entry => entry.Roles.Count > 0) is { } call)
            yield return new("Called", PlainText.Of(RichText.Join(", ", call.Roles.Select(role => room.Names(plan.Role(role)!)))));
        if (!alert.IsResolved && alert.Hint is { } hint)
            yield return new("Do", hint);
        yield return new("Where", $"alert #{alert.Number}{(room.ConversationName is { } name ? $" in #{name.TrimStart('#')}" : "")}");
    }

    private static string At(DateTimeOffset at) => PlainText.Of(new Moment(at, MomentStyle.DateAndTime));

    private static IEnumerable<WordLink> Links(Alert alert, Plan plan)
    {
        if (alert.Playbook is { } name && plan.Playbook(name) is { Link: { } steps } playbook)
            yield return new($"Playbook: {playbook.Title}", steps);
        if (alert.Link is { } link)
            yield return new("Look closer", link);
    }
}
