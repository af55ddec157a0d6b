using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Chat;
using WarRoomBot.Host;
using WarRoomBot.TestKit;

namespace WarRoomBot.Tests.Slack;

/// <summary>Every form as Slack is sent it, each approved by eye.</summary>
public sealed class FormGoldenTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Every_form_there_is_was_looked_at()
    {
        await using var app = WarRoomHost.Build([]);

        Assert.All(app.Services.GetServices<IForm>(), form =>
            Assert.True(File.Exists(RepositoryFolder.Of($"tests/WarRoomBot.Tests/Golden/slack-form-{form.Id}.json")), $"open {form.Id} in a story and approve it with Golden.Form"));
    }

    [Fact]
    public async Task Forms_of_rooms_checks_and_alerts()
    {
        await using var story = await StoryAsync("incidents", ("on-call", "ana"), ("lead", "bo"));

        await story.Slack.Person("ana").Choose("room.start");
        Approve(story, "ana");
        await story.TypesAsync("ana", "/warroom roles");
        await story.PressesAsync("ana", story.Slack.WhispersTo("ana")[^1], "Give roles");
        Approve(story, "ana");
        await story.TypesAsync("ana", "/warroom log");
        Approve(story, "ana");
        await story.PressesAsync("ana", story.Check("T+0m"), "Note");
        Approve(story, "ana");
        await story.Channel.Say("bo", "Payments hang\nsince noon").Choose("alert.raise", by: "ana");
        Approve(story, "ana");
    }

    [Fact]
    public async Task Forms_of_incidents()
    {
        await using var story = await StoryAsync("incidents", ("on-call", "ana"));

        await story.TypesAsync("ana", "/incident open");
        Approve(story, "ana");
        await story.TypesAsync("ana", "/incident open P2 slow search");
        await story.TypesAsync("ana", "/incident note");
        Approve(story, "ana");
        var headline = story.Channel.Showing("P2 · #1 slow search");
        await story.PressesAsync("ana", headline, "Update");
        Approve(story, "ana");
        await story.PressesAsync("ana", headline, "Resolve");
        Approve(story, "ana");
        await story.AdvanceAsync(Minute);
        await story.TypesAsync("ana", "/incident resolve an index was missing");
        await story.PressesAsync("ana", headline, "Reopen");
        Approve(story, "ana");
        var closed = headline.Replies.Last(reply => reply.Buttons.Contains("Correct the times"));
        await story.PressesAsync("ana", closed, "Correct the times");
        Approve(story, "ana");
        await story.PressesAsync("ana", closed, "Complete the post-mortem");
        Approve(story, "ana");
    }

    [Fact]
    public async Task Forms_of_gates()
    {
        await using var story = await StoryAsync("gates", ("cto", "chi"), ("lead", "bo"), ("devops", "eli"), ("qa", "fay"));
        await story.AdvanceAsync(TimeSpan.FromHours(8));
        var gate = story.Channel.Messages.Last(message => message.Buttons.Contains("Delegate"));

        await story.PressesAsync("bo", gate, "With a condition");
        Approve(story, "bo");
        await story.PressesAsync("bo", gate, "Delegate");
        Approve(story, "bo");
    }

    [Fact]
    public async Task Forms_of_what_people_know()
    {
        await using var story = await StoryAsync("release-watch", ("on-call", "ana"), ("backup", "bo"));

        await story.TypesAsync("ana", "/warroom feedback");
        Approve(story, "ana");
        await story.TypesAsync("ana", "/warroom figure");
        Approve(story, "ana");
        await story.TypesAsync("ana", "/warroom handoff on-call @bo");
        await story.PressesAsync("ana", story.Channel.Messages.Last(message => message.Buttons.Contains("Add note")), "Add note");
        Approve(story, "ana");
    }

    private static void Approve(RoomStory story, string person)
    {
        Golden.Form(story.Slack.Person(person).View ?? throw new InvalidOperationException($"{person} was told instead: {story.ToldTo(person)}"));
        story.Slack.Person(person).View!.Close();
    }

    private static async Task<RoomStory> StoryAsync(string plan, params (string Role, string Person)[] roles)
    {
        var story = await RoomStory.BeginAsync(settings: new Dictionary<string, string?> { ["Plans:Directory"] = RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans") });
        await story.TypesAsync("ana", $"/warroom start {plan} v1.0.0");
        foreach (var (role, person) in roles)
            await story.TypesAsync("ana", $"/warroom role {role} @{person}");
        return story;
    }
}
