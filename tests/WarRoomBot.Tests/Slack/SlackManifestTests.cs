using System.Text.Json.Nodes;
using WarRoomBot.Chat;
using WarRoomBot.Slack;
using WarRoomBot.TestKit.Slack;

namespace WarRoomBot.Tests.Slack;

public sealed class SlackManifestTests
{
    private static readonly ChatCommand[] Commands =
    [
        new("incident", "open", "[P0..P3] [title]", "opens an incident", "/incident open P1 down", CommandGroup.Begin),
        new("warroom", "start", "[plan]", "opens a room", "/warroom start", CommandGroup.Begin),
        new("warroom", "status", "", "measures now", "/warroom status", CommandGroup.Look),
    ];

    private static readonly ChatShortcut[] Shortcuts =
    [
        new("alert.raise", "Raise alert", "Makes the message an alert", ShortcutPlace.Message),
        new("room.start", "Start a war room", "Opens a war room", ShortcutPlace.Anywhere),
    ];

    [Fact]
    public void The_manifest_is_as_approved() =>
        Golden.Text("slack-manifest.json", SlackManifest.Create("https://bot.example.com/", Commands, Shortcuts));

    [Fact]
    public void It_asks_for_the_rights_that_are_used_and_no_others()
    {
        var scopes = (JsonArray)JsonNode.Parse(SlackManifest.Create("https://bot.example.com", Commands, Shortcuts))!["oauth_config"]!["scopes"]!["bot"]!;

        Assert.Equal(
            [
                "app_mentions:read", "bookmarks:read", "bookmarks:write", "channels:history", "channels:join", "channels:manage", "channels:read", "chat:write", "commands",
                "files:write", "groups:history", "im:history", "pins:write", "reactions:read", "users:read",
            ],
            scopes.Select(scope => (string)scope!));
    }

    [Fact]
    public async Task The_fake_workspace_grants_just_what_the_manifest_asks_for()
    {
        await using var slack = await FakeSlack.StartAsync(TimeProvider.System);

        Assert.Equal(SlackManifest.Scopes.Order(), slack.Scopes.Order());
    }

    [Fact]
    public void Only_the_commands_there_are_are_in_it()
    {
        var commands = Commands.Where(command => command.Command == "warroom");
        var manifest = JsonNode.Parse(SlackManifest.Create("https://bot.example.com/behind/", commands, Shortcuts))!;

        var command = Assert.Single((JsonArray)manifest["features"]!["slash_commands"]!)!;
        Assert.Equal("/warroom", (string?)command["command"]);
        Assert.Equal("https://bot.example.com/behind/slack/commands", (string?)command["url"]);
    }

    [Fact]
    public void It_keeps_to_Slacks_lengths()
    {
        var many = Enumerable.Range(0, 500).Select(number => new ChatCommand("warroom", $"word{number}", "", "", "", CommandGroup.Look));
        var manifest = JsonNode.Parse(SlackManifest.Create("https://bot.example.com", many, Shortcuts))!;

        Assert.InRange(((string)manifest["features"]!["slash_commands"]![0]!["usage_hint"]!).Length, 1, 1000);
        Assert.InRange(((string)manifest["display_information"]!["description"]!).Length, 1, 140);
    }

    [Theory]
    [InlineData("")]
    [InlineData("bot.example.com")]
    [InlineData("ftp://bot.example.com")]
    public void An_address_must_be_one_that_Slack_can_call(string address) =>
        Assert.Throws<FormatException>(() => SlackManifest.Create(address, Commands, Shortcuts));
}
