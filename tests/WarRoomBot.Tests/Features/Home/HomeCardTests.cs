using System.Text.Json.Nodes;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Home;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Slack;

namespace WarRoomBot.Tests.Features.Home;

/// <summary>A page that has more to show than fits.</summary>
public sealed class HomeCardTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Whatever_there_is_it_fits_and_says_how_many_more_there_are_and_where()
    {
        var view = Overfull();

        var json = Drawn(HomeCard.Of(view));

        Golden.Text("home-overfull.txt", PlainText.Of(HomeCard.Of(view)) + "\n");
        Assert.InRange(((JsonArray)json["view"]!["blocks"]!).Count, 50, 100);
        Assert.InRange(json.ToJsonString().Length, 1, 250 * 1024);
        Assert.DoesNotContain("Left out here", json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_button_of_the_page_names_what_it_is_about_and_counts_there()
    {
        var buttons = HomeCard.Of(Overfull()).Elements.OfType<Prompt>().SelectMany(prompt => prompt.Buttons).ToList();

        Assert.All(buttons, button => Assert.StartsWith($"{button.Text}: ", button.Label, StringComparison.Ordinal));
        var pressed = Elsewhere.Resolved(Press(buttons[0].Action, new("slack", "T1", "home:U1")));
        Assert.Equal(("alert.acknowledge", new Conversation("slack", "T1", "C7")), (pressed.Action, pressed.Conversation));
    }

    [Theory]
    [InlineData("at slack/T2/C7 alert.acknowledge")]
    [InlineData("at local/T1/C7 alert.acknowledge")]
    [InlineData("at nowhere alert.acknowledge")]
    [InlineData("at ")]
    public void Nobody_reaches_into_another_workspace(string action)
    {
        var pressed = Press(action, new("slack", "T1", "home:U1"));

        Assert.Same(pressed, Elsewhere.Resolved(pressed));
    }

    private static HomeView Overfull()
    {
        var plan = Tests.Plans.Bench.Read(Tests.Plans.Bench.Good).Plan!;
        var rooms = Enumerable.Range(1, 15).Select(number => new RoomAndPlan(Room(number), plan)).ToList();
        var things = Enumerable.Range(0, 200).Select(number => new Personal(
            number < 120 ? PersonalRank.Urgent : PersonalRank.Held,
            Now,
            rooms[number % 7],
            $"alert #{number} {new string('x', 300)}",
            $"🔴 P1 alert #{number} {new string('x', 120)} · not acknowledged",
            [.. new[] { "Acknowledge", "Open incident", "Escalate", "Mute 1h", "Resolve" }.Select(text => new Button(text, $"alert.{text.ToLowerInvariant()}", $"7 {number}"))])).ToList();
        return new(things, [.. rooms.Select(at => new HomeRoom(at.Room, at.Plan, [], [], 0, ["QA"], $"https://bot.example.com/rooms/{at.Room.Id}"))], 1000, "https://bot.example.com/", Now);
    }

    private static WarRoom Room(int number) => new()
    {
        Id = number,
        Conversation = new("slack", "T1", $"C{number + 6}"),
        ConversationName = $"room-{number}",
        PlanName = "plan",
        PlanHash = "",
        Version = $"v{number}",
        Pace = 1,
        OpenedAt = Now.AddHours(-3),
        StartsAt = Now.AddHours(-3),
        EndsAt = Now.AddHours(45),
        OpenedBy = new("U1", "ana"),
        Roles = new Dictionary<string, IReadOnlyList<Person>>(),
        StatusCards = 0,
        RowVersion = 1,
    };

    private static Pressed Press(string action, Conversation where) => new() { Key = "k", Conversation = where, Person = new("U1", "ana"), Action = action, Value = "" };

    private static JsonObject Drawn(Card card) =>
        (JsonObject)JsonNode.Parse(JsonBytes.Object(json => SlackRenderer.WriteHomeTo(json, card, new("slack", "T1", "home:U1"))).Span)!;
}
