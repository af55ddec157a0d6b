using System.Text.Json.Nodes;

namespace WarRoomBot.TestKit.Slack;

/// <summary>
/// Which events an app is sent: those that its manifest subscribes to, and of them those that its scopes let it hear of (Docs, the events' own
/// pages).
/// </summary>
internal static class FakeEvents
{
    private static readonly Dictionary<string, string> ScopeOf = new()
    {
        ["channel_archive"] = "channels:read",
        ["channel_rename"] = "channels:read",
        ["channel_unarchive"] = "channels:read",
        ["member_joined_channel"] = "channels:read",
        ["member_left_channel"] = "channels:read",
        ["group_archive"] = "groups:read",
        ["group_left"] = "groups:read",
        ["group_rename"] = "groups:read",
        ["group_unarchive"] = "groups:read",
        ["subteam_members_changed"] = "usergroups:read",
        ["subteam_updated"] = "usergroups:read",
        ["user_change"] = "users:read",
    };

    private static readonly Lazy<HashSet<string>> Subscribed = new(() =>
    {
        var manifest = JsonNode.Parse(File.ReadAllText(RepositoryFolder.Of("manifests/slack/manifest.json")))!;
        return [.. ((JsonArray)manifest["settings"]!["event_subscriptions"]!["bot_events"]!).Select(name => ((string)name!).Split('.')[0])];
    });

    /// <returns>False when the app has not the right to hear of it.</returns>
    /// <exception cref="InvalidOperationException">The manifest does not ask for it: Slack would never send it.</exception>
    internal static bool Reaches(FakeSlack slack, JsonObject happened)
    {
        var type = (string)happened["type"]!;
        if (type is FakeInstalls.Uninstalled or FakeInstalls.Revoked ? !slack.Installs.IsUsed : !Subscribed.Value.Contains(type))
            throw new InvalidOperationException($"the manifest does not subscribe to {type}");
        return !ScopeOf.TryGetValue(type, out var scope) || slack.Scopes.Contains(IsOfPrivate(happened) ? "groups:read" : scope);
    }

    /// <summary>Who comes and goes in a private channel has the same name as in a public one.</summary>
    private static bool IsOfPrivate(JsonObject happened) => happened["channel_type"]?.ToString() == "G";
}
