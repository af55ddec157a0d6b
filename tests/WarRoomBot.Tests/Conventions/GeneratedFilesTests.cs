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

    [Theory]
    [InlineData("manifest.json", "--url https://bot.example.com")]
    [InlineData("manifest-socket.json", "--socket")]
    public async Task The_manifests_for_Slack_are_up_to_date(string file, string options)
    {
        await using var app = WarRoomHost.Build([]);
        var (commands, shortcuts) = (app.Services.GetServices<ChatCommand>(), app.Services.GetServices<ChatShortcut>());
        var manifest = options == "--socket" ? SlackManifest.CreateForSocket(commands, shortcuts) : SlackManifest.Create("https://bot.example.com", commands, shortcuts);
        var committed = await File.ReadAllTextAsync(RepositoryFolder.Of($"manifests/slack/{file}"), TestContext.Current.CancellationToken);

        Assert.True(
            committed.TrimEnd() == manifest.TrimEnd(),
            $"{file} is not what the commands say; run: dotnet run --project src/WarRoomBot -- manifest slack {options} > manifests/slack/{file}");
    }

    [Fact]
    public void Every_plan_tells_editors_where_its_schema_is()
    {
        foreach (var plan in Directory.EnumerateFiles(RepositoryFolder.Of("plans"), "*.yaml"))
            Assert.Equal("# yaml-language-server: $schema=plan.schema.json", File.ReadLines(plan).First());
    }
}
