using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>A room in which incidents are opened: ana is on call, bo leads the team, chi is CTO.</summary>
internal static class IncidentStage
{
    internal const string ChannelName = "incident-20260303-1202";

    internal static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <param name="engine">Where it is stored.</param>
    /// <param name="plan">A file in <c>Scenarios/Plans</c>, without its ending.</param>
    /// <param name="settings">Beyond what every incident needs.</param>
    /// <param name="version">What was shipped, and at which pace it is rehearsed.</param>
    /// <param name="change">Puts fakes in, or takes parts out, at each start of the bot.</param>
    internal static async Task<RoomStory> BeginAsync(Engine engine = Engine.Sqlite, string plan = "incidents", IReadOnlyDictionary<string, string?>? settings = null, string version = "v1.0.0",
        Action<IServiceCollection>? change = null)
    {
        var all = new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
        {
            ["Plans:Directory"] = RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans"),
        };
        var story = await RoomStory.BeginAsync(engine, all, change);
        await story.TypesAsync("ana", $"/warroom start {plan} {version}");
        foreach (var (role, person) in new[] { ("on-call", "ana"), ("lead", "bo"), ("cto", "chi") })
            await story.TypesAsync("ana", $"/warroom role {role} @{person}");
        await story.Bot.AdvanceToAsync(story.Clock.GetUtcNow().Date.AddHours(12).AddMinutes(2));
        return story;
    }

    /// <summary>The incident's card in the war room.</summary>
    internal static FakeMessage Headline(this RoomStory story, int number = 1) =>
        story.Channel.Messages.Single(message => message.Text.Contains($" · #{number} ", StringComparison.Ordinal) && message.Text.Contains("lead", StringComparison.Ordinal) && !message.IsPinned);

    /// <summary>The incident's own channel.</summary>
    internal static FakeChannel Own(this RoomStory story, string name = ChannelName) => story.Slack.Made.Single(channel => channel.Name == name);

    internal static FakeMessage Control(this FakeChannel channel) => channel.Pins.Single();

    internal static async Task TypesInAsync(this RoomStory story, FakeChannel channel, string person, string line)
    {
        await channel.SlashCommand(person, line);
        await story.Bot.SettleAsync();
    }
}
