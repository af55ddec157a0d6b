using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Chat;
using WarRoomBot.Host;
using WarRoomBot.Probes;
using WarRoomBot.Slack;
using WarRoomBot.TestKit;
using WarRoomBot.Tests.Plans;

namespace WarRoomBot.Tests.Conventions;

/// <summary>Files that the program writes and people take from the repository are what it would write today.</summary>
public sealed class GeneratedFilesTests
{
    [Fact]
    public async Task The_schema_beside_the_plans_is_up_to_date()
    {
        await using var app = WarRoomHost.Build([]);

        Assert.Null(PlanSchemaTests.Complaint(RepositoryFolder.Of("plans/plan.schema.json"), app.Services.GetServices<ProbeKind>()));
    }

    [Fact]
    public async Task The_manifest_for_Slack_is_up_to_date()
    {
        await using var app = WarRoomHost.Build([]);
        var manifest = SlackManifest.Create("https://bot.example.com", app.Services.GetServices<ChatCommand>(), app.Services.GetServices<ChatShortcut>());
        var committed = await File.ReadAllTextAsync(RepositoryFolder.Of("manifests/slack/manifest.json"), TestContext.Current.CancellationToken);

        Assert.True(
            committed.TrimEnd() == manifest.TrimEnd(),
            "manifest.json is not what the commands say; run: dotnet run --project src/WarRoomBot -- manifest slack --url https://bot.example.com > manifests/slack/manifest.json");
    }

    [Fact]
    public void Every_plan_tells_editors_where_its_schema_is()
    {
        foreach (var plan in Directory.EnumerateFiles(RepositoryFolder.Of("plans"), "*.yaml"))
            Assert.Equal("# yaml-language-server: $schema=plan.schema.json", File.ReadLines(plan).First());
    }
}
