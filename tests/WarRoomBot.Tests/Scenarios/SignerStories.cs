using WarRoomBot.TestKit;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>Nobody makes themselves a signer: a role that signs a gate is given by those who may. ana opened the room, chi is CTO, bo leads the developers.</summary>
public sealed class SignerStories
{
    private const string OnlyLead = "Only @ana, who opened the room, or a holder of Lead developer gives Lead developer: it signs Go-live decision.";
    private const string OnlyCto = "Only @ana, who opened the room, or a holder of CTO or Board gives CTO: it signs Go-live decision.";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Evening = TimeSpan.FromHours(8);

    [Theory]
    [InlineData("role cto @mel", OnlyCto)]
    [InlineData("role cto nobody", OnlyCto)]
    [InlineData("role lead @mel", OnlyLead)]
    [InlineData("role board @mel", "Only @ana, who opened the room, or a holder of Board gives Board: who holds it gives CTO.")]
    [InlineData("shift night lead @mel", OnlyLead)]
    [InlineData("shift night lead nobody", OnlyLead)]
    [InlineData("handoff lead @dee", "Lead developer is @bo: only who holds a role hands it over. /warroom role lead @somebody gives it at once.")]
    public async Task Who_opened_nothing_and_holds_nothing_gives_no_role_that_signs(string line, string answer)
    {
        await using var story = await BeginAsync();

        await story.TypesAsync("mel", $"/warroom {line}");

        Assert.Equal(answer, story.ToldTo("mel"));
        Assert.Contains("CTO @chi · Lead developer @bo", story.Board.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("@mel", story.Board.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ana", "cto")]
    [InlineData("chi", "cto")]
    [InlineData("gil", "cto")]
    [InlineData("ana", "board")]
    [InlineData("gil", "board")]
    [InlineData("bo", "lead")]
    [InlineData("mel", "on-call")]
    public async Task Whoever_opened_the_room_or_holds_it_or_is_named_by_the_plan_gives_it_and_others_are_open_to_all(string person, string role)
    {
        await using var story = await BeginAsync();

        await story.TypesAsync(person, $"/warroom role {role} @dee");

        Assert.Contains("@dee", story.Board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_gave_it_away_cannot_take_it_back()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("bo", "/warroom role lead @dee");

        await story.TypesAsync("bo", "/warroom role lead @bo");

        Assert.Equal(OnlyLead, story.ToldTo("bo"));
    }

    [Fact]
    public async Task A_shift_that_nobody_is_down_for_gives_it_to_nobody_who_could_not_take_it()
    {
        await using var story = await BeginAsync();
        await story.AdvanceToAsync(Evening + Minute);

        await story.PressesAsync("mel", HandoverOf(story, "Lead developer"), "Accept");
        await story.PressesAsync("mel", HandoverOf(story, "On-call engineer"), "Accept");

        Assert.Equal(OnlyLead, story.ToldTo("mel"));
        Assert.Contains("Lead developer @bo", story.Board.Text, StringComparison.Ordinal);
        Assert.Contains("On-call engineer @mel", story.Board.Text, StringComparison.Ordinal);
        await story.PressesAsync("ana", HandoverOf(story, "Lead developer"), "Accept");
        Assert.Contains("Lead developer @ana", story.Board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_called_because_a_hand_over_waits_does_not_become_a_signer()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("mel", "/warroom role on-call @mel");
        await story.TypesAsync("bo", "/warroom handoff lead @dee");
        await story.AdvanceAsync(31 * Minute);

        await story.PressesAsync("mel", HandoverOf(story, "Lead developer"), "Accept");
        Assert.Equal(OnlyLead, story.ToldTo("mel"));
        await story.PressesAsync("dee", HandoverOf(story, "Lead developer"), "Accept");

        Assert.Contains("Lead developer @dee", story.Board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_opened_the_room_and_took_its_roles_does_not_decide_alone()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("ana", "/warroom role cto @ana @chi");
        await story.TypesAsync("ana", "/warroom role lead @ana");
        await story.TypesAsync("mel", "/warroom golive");

        await story.PressesAsync("ana", story.Gate(), "Proceed");
        await story.SubmitsAsync("ana", ("For which role", "For each of them"));

        Assert.Contains("2 of 2 signed", story.Gate().Text, StringComparison.Ordinal);
        Assert.Contains("@ana opened this room: somebody else has to sign, too", story.Gate().Text, StringComparison.Ordinal);
        await story.PressesAsync("chi", story.Gate(), "Proceed");
        Assert.Contains("Go-live decision: PROCEED", story.Gate().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_decision_the_next_phase_starts_in_the_same_channel_and_people_keep_what_they_hold()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("mel", "/warroom golive");
        await story.PressesAsync("chi", story.Gate(), "Proceed");
        await story.PressesAsync("bo", story.Gate(), "Proceed");
        await story.AdvanceAsync(Minute);

        Assert.Contains("the room ends; Signers starts", story.Gate().Text, StringComparison.Ordinal);
        Assert.Contains("ended", story.Channel.Pins[0].Text.Split('\n')[0], StringComparison.Ordinal);
        var next = story.Channel.Pins[^1].Text;
        Assert.Contains("Signers · v1.0.0", next, StringComparison.Ordinal);
        Assert.Contains("CTO @chi · Lead developer @bo", next, StringComparison.Ordinal);
        Assert.DoesNotContain("ended", next.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("open", (await story.GetsAsync("/rooms/2")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_next_phase_whose_plan_is_gone_by_then_is_told_and_the_decision_stands()
    {
        await using var story = await RoomStory.BeginAsync();
        var plan = await File.ReadAllTextAsync(RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans/signers.yaml"), TestContext.Current.CancellationToken);
        story.Plans.Write("later", plan);
        story.Plans.Write("signers", plan.Replace("start: signers", "start: later", StringComparison.Ordinal));
        await StartAsync(story);
        await story.TypesAsync("mel", "/warroom golive");
        await story.PressesAsync("chi", story.Gate(), "Proceed");
        File.Delete(Path.Combine(story.Plans.Path, "later.yaml"));
        await story.PressesAsync("bo", story.Gate(), "Proceed");

        Assert.Contains("later cannot be started, because that plan is not there", story.Gate().Text, StringComparison.Ordinal);
        Assert.Contains("Go-live decision: PROCEED", story.Gate().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_signs_last_does_not_own_the_room_that_follows()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("mel", "/warroom golive");
        await story.PressesAsync("chi", story.Gate(), "Proceed");
        await story.PressesAsync("bo", story.Gate(), "Proceed");
        Assert.Contains("Signers starts", story.Gate().Text, StringComparison.Ordinal);

        await story.TypesAsync("bo", "/warroom role cto @bo");
        Assert.Equal(OnlyCto, story.ToldTo("bo"));
        await story.TypesAsync("ana", "/warroom role cto @dee");

        Assert.Contains("CTO @dee", story.Channel.Messages.Last(message => message.Text.Contains("CTO @", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
    }

    private static TestKit.Slack.FakeMessage HandoverOf(RoomStory story, string role) =>
        story.Channel.Messages.Last(message => message.Text.Contains($"Hand-over · {role}", StringComparison.Ordinal));

    private static async Task<RoomStory> BeginAsync()
    {
        var story = await RoomStory.BeginAsync(TestKit.Storage.Engine.Sqlite, new Dictionary<string, string?>
        {
            ["Plans:Directory"] = RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans"),
        });
        await StartAsync(story);
        return story;
    }

    private static async Task StartAsync(RoomStory story)
    {
        await story.TypesAsync("ana", "/warroom start signers v1.0.0");
        foreach (var (role, person) in new[] { ("cto", "chi"), ("lead", "bo"), ("board", "gil") })
            await story.TypesAsync("ana", $"/warroom role {role} @{person}");
    }
}
