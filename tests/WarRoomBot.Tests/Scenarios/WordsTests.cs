using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Chat;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>What people type, and what they are told: each mistake ends in one sentence that only they see and that says what would be right.</summary>
public sealed class WordsTests
{
    [Theory]
    [InlineData("/warroom status", "No war room is open in this channel. /warroom start <plan> <version> opens one; /warroom plans lists the plans.")]
    [InlineData("/warroom log hello", "No war room is open in this channel. /warroom start <plan> <version> opens one; /warroom plans lists the plans.")]
    [InlineData("/warroom strat", "/warroom has no \"strat\". Did you mean /warroom start? /warroom help lists everything.")]
    [InlineData("/warroom xyzzy", "/warroom has no \"xyzzy\". /warroom help lists everything.")]
    [InlineData("/warroom start beta", "There is no plan \"beta\". Did you mean beta-war-room?")]
    [InlineData("/warroom start xyzzy", "There is no plan \"xyzzy\". /warroom plans lists those there are.")]
    [InlineData("/warroom start beta-war-room v1 pace=fast", "pace= is how many times faster a rehearsal runs, from 1 to 1000, such as pace=120; \"fast\" is not.")]
    [InlineData("/warroom start beta-war-room v1 at=soon", "at= takes a time of day in UTC, such as at=14:00; \"soon\" is not one.")]
    [InlineData("/warroom start beta-war-room v1 room=2", "room= is not known here; what may follow the version is pace= and at=.")]
    public async Task Without_a_room_a_mistake_is_told_in_one_sentence(string line, string sentence)
    {
        await using var story = await RoomStory.BeginAsync();

        await story.TypesAsync("ana", line);

        Assert.Equal(sentence, Assert.Single(story.Slack.WhispersTo("ana")).Text);
        Assert.Empty(story.Channel.Messages);
    }

    [Theory]
    [InlineData("/warroom start beta-war-room v2", "A room is open in this channel already: Beta war room v1, until 5 Mar 12:00 UTC. /warroom end <reason> closes it.")]
    [InlineData("/warroom end", "Please say why: /warroom end <reason>. It goes into the record.")]
    [InlineData("/warroom extend", "By how long? Type /warroom extend 4h <reason>: a duration such as 90m, 4h or 1d, at most 30d.")]
    [InlineData("/warroom extend soon because", "By how long? Type /warroom extend 4h <reason>: a duration such as 90m, 4h or 1d, at most 30d.")]
    [InlineData("/warroom extend 4h", "Please say why: /warroom extend 4h <reason>. It goes into the record.")]
    [InlineData("/warroom role", "Which role, and who? Type /warroom role <role> @somebody; the roles are cto, lead, devops, qa, on-call.")]
    [InlineData("/warroom role boss @bo", "This plan has no role \"boss\"; its roles are cto, lead, devops, qa, on-call.")]
    [InlineData("/warroom role cto", "Who is CTO? Type /warroom role cto @somebody, or nobody to clear it.")]
    [InlineData("/warroom check", "Which metric? Type /warroom check <metric>; this plan has api-health, error-rate, p95, request-rate, active-users, providers.")]
    [InlineData("/warroom check latency", "This plan has no metric \"latency\"; it has api-health, error-rate, p95, request-rate, active-users, providers.")]
    public async Task In_a_room_a_mistake_is_told_in_one_sentence(string line, string sentence)
    {
        await using var story = await StartedAsync();
        var messages = story.Channel.Messages.Count;

        await story.TypesAsync("bo", line);

        Assert.Equal(sentence, Assert.Single(story.Slack.WhispersTo("bo")).Text);
        Assert.Equal(messages, story.Channel.Messages.Count);
    }

