using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WarRoomBot.Chat;
using WarRoomBot.Slack;
using WarRoomBot.TestKit;
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
    public void For_Socket_Mode_it_is_the_same_without_addresses()
    {
        var (called, connected) = (JsonNode.Parse(SlackManifest.Create("https://bot.example.com", Commands, Shortcuts))!, JsonNode.Parse(SlackManifest.CreateForSocket(Commands, Shortcuts))!);

        Assert.DoesNotContain("url", connected.ToJsonString(), StringComparison.Ordinal);
        Assert.True((bool)connected["settings"]!["socket_mode_enabled"]!);
        connected["settings"]!["socket_mode_enabled"] = false;
        connected["settings"]!["event_subscriptions"]!["request_url"] = "https://bot.example.com/slack/events";
        connected["settings"]!["interactivity"]!["request_url"] = "https://bot.example.com/slack/interactions";
        foreach (var command in (JsonArray)connected["features"]!["slash_commands"]!)
            command!["url"] = "https://bot.example.com/slack/commands";
        Assert.True(JsonNode.DeepEquals(called, connected));
    }

    [Fact]
    public void For_workspaces_that_install_the_app_it_adds_where_they_come_back_to_what_tells_of_their_end_and_rotation()
    {
        var (plain, installed) = (JsonNode.Parse(SlackManifest.Create("https://bot.example.com/behind", Commands, Shortcuts))!, JsonNode.Parse(SlackManifest.Create("https://bot.example.com/behind", Commands, Shortcuts, installs: true))!);
        var connected = JsonNode.Parse(SlackManifest.CreateForSocket(Commands, Shortcuts, "https://bot.example.com/behind"))!;

        foreach (var manifest in new[] { installed, connected })
        {
            Assert.Equal("https://bot.example.com/behind/slack/oauth_redirect", (string)Assert.Single((JsonArray)manifest["oauth_config"]!["redirect_urls"]!)!);
            Assert.True((bool)manifest["settings"]!["token_rotation_enabled"]!);
            var events = (JsonArray)manifest["settings"]!["event_subscriptions"]!["bot_events"]!;
            Assert.Equal(["app_uninstalled", "tokens_revoked"], events.Select(name => (string)name!).Except(SlackManifest.Events.Keys));
            Assert.Equal(events.Select(name => (string)name!).Order(StringComparer.Ordinal), events.Select(name => (string)name!));
        }

        ((JsonObject)installed["oauth_config"]!).Remove("redirect_urls");
        installed["settings"]!["token_rotation_enabled"] = false;
        installed["settings"]!["event_subscriptions"]!["bot_events"] = plain["settings"]!["event_subscriptions"]!["bot_events"]!.DeepClone();
        Assert.True(JsonNode.DeepEquals(plain, installed));
    }

    [Fact]
    public void Every_method_and_event_whose_rights_are_asked_for_is_used()
    {
        var code = Directory.EnumerateFiles(RepositoryFolder.Of("src/WarRoomBot.Slack"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not ("SlackMethod.cs" or "SlackManifest.cs") && !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText).ToList();
        var fields = typeof(SlackMethod).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(field => field.FieldType == typeof(SlackMethod)).ToList();

        Assert.All(fields, field => Assert.Contains(code, text => Regex.IsMatch(text, $@"SlackMethod\.{field.Name}\b")));
        Assert.All(SlackManifest.Events.Keys, name => Assert.Contains(code, text => text.Contains($"\"{name.Split('.')[0]}\"", StringComparison.Ordinal)));
        Assert.All(fields, field => Assert.All(((SlackMethod)field.GetValue(null)!).Scopes, scope => Assert.Contains(scope, SlackManifest.Scopes)));
    }

    [Fact]
    public void Each_right_is_explained_in_the_README_and_no_others()
    {
        var lines = File.ReadLines(RepositoryFolder.Of("README.md")).SkipWhile(line => !line.StartsWith("| scope |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'));
        var explained = lines.SelectMany(line => Regex.Matches(line.Split('|')[1], "`([^`]+)`").Select(match => match.Groups[1].Value));

        Assert.Equal(SlackManifest.Scopes, explained.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_asks_for_the_rights_that_are_used_and_no_others()
    {
        var scopes = (JsonArray)JsonNode.Parse(SlackManifest.Create("https://bot.example.com", Commands, Shortcuts))!["oauth_config"]!["scopes"]!["bot"]!;

        Assert.Equal(
            [
                "app_mentions:read", "bookmarks:read", "bookmarks:write", "channels:history", "channels:join", "channels:manage", "channels:read", "chat:write", "commands",
                "files:write", "groups:history", "groups:read", "im:history", "pins:write", "reactions:read", "usergroups:read", "users:read",
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
