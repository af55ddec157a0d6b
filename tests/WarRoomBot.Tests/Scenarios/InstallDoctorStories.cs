using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Host;
using WarRoomBot.Host.Cli;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>The doctor where workspaces install the bot themselves.</summary>
public sealed class InstallDoctorStories
{
    /// <summary>Nobody listens there, and that is found out at once.</summary>
    private const string Closed = "https://127.0.0.1:1";

    [Theory, Engines]
    public async Task In_a_workspace_it_looks_at_that_one_and_at_the_command_line_at_each(Engine engine)
    {
        await using var stage = await BeginAsync(engine);
        Assert.Contains("WARNING  Slack · Workspaces: none has installed the app yet. Open https://127.0.0.1:1/slack/install in a browser, as an administrator of the workspace.\n", await RunsAsync(stage, null, null), StringComparison.Ordinal);
        await stage.InstallsAsync(stage.First);
        await stage.InstallsAsync(stage.Other);
        stage.Installs.Remove(stage.Other);

        await stage.TypesAsync(stage.First, "/warroom start calm v1");
        await stage.TypesAsync(stage.First, "/warroom doctor");
        var told = stage.Story.ToldTo("ana");
        Assert.Contains("Slack: Bot token (signed in to Fake team as @warroom), Permissions (all that are needed)", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Umbrella", told, StringComparison.Ordinal);

        var printed = await RunsAsync(stage, null, null);
        Assert.Contains("passed   Slack · Fake team · Bot token: signed in to Fake team as @warroom\n", printed, StringComparison.Ordinal);
        Assert.Contains("passed   Slack · Fake team · Permissions: all that are needed\n", printed, StringComparison.Ordinal);
        Assert.Contains("FAILED   Slack · Umbrella · Bot token: Slack refuses it (token_revoked). Install the app there again at https://127.0.0.1:1/slack/install.\n", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_is_proven_in_the_workspace_that_it_is_in()
    {
        await using var stage = await BeginAsync(Engine.Sqlite);
        await stage.InstallsAsync(stage.First);
        var channel = stage.First.Channel(RoomStory.ChannelName).Id;
        Assert.Contains("passed   Channel · Posting\n", await RunsAsync(stage, channel, null), StringComparison.Ordinal);
        await stage.InstallsAsync(stage.Other);

        Assert.Contains("WARNING  Channel: not tried: it may be in any of several workspaces. Say which with --workspace T0123456789.\n", await RunsAsync(stage, channel, null), StringComparison.Ordinal);
        _ = stage.Other.Channel(RoomStory.ChannelName);
        var before = stage.First.Calls.Count;
        Assert.Contains("passed   Channel · Posting\n", await RunsAsync(stage, channel, InstallStage.OtherTeam), StringComparison.Ordinal);
        Assert.Equal(before, stage.First.Calls.Count);
        Assert.Contains(stage.Other.Calls, call => call.Method == "chat.postMessage");
        Assert.Empty(stage.Other.Channel(RoomStory.ChannelName).Messages);
    }

    [Fact]
    public async Task A_token_that_cannot_be_read_or_renewed_says_what_to_do()
    {
        await using var stage = await BeginAsync(Engine.Sqlite);
        stage.Installs.Rotates = true;
        await stage.InstallsAsync(stage.First);
        await stage.ChangesAsync("update slack_installations set trouble = 'invalid_refresh_token', version = version + 1");
        Assert.Contains(
            "WARNING  Slack · Bot token: it can no longer be renewed (invalid_refresh_token) and ends at 00:00 UTC. Install the app there again at https://127.0.0.1:1/slack/install.\n",
            await RunsAsync(stage, null, null), StringComparison.Ordinal);

        await stage.ChangesAsync("update slack_installations set tokens = 'AQ==', version = version + 1");
        Assert.Contains("FAILED   Slack · Bot token: it was altered in the store. Install the app there again.\n", await RunsAsync(stage, null, null), StringComparison.Ordinal);
    }

    private static async Task<InstallStage> BeginAsync(Engine engine)
    {
        var stage = await InstallStage.BeginAsync(engine, ("Slack:PublicUrl", Closed));
        stage.Story.Plans.Write("calm", """
            name: Calm
            duration: 48h
            questions:
              well: { text: All well? }
            phases:
              - { name: Watch, from: 0m, to: 48h, every: 8h, ask: [well] }
            """);
        stage.Installs.RedirectUrl = $"{Closed}/slack/oauth_redirect";
        return stage;
    }

    /// <summary>The command beside the running bot.</summary>
    private static async Task<string> RunsAsync(InstallStage stage, string? channel, string? workspace)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await new DoctorRun(() => WarRoomHost.Build([], Configure), output).RunAsync("calm", channel, TestContext.Current.CancellationToken, workspace);
        stage.Pages.Add(output.ToString());
        return output.ToString();

        void Configure(WebApplicationBuilder builder)
        {
            builder.Configuration.Sources.Clear();
            builder.Configuration.AddInMemoryCollection(stage.Story.Database.Configuration);
            builder.Configuration.AddInMemoryCollection(stage.Story.Settings);
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "None" });
            builder.Services.AddSingleton<TimeProvider>(stage.Story.Clock);
        }
    }
}