    [Fact]
    public async Task A_broken_plan_is_refused_with_its_mistake_and_where_it_is()
    {
        await using var story = await RoomStory.BeginAsync();
        story.Plans.Change(PlanFolder.Beta, text => text.Replace("duration: 48h", "duration: two days", StringComparison.Ordinal));

        await story.TypesAsync("ana", "/warroom start beta-war-room v1");

        var told = story.ToldTo("ana");
        Assert.StartsWith("The plan beta-war-room cannot be used: beta-war-room.yaml:", told, StringComparison.Ordinal);
        Assert.Contains(": 'two days' is not a duration", told, StringComparison.Ordinal);
        Assert.Empty(story.Channel.Messages);
    }

    [Fact]
    public async Task What_concerns_everybody_is_told_to_everybody_and_goes_onto_the_board()
    {
        await using var story = await StartedAsync();

        await story.TypesAsync("cid", "/warroom role cto @dee");
        await story.TypesAsync("ana", "/warroom extend 4h payments still settle");
        Assert.Contains("CTO @dee", story.Board.Text, StringComparison.Ordinal);
        Assert.Contains(" of 52h · ", story.Board.Text, StringComparison.Ordinal);
        await story.TypesAsync("dee", "/warroom end rolled back to v0.9");

        var said = story.Channel.Messages.Select(message => message.Text).ToList();
        Assert.Contains("@cid: CTO is @dee.", said);
        Assert.Contains("@ana extended the room by 4h, to 5 Mar 16:00 UTC: payments still settle", said);
        Assert.Contains("@dee ended the room: rolled back to v0.9", said);
        Assert.StartsWith("⚫ Beta war room · v1 · ended", story.Board.Text, StringComparison.Ordinal);
        Assert.Empty(story.Board.Buttons);
    }

    [Fact]
    public async Task What_concerns_one_is_told_to_one()
    {
        await using var story = await StartedAsync();
        var messages = story.Channel.Messages.Count;

        await story.TypesAsync("bo", "/warroom roles");
        Assert.Contains("CTO  nobody yet: /warroom role cto @somebody", story.ToldTo("bo"), StringComparison.Ordinal);
        await story.TypesAsync("bo", "/warroom plans");
        Assert.Contains("✅ beta-war-room  Beta war room: 48h, 39 checks, 6 metrics, 12 questions", story.ToldTo("bo"), StringComparison.Ordinal);
        await story.TypesAsync("bo", "/warroom log cache flushed");
        Assert.Equal("Noted at 12:00 UTC.", story.ToldTo("bo"));
        await story.TypesAsync("bo", "/warroom check error-rate");
        Assert.Contains("Error rate 0.04 %", story.ToldTo("bo"), StringComparison.Ordinal);

        Assert.Equal(messages, story.Channel.Messages.Count);
    }

