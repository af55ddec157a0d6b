using System.Net;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>Forms: opened in time, sent in once, and nobody's words lost.</summary>
public sealed class FormStories
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Engines]
    public async Task A_room_is_started_by_form_and_its_roles_are_given_on_the_next_sheet(Engine engine)
    {
        await using var story = await RoomAsync(engine);

        await story.TypesAsync("ana", "/warroom start");
        await story.SubmitsAsync("ana", ("Plan", "incidents"), ("Version", "v1.2"), ("Deployed at", "11:30"), ("Pace of a rehearsal", "2"));
        await story.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Contains("Rehearsal ×2", story.Board.Text, StringComparison.Ordinal);
        Assert.Equal("Who holds what\nOn-call engineer: ____\nTech lead: ____\nCTO: ____", story.Slack.Person("ana").View!.Text);
        await story.SubmitsAsync("ana", ("On-call engineer", "@ana"), ("CTO", "@chi @dee"));
        await story.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Null(story.Slack.Person("ana").View);
        Assert.Contains("On-call engineer @ana · CTO @chi, @dee", story.Board.Text, StringComparison.Ordinal);
        Assert.Contains("@ana: On-call engineer is @ana, CTO is @chi, @dee.", story.Channel.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_closes_the_second_sheet_loses_nothing_and_finds_it_again()
    {
        await using var story = await RoomAsync();
        await story.TypesAsync("ana", "/warroom start");
        await story.SubmitsAsync("ana", ("Plan", "incidents"));
        story.Slack.Person("ana").View!.Close();
        Assert.Single(story.Channel.Pins);

        await story.TypesAsync("bo", "/warroom role lead @bo");
        await story.TypesAsync("ana", "/warroom roles");
        await story.PressesAsync("ana", story.Slack.WhispersTo("ana")[^1], "Give roles");
        await story.SubmitsAsync("ana", ("Tech lead", ""), ("CTO", "@chi"));

        Assert.Contains("@ana: nobody holds Tech lead now, CTO is @chi.", story.Channel.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_stands_at_its_field()
    {
        await using var story = await RoomAsync();
        await story.TypesAsync("ana", "/warroom start");

        await story.SubmitsAsync("ana", ("Plan", "gates"), ("Deployed at", "noon"), ("Pace of a rehearsal", "fast"));

        var errors = story.Slack.Person("ana").View!.Errors;
        Assert.Equal("A time of day such as 14:00; \"noon\" is not one.", errors["at"]);
        Assert.StartsWith("pace= is how many times faster", errors["pace"], StringComparison.Ordinal);

        await story.SubmitsAsync("ana", ("Plan", "gates"));
        await story.SubmitsAsync("ana", ("CTO", "@chi"));
        await story.TypesAsync("bo", "/warroom roles");
        await story.PressesAsync("bo", story.Slack.WhispersTo("bo")[^1], "Give roles");
        await story.SubmitsAsync("bo", ("CTO", "@bo"));
        Assert.StartsWith("Only @ana, who opened the room, or a holder of CTO", story.Slack.Person("bo").View!.Errors["cto"], StringComparison.Ordinal);
        Assert.Contains("CTO @chi", story.Board.Text, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task A_form_opens_although_the_writer_is_busy(Engine engine)
    {
        await using var story = await IncidentStage.BeginAsync(engine);
        await story.TypesAsync("ana", "/incident open P2 slow search");
        using var done = new SemaphoreSlim(0);
        var writing = new TaskCompletionSource();
        var busy = story.Bot.Store.WriteAsync(
            async (session, token) =>
            {
                await session.ExecuteAsync("update war_room set version = version", null, token);
                writing.SetResult();
                await done.WaitAsync(token);
                return true;
            },
            Token);
        await writing.Task;

        await story.Headline().Press("Update", by: "bo");
        Assert.Equal("Update #1", story.Slack.Person("bo").View!.Title);
        await story.SendAsync("chi", "/warroom log");
        Assert.Equal("Log a note", story.Slack.Person("chi").View!.Title);
        await story.Slack.Person("ana").Choose("incident.open");
        Assert.Equal("Open an incident", story.Slack.Person("ana").View!.Title);

        done.Release();
        await busy;
        await story.SubmitsAsync("chi", ("What happened", "the database was slow"));
        Assert.StartsWith("Noted at ", story.ToldTo("chi"), StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task Sent_in_twice_it_does_nothing_twice_and_is_answered_alike(Engine engine)
    {
        await using var story = await RoomAsync(engine);
        await story.TypesAsync("ana", "/warroom start");

        var first = await story.Slack.Person("ana").View!.Submit(new Dictionary<string, string> { ["Plan"] = "incidents" });
        await story.Bot.SettleAsync();
        var again = await story.Slack.Bot.Redeliver();
        await story.Bot.SettleAsync();

        Assert.Equal((HttpStatusCode.OK, first.Body), (again.Status, again.Body));
        Assert.Single(story.Channel.Pins);
        Assert.DoesNotContain("already", story.ToldTo("ana"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_is_not_lost_when_it_comes_too_late()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("ana", "/incident open P2 slow search");
        await story.PressesAsync("bo", story.Headline(), "Update");
        await story.TypesAsync("ana", "/incident resolve an index was missing");

        await story.SubmitsAsync("bo", ("What is new", "I have found it: an index is missing"));

        var view = story.Slack.Person("bo").View;
        Assert.NotNull(view);
        Assert.Equal(
            "Nothing was saved: what this is about is over, or has changed since. The newest card shows how it stands; your words stay here until you close this.",
            Assert.Single(view.Errors).Value);
    }

    [Fact]
    public async Task An_incident_is_noted_by_form()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("ana", "/incident open P2 slow search");

        await story.TypesAsync("bo", "/incident note");
        await story.SubmitsAsync("bo", ("What happened", "an index is missing"));

        Assert.Contains("@bo notes: an index is missing", story.Headline().Text, StringComparison.Ordinal);
    }

    private static Task<RoomStory> RoomAsync(Engine engine = Engine.Sqlite) => RoomStory.BeginAsync(engine, new Dictionary<string, string?>
    {
        ["Plans:Directory"] = RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans"),
    });
}
