using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>What only people know: what users say, numbers that nothing measures, notes for the record.</summary>
public sealed class FeedbackStories
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory, Engines]
    public async Task What_users_say_is_counted_on_the_board_and_listed_with_who_passed_it_on(Engine engine)
    {
        await using var story = await BeginAsync(engine);

        await story.TypesAsync("ana", "/warroom feedback positive they love the new search");
        await story.TypesAsync("bo", "/warroom feedback BUG search finds nothing <b>at all</b>");
        Assert.Equal("Noted as bug, number 1 of its kind in this room.", story.ToldTo("bo"));
        await story.AdvanceAsync(Minute);
        await story.TypesAsync("bo", "/warroom feedback bug the logo is upside down");
        Assert.Equal("Noted as bug, number 2 of its kind in this room.", story.ToldTo("bo"));

        Assert.Contains("From people: feedback: 1 positive, 2 bugs\n", story.Board.Text, StringComparison.Ordinal);
        await story.TypesAsync("chi", "/warroom feedback list");
        Golden.Card("feedback-list", story.Slack.WhispersTo("chi")[^1]);
    }

    [Theory, Engines]
    public async Task A_figure_is_kept_with_who_gave_it_and_the_newest_stands_on_board_and_status(Engine engine)
    {
        await using var story = await BeginAsync(engine);

        await story.TypesAsync("ana", "/warroom figure users 80");
        Assert.Equal("Users registered 80. Kept.", story.ToldTo("ana"));
        await story.AdvanceAsync(30 * Minute);
        await story.TypesAsync("bo", "/warroom figure users 1200 after the newsletter");
        Assert.Equal("Users registered 1,200, before that 80 by @ana 3 Mar 12:00 UTC. Kept.", story.ToldTo("bo"));
        await story.TypesAsync("bo", "/warroom figure payments 96.5%");

        Assert.Contains("From people: Users registered 1,200 (3 Mar 12:30 UTC) · Payments succeeded 96.5 % (3 Mar 12:30 UTC)\n", story.Board.Text, StringComparison.Ordinal);
        await story.TypesAsync("chi", "/warroom status");
        Assert.Contains("From people: Users registered 1,200", story.Channel.Last.Text, StringComparison.Ordinal);
        await story.TypesAsync("chi", "/warroom figure list");
        Golden.Card("figure-list", story.Slack.WhispersTo("chi")[^1]);
        await story.TypesAsync("chi", "/warroom end done");
        Assert.Contains("From people: Users registered 1,200", story.Board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_form_takes_what_users_say()
    {
        await using var story = await BeginAsync();

        await story.TypesAsync("ana", "/warroom feedback bug");
        await story.SubmitsAsync("ana", ("What they say", "cannot log in\nwith two accounts"));
        await story.TypesAsync("ana", "/warroom feedback");
        await story.SubmitsAsync("ana", ("Kind", "Positive"), ("What they say", "fast!"));

        await story.TypesAsync("bo", "/warroom feedback list");
        Assert.Contains("Feedback · 1 positive, 1 bug", story.ToldTo("bo"), StringComparison.Ordinal);
        Assert.Contains("Bug cannot log in\nwith two accounts", story.ToldTo("bo"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_form_takes_all_figures_and_a_word_for_a_number_is_told_before_it_is_sent()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("ana", "/warroom figure tickets 4");

        await story.TypesAsync("bo", "/warroom figure");
        var form = story.Slack.Person("bo").View!;
        await story.SubmitsAsync("bo");
        Assert.Equal("Fill in one figure at least.", form.Errors["users"]);
        await story.SubmitsAsync("bo", ("Users registered", "many"), ("Support tickets", "7"));
        Assert.Equal("This is not a number; write it as in 1200 or 0.5, without thousands separators.", Assert.Single(form.Errors).Value);
        await story.SubmitsAsync("bo", ("Users registered", "120"), ("Support tickets", "7"));

        Assert.Equal("Users registered 120; Support tickets 7, before that 4 by @ana 3 Mar 12:00 UTC. Kept.", story.ToldTo("bo"));
    }

    [Fact]
    public async Task A_note_is_logged_from_the_board_by_command_and_by_form()
    {
        await using var story = await BeginAsync();

        await story.PressesAsync("ana", story.Board, "Log a note");
        await story.SubmitsAsync("ana", ("What happened", "CDN cache flushed"));
        Assert.Equal("Noted at 12:00 UTC.", story.ToldTo("ana"));
        await story.TypesAsync("bo", "/warroom log");
        await story.SubmitsAsync("bo", ("What happened", "second flush"));

        var notes = await story.Bot.Store.ReadAsync(
            (session, token) => session.ListAsync<string>("select by_name || ': ' || text from log where what = 'note' order by seq", null, token), TestContext.Current.CancellationToken);
        Assert.Equal(["ana: CDN cache flushed", "bo: second flush"], notes);
    }

    [Fact]
    public async Task A_message_is_logged_from_its_own_menu_with_who_wrote_it_once()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("ana", "/warroom role lead @chi");
        var said = story.Channel.Say("chi", "CDN cache &lt;flushed&gt; by <@U0BO>");
        var empty = story.Channel.Say("bo", "");

        await said.Choose("log", by: "ana");
        await story.Slack.Redeliver();
        await story.Bot.SettleAsync();
        Assert.Equal("Noted at 12:00 UTC.", story.ToldTo("ana"));
        await empty.Choose("log", by: "ana");
        await story.Bot.SettleAsync();
        Assert.Equal("What happened? Type /warroom log <text>.", story.ToldTo("ana"));
        await story.TypesAsync("ana", "/warroom end done");
        await said.Choose("log", by: "bo");
        await story.Bot.SettleAsync();
        Assert.StartsWith("No war room is open in this channel.", story.ToldTo("bo"), StringComparison.Ordinal);

        var notes = await story.Bot.Store.ReadAsync(
            (session, token) => session.ListAsync<string>("select by_name || ': ' || text from log where what = 'note' order by seq", null, token), TestContext.Current.CancellationToken);
        Assert.Equal(["ana: @chi wrote: CDN cache <flushed> by @U0BO"], notes);
    }

    [Theory]
    [InlineData("feedback bugg it is slow", "Feedback is positive, negative or bug, not \"bugg\". Did you mean /warroom feedback bug?")]
    [InlineData("feedback it is slow", "Which kind is it? Type /warroom feedback positive|negative|bug <text>; \"it\" is none of the three.")]
    [InlineData("feedback list", "No feedback yet. /warroom feedback positive|negative|bug <text> keeps what users say.")]
    [InlineData("figure user 120", "This plan has no figure \"user\". Did you mean /warroom figure users?")]
    [InlineData("figure revenue 120", "This plan has no figure \"revenue\"; its figures are users, payments and tickets.")]
    [InlineData("figure users", "How many are they? Type /warroom figure users 120.")]
    [InlineData("figure users many", "\"many\" is not a number; write it as in 1200 or 0.5, without thousands separators.")]
    [InlineData("figure users 1,200", "\"1,200\" is not a number; write it as in 1200 or 0.5, without thousands separators.")]
    [InlineData("figure payments 1e999", "\"1e999\" is not a number; write it as in 12.5 or 12.5%.")]
    [InlineData("figure users 99999999999999999999", "\"99999999999999999999\" is not a number; write it as in 1200 or 0.5, without thousands separators.")]
    public async Task What_is_typed_wrongly_is_answered_with_what_would_be_right(string line, string answer)
    {
        await using var story = await BeginAsync();

        await story.TypesAsync("ana", $"/warroom {line}");

        Assert.Equal(answer, story.ToldTo("ana"));
        Assert.DoesNotContain("From people", story.Board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_without_figures_says_where_they_are_defined()
    {
        await using var story = await BeginAsync(plan: "incidents");

        await story.TypesAsync("ana", "/warroom figure users 120");

        Assert.Equal("This plan asks people for no figures; /warroom log <text> keeps anything. They are defined in the plan file under figures:.", story.ToldTo("ana"));
    }

    private static async Task<RoomStory> BeginAsync(Engine engine = Engine.Sqlite, string plan = "release-watch")
    {
        var story = await RoomStory.BeginAsync(engine, new Dictionary<string, string?>
        {
            ["Plans:Directory"] = RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans"),
        });
        await story.TypesAsync("ana", $"/warroom start {plan} v1.0.0");
        return story;
    }
}
