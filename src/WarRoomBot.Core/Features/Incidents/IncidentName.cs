using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;

namespace WarRoomBot.Features.Incidents;

/// <summary>Which incident somebody means: <c>#12</c>, or the one of the channel they are in, or the only one that is open in the room.</summary>
/// <param name="Number">Null when none was named.</param>
/// <param name="Rest">What was said beside the number.</param>
internal sealed record IncidentName(int? Number, string Rest)
{
    internal static IncidentName Of(ChatEvent asked) => asked switch
    {
        Typed typed => Read(typed.Text.Trim()),
        Pressed pressed => Read($"#{pressed.Value}"),
        Submitted { Context.Length: > 0 } submitted => Read($"#{submitted.Context}"),
        _ => new(null, ""),
    };

    internal static IncidentName Read(string text)
    {
        var words = text.Split(' ', 2, StringSplitOptions.TrimEntries);
        return words[0].StartsWith('#') && int.TryParse(words[0].AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(number, words.Length == 2 ? words[1] : "")
            : new(null, text);
    }

    /// <param name="closedToo">Where none is open, the one that was opened last is meant.</param>
    internal async Task<IncidentFound> FindAsync(Session session, Conversation conversation, bool closedToo, CancellationToken cancellationToken)
    {
        if (Number is { } number)
            return new(await IncidentStore.FindAsync(session, number, cancellationToken), RichText.Of($"There is no incident #{number}; {new Code("/incident list")} shows those there are."));
        if (await IncidentStore.InChannelAsync(session, conversation, cancellationToken) is { } own)
            return new(own, RichText.Empty);
        if (await RoomStore.OpenInAsync(session, conversation, cancellationToken) is not { } room)
            return new(null, RichText.Of($"Which incident? Name it, as in {new Code("#12")}; here is neither an incident's channel nor a war room."));
        var open = await IncidentStore.OpenAsync(session, room.Id, MostNamed + 1, cancellationToken);
        if (open.Count == 0 && closedToo)
            open = await IncidentStore.ClosedAsync(session, room.Id, 1, cancellationToken);
        return open.Count switch
        {
            0 => new(null, RichText.Of($"No incident is open in this war room. {new Code("/incident open P1 <title>")} opens one.")),
            1 => new(open[0], RichText.Empty),
            _ => new(null, RichText.Of($"Which incident? Name it by its number: {string.Join(", ", open.Take(MostNamed).Select(one => $"#{one.Number} {Texts.Cut(one.Title, 40)}"))}{(open.Count > MostNamed ? " and others" : "")}.")),
        };
    }

    private const int MostNamed = 5;
}

/// <param name="Incident">Null when it is not clear which is meant.</param>
/// <param name="Otherwise">What to say then.</param>
internal sealed record IncidentFound(Incident? Incident, RichText Otherwise);
