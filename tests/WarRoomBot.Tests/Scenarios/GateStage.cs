using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>A room of eight hours with two gates: chi is CTO, bo leads the developers, eli is DevOps, fay is QA; ana only started it.</summary>
internal static class GateStage
{
    internal static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    internal static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    internal static Task<RoomStory> BeginAsync(Engine engine = Engine.Sqlite, params string[] without) => BeginAsync(engine, new Dictionary<string, string?>(), without);

    internal static async Task<RoomStory> BeginAsync(Engine engine, IReadOnlyDictionary<string, string?> settings, params string[] without)
    {
        var story = await RoomStory.BeginAsync(engine, new Dictionary<string, string?>(settings)
        {
            ["Plans:Directory"] = RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans"),
        });
        await story.TypesAsync("ana", "/warroom start gates v1.0.0");
        foreach (var (role, person) in new[] { ("cto", "chi"), ("lead", "bo"), ("devops", "eli"), ("qa", "fay") })
        {
            if (!without.Contains(role))
                await story.TypesAsync("ana", $"/warroom role {role} @{person}");
        }

        return story;
    }

    /// <summary>The newest card of a gate.</summary>
    internal static FakeMessage Gate(this RoomStory story, string title = "Go-live decision") =>
        story.Channel.Messages.Last(message => message.Text.Split('\n')[0].Contains(title, StringComparison.Ordinal) && (message.Buttons.Contains("Delegate") || message.Text.Contains("warroombot verify", StringComparison.Ordinal)));

    internal static FakeMessage DayOne(this RoomStory story) => story.Gate("Go or no-go for day two");

    /// <summary>What stands on the card.</summary>
    internal static void Shows(this FakeMessage message, params string[] words) =>
        Assert.All(words, word => Assert.Contains(word, message.Text, StringComparison.Ordinal));
}
