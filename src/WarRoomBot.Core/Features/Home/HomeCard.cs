using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Home;

/// <summary>One person's page: what waits for them, with the buttons that answer it; what they have in hand; the rooms they are in. Pure.</summary>
internal static class HomeCard
{
    internal const string RefreshAction = "home.refresh";

    /// <summary>With these, a page of Slack's has room to spare whatever stands on it: it takes 100 blocks, and one thing takes two.</summary>
    internal const int MostAsked = 20;
    internal const int MostHeld = 10;
    internal const int MostRooms = 15;

    private const int MostPlaces = 3;

    internal static Card Of(HomeView view)
    {
        var (asked, held) = (view.Asked, view.Held);
        return new(asked.Count == 0 && view.AllRooms == 0 ? Mark.None : MarkOf(asked), Title(view), [
            .. Section("For you to answer", asked, MostAsked),
            .. Section("You have in hand", held, MostHeld),
            .. Rooms(view, "/warroom start in a channel opens a war room there; so does the button below"),
            new Divider(),
            new Buttons([
                new("Start a war room", RoomFormAction.Start, ""),
                .. view.AllRooms > 0 ? [new("Open an incident", IncidentFormAction.Open, "")] : (IEnumerable<Button>)[],
                new("Refresh", RefreshAction, ""),
                .. view.RoomsPage is { } page ? [new("All rooms", "", "") { Address = page }] : (IEnumerable<Button>)[],
            ]),
            new Context(RichText.Of($"As of {new Moment(view.Now, MomentStyle.TimeWithSeconds)} · kept up to date for half an hour after you have come here · what you can type: {new Code("/warroom help")}")),
        ]);
    }

    /// <summary>What somebody who writes to the bot is answered: their rooms, whether something waits for them, and what can be typed in the rooms.</summary>
    internal static Card Answer(HomeView view, Card help) => new(Mark.None, "I am here for war rooms", [
        .. Rooms(view, "/warroom start in a channel opens a war room there"),
        new Line(view.Asked.Count == 0 ? "Nothing waits for you." : $"{Title(view)}: the Home tab above shows what, with the buttons."),
        new Line("Commands are typed in the war room's channel, not here:"),
        new Divider(),
        .. help.Elements,
    ]);

    private static Mark MarkOf(IReadOnlyList<Personal> asked) =>
        asked.Count == 0 ? Mark.Done : asked[0].Rank == PersonalRank.Urgent ? Mark.Bad : Mark.Waiting;

    private static string Title(HomeView view) => view.Asked.Count > 0 ? $"{"thing".ToQuantity(view.Asked.Count)} {(view.Asked.Count == 1 ? "waits" : "wait")} for you"
        : view.AllRooms > 0 ? "Nothing waits for you"
        : "You are in no war room";

    private static IEnumerable<Element> Section(string heading, IReadOnlyList<Personal> things, int most)
    {
        if (things.Count == 0)
            yield break;
        yield return new Line(RichText.Of($"{Span.Strong(heading)}"));
        foreach (var thing in things.Take(most))
            yield return Of(thing);
        if (things.Count > most)
            yield return new Line(More([.. things.Skip(most)]));
        yield return new Divider();
    }

    private static Prompt Of(Personal thing) => new(
        thing.Text + " · " + RichText.Of($"{thing.Room.Plan.Title} ") + PlaceOf(thing.Room.Room),
        [.. thing.Buttons.Select(button => Elsewhere.Button(
            button with { Label = Texts.Cut($"{button.Text}: {thing.Name}, {thing.Room.Plan.Title} {thing.Room.Room.Version}".TrimEnd(), 75) }, thing.Room.Room.Conversation))]);

    /// <summary>How many more there are, and where.</summary>
    private static RichText More(IReadOnlyList<Personal> rest)
    {
        var places = rest.GroupBy(thing => thing.Room.Room.Id).OrderByDescending(things => things.Count()).ToList();
        var named = places.Take(MostPlaces).Select(things => RichText.Of($"{things.Count()} in ") + PlaceOf(things.First().Room.Room));
        var others = places.Count > MostPlaces ? $", and others in {"more room".ToQuantity(places.Count - MostPlaces)}" : "";
        return RichText.Of($"{rest.Count} more: ") + RichText.Join(", ", named) + others;
    }

    /// <param name="begin">How one is opened.</param>
    private static IEnumerable<Element> Rooms(HomeView view, string begin)
    {
        if (view.AllRooms == 0)
        {
            yield return new Line($"{begin}. Whoever is given a role in one finds it here.");
            yield break;
        }

        yield return new Line(RichText.Of($"{Span.Strong("Your war rooms")}"));
        foreach (var room in view.Rooms)
            yield return new Line(Of(room, view.Now));
        if (view.AllRooms > view.Rooms.Count)
            yield return new Line($"{view.AllRooms - view.Rooms.Count} older ones{(view.RoomsPage is null ? "" : " on the page with all rooms")}");
    }

    private static RichText Of(HomeRoom view, DateTimeOffset now)
    {
        var (room, plan) = (view.Room, view.Plan);
        var worst = view.Alerts.Any(alert => alert is { IsUrgent: true, MutedUntil: null }) || view.Incidents.Any(incident => incident.IsUrgent);
        var mark = room.BlindSince is not null ? Mark.Off : worst ? Mark.Bad : view.Alerts.Count > 0 || view.OpenIncidents > 0 ? Mark.Watch : Mark.Good;
        var open = string.Join(", ", new[]
        {
            view.OpenIncidents > 0 ? $"{"incident".ToQuantity((int)view.OpenIncidents)} open, the worst {view.Incidents[0].Severity}" : "",
            view.Alerts.Count > 0 ? $"{"alert".ToQuantity(view.Alerts.Count)} open, the worst {view.Alerts.Min(alert => alert.Severity)}" : "",
            room.BlindSince is not null ? "no network, nothing is measured" : "",
        }.Where(part => part.Length > 0));
        return RichText.Join(" · ", [
            RichText.Of($"{PlainText.Symbol(mark)} {Named(view)} ") + PlaceOf(room) + room.RehearsalNote,
            open.Length > 0 ? open : "nothing open",
            Clock(room, plan, now),
            view.Mine.Count > 0 ? $"you are {view.Mine.Humanize("and")}" : "",
        ]);
    }

    private static Span Named(HomeRoom view)
    {
        var name = $"{view.Plan.Title} {view.Room.Version}".TrimEnd();
        return view.Page is { } page ? new Link(name, page) : Span.Strong(name);
    }

    private static RichText Clock(WarRoom room, Plan plan, DateTimeOffset now)
    {
        var elapsed = room.Clock.Offset(now);
        if (elapsed < TimeSpan.Zero)
            return RichText.Of($"T0 {Span.Date(room.StartsAt)}, in {Durations.Words(room.StartsAt - now)}");
        if (room.EndsAt is not { } endsAt)
            return RichText.Of($"standing room, open since {Span.Date(room.StartsAt)}");
        var phase = plan.Phases.LastOrDefault(phase => phase.From <= elapsed) is { } running ? $" · {running.Name}" : "";
        return RichText.Of($"{Durations.Offset(elapsed)} of {Durations.Words(room.Clock.RoomTime(endsAt - room.StartsAt))}{phase} · ends {Span.Date(endsAt)}, in {Durations.Words(endsAt - now)}");
    }

    private static RichText PlaceOf(WarRoom room) => RichText.Of($"{new Place(room.Conversation, room.ConversationName ?? "its channel")}");
}