    [Fact]
    public async Task Help_tells_every_command_with_an_example()
    {
        await using var story = await RoomStory.BeginAsync();

        await story.TypesAsync("ana", "/warroom help");

        Assert.All(
            story.Bot.Services.GetServices<ChatCommand>().Where(command => command.Word.Length > 0),
            command => Assert.Contains($"/{command.Example}", story.ToldTo("ana"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_with_nothing_more_asks_in_a_form()
    {
        await using var story = await RoomStory.BeginAsync();

        await story.TypesAsync("ana", "/warroom start");
        await story.SubmitsAsync("ana", ("Plan", "Beta war room"), ("Version", "v1"), ("Pace of a rehearsal", "fast"));
        Assert.Equal("pace= is how many times faster a rehearsal runs, from 1 to 1000, such as pace=120; \"fast\" is not.", story.Slack.Person("ana").View!.Errors["pace"]);
        await story.SubmitsAsync("ana", ("Plan", "Beta war room"), ("Version", "v1"), ("Pace of a rehearsal", "60"));
        await story.AdvanceAsync(TimeSpan.FromSeconds(5));

        Assert.Contains("Beta war room · v1 · 🎭 Rehearsal ×60", story.Board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_cannot_be_opened_in_time_becomes_a_sentence()
    {
        await using var story = await RoomStory.BeginAsync();
        story.Slack.Faults.Refuse("views.open", "expired_trigger_id");

        await story.TypesAsync("ana", "/warroom start");

        Assert.Equal("Which plan? Type /warroom start <plan> <version>; /warroom plans lists them.", story.ToldTo("ana"));
    }

    /// <summary>What somebody might paste, by intent or not.</summary>
    public static TheoryData<string> Nasty => new(
        "<!channel> look & <see> &lt;this&gt; *bold* _it_ ~no~ `code`",
        "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 zero\u200Bwidth\u200D and \u202Eright to left",
        "@here @channel @everyone #general <@U0ANA> https://example.com/?a=b&c=d",
        "```\nline\n``` | table | > quote",
        new string('x', 40_000),
        string.Concat(Enumerable.Repeat("😀", 20_000)));

    [Theory]
    [MemberData(nameof(Nasty))]
    public async Task Whatever_somebody_types_is_shown_as_text_and_pings_nobody(string text)
    {
        await using var story = await StartedAsync();
        await story.AdvanceToAsync(TimeSpan.FromMinutes(5));

        await story.TypesAsync("bo", $"/warroom log {text}");
        await story.TypesAsync("bo", $"/warroom check {text}");
        await story.TypesAsync("bo", $"/warroom {text}");
        await story.PressesAsync("bo", story.Check("T+5m"), "Note");
        await story.SubmitsAsync("bo", ("Answer", "Watch"), ("Note", Cut(text, 2000)));
        await story.TypesAsync("bo", $"/warroom extend 1h {text}");
        await story.TypesAsync("bo", $"/warroom end {text}");
        await story.TypesAsync("bo", $"/warroom start beta-war-room {text}");

        Assert.StartsWith("Noted at 12:05 UTC", story.Slack.WhispersTo("bo")[0].Text, StringComparison.Ordinal);
        Assert.Equal(Plain(text), Plain(story.Channel.Showing("@bo ended the room: ").Text["@bo ended the room: ".Length..]));
        Assert.Equal(2, story.Channel.Pins.Count);
        Assert.All(story.Slack.Calls.Where(call => call.Method != "auth.test"), call => Assert.Empty(Pings(call)));
        Assert.Empty(story.Slack.Rates.Violations);
    }

    /// <summary>The beginning without what is invisible, and without the signs that Slack would take for markup.</summary>
    private static string Plain(string text) => Cut(
        string.Concat(text.Where(sign => !char.IsWhiteSpace(sign) && char.GetUnicodeCategory(sign) != UnicodeCategory.Format && !"*_~`".Contains(sign, StringComparison.Ordinal))), 15);

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];

    /// <summary>Whatever in a call would notify somebody who is not meant: markup in what Slack reads as markup, names in what it looks for names in.</summary>
    private static IEnumerable<string> Pings(FakeCall call)
    {
        string[] pings = ["<!channel", "<!here", "<!everyone", "<!subteam", "<@U0ANA"];
        var marked = Texts(call.Arguments["blocks"]).Where(text => (string?)text["type"] == "mrkdwn").ToList();
        return marked.Select(text => (string)text["text"]!).Append((string?)call.Arguments["text"] ?? "").Where(text => pings.Any(text.Contains))
            .Concat(marked.Where(text => (bool?)text["verbatim"] != true).Select(text => $"not verbatim: {text["text"]}"));
    }

    private static IEnumerable<JsonObject> Texts(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(Texts),
        JsonObject { } text when text["text"] is JsonValue => [text],
        JsonObject group => group.SelectMany(pair => Texts(pair.Value)),
        _ => [],
    };

    private static async Task<RoomStory> StartedAsync()
    {
        var story = await RoomStory.BeginAsync();
        story.HasOddWords = true;
        await story.TypesAsync("cid", "/warroom start beta-war-room v1");
        return story;
    }
}
