using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>
/// The app manifest, made from the commands there are and asking for no more rights than the code in this project uses
/// (slackapi/manifest-schema 2.0.0). It subscribes to what happens to
/// messages: to reactions, and to messages for the sake of those that are changed or deleted; new ones are not looked into. And to who
/// leaves, the workspace or a channel, and to what becomes of channels.
/// </summary>
public static class SlackManifest
{
    private const int LongestHint = 1000;

    /// <summary>The events it is told of, each with the scope that it takes, if any (Docs, the events' own pages).</summary>
    internal static readonly IReadOnlyDictionary<string, string?> Events = new SortedDictionary<string, string?>(StringComparer.Ordinal)
    {
        ["app_home_opened"] = null,

        // Who mentions the bot is answered in the thread, who writes to it directly.
        ["app_mention"] = "app_mentions:read",
        ["message.im"] = "im:history",

        // Whoever leads an incident may leave its channel, and the bot may be let in.
        ["member_left_channel"] = "channels:read",
        ["member_joined_channel"] = "channels:read",

        // What becomes of a room's channel, or an incident's.
        ["channel_archive"] = "channels:read",
        ["channel_rename"] = "channels:read",
        ["channel_unarchive"] = "channels:read",
        ["group_archive"] = "groups:read",
        ["group_left"] = "groups:read",
        ["group_rename"] = "groups:read",
        ["group_unarchive"] = "groups:read",

        // Whoever holds a role may leave the company, and a group that does may change.
        ["user_change"] = "users:read",
        ["subteam_members_changed"] = "usergroups:read",
        ["subteam_updated"] = "usergroups:read",

        // Edits of messages that are in an incident's timeline are followed.
        ["message.channels"] = "channels:history",
        ["message.groups"] = "groups:history",

        // The emoji that puts a message into an incident's timeline.
        ["reaction_added"] = "reactions:read",
        ["reaction_removed"] = "reactions:read",
    };

    /// <summary>What an app is told besides that workspaces install themselves (Docs "app_uninstalled event", "tokens_revoked event"); neither takes a scope.</summary>
    private static readonly IReadOnlyList<string> Ends = ["app_uninstalled", "tokens_revoked"];

    /// <summary>
    /// The bot's rights: what the methods it calls and the events it is told of take, and the commands themselves. Each is explained to
    /// administrators in README.
    /// </summary>
    internal static readonly IReadOnlyList<string> Scopes =
        [.. SlackMethod.All.SelectMany(method => method.Scopes).Concat(Events.Values.OfType<string>()).Append("commands").Distinct().Order(StringComparer.Ordinal)];

    /// <summary>They bring what the core knows by other ways: a command that is typed, a message that is marked.</summary>
    private static readonly IReadOnlyList<ChatShortcut> OwnShortcuts =
    [
        new(LogShortcut.CallbackId, LogShortcut.Name, "Puts what the message says into the war room's record", ShortcutPlace.Message),
        new(EventRequest.Shortcut, "Add to incident timeline", "Puts the message into the timeline of the incident; once more takes it out", ShortcutPlace.Message),
    ];

    private static readonly JsonWriterOptions Options =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For an app that Slack calls by HTTP.</summary>
    /// <param name="publicUrl">Where Slack reaches the bot, such as <c>https://bot.example.com</c>; a path before ours is kept.</param>
    /// <param name="commands">As registered; one slash command is made for each first word.</param>
    /// <param name="shortcuts">As registered; those of chat messages that this adapter has itself are added.</param>
    /// <param name="installs">Whether workspaces install the app themselves: people come back to that address then, and tokens are renewed.</param>
    /// <returns>JSON, ready to be pasted at api.slack.com, ending in a line feed.</returns>
    /// <exception cref="FormatException">The address is not an http or https address.</exception>
    public static string Create(string publicUrl, IEnumerable<ChatCommand> commands, IEnumerable<ChatShortcut> shortcuts, bool installs = false)
    {
        var root = RootOf(publicUrl);
        return Write(root, installs ? root : null, commands, shortcuts);
    }

    /// <summary>As <see cref="Create"/>, for an app that connects to Slack by Socket Mode: Slack calls no address of it.</summary>
    /// <param name="publicUrl">Where people come back to when workspaces install the app themselves; null when they do not.</param>
    /// <exception cref="FormatException">The address is not an http or https address.</exception>
    public static string CreateForSocket(IEnumerable<ChatCommand> commands, IEnumerable<ChatShortcut> shortcuts, string? publicUrl = null) =>
        Write(null, publicUrl is null ? null : RootOf(publicUrl), commands, shortcuts);

    private static string RootOf(string publicUrl) =>
        Uri.TryCreate(publicUrl, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address.GetLeftPart(UriPartial.Path).TrimEnd('/')
            : throw new FormatException($"'{publicUrl}' is not an address: it should look like https://bot.example.com");

    /// <param name="root">Where Slack reaches the bot, without a slash at its end; null for Socket Mode.</param>
    /// <param name="door">Where people who install the app do; null for one workspace by its token.</param>
    private static string Write(string? root, string? door, IEnumerable<ChatCommand> commands, IEnumerable<ChatShortcut> shortcuts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            WriteInformation(json);
            WriteFeatures(json, root, commands, shortcuts);
            WriteRights(json, door);
            WriteSettings(json, root, door is not null);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void WriteInformation(Utf8JsonWriter json)
    {
        json.WriteStartObject("display_information");
        json.WriteString("name", "WarRoomBot");
        json.WriteString("description", "Runs the war room after a launch: checks, alerts, incidents, go or no-go, report");
        json.WriteString("background_color", "#1d1c1d");
        json.WriteEndObject();
    }

    private static void WriteFeatures(Utf8JsonWriter json, string? root, IEnumerable<ChatCommand> commands, IEnumerable<ChatShortcut> shortcuts)
    {
        json.WriteStartObject("features");
        json.WriteStartObject("app_home");
        json.WriteBoolean("home_tab_enabled", true);
        // What is answered to a press on the Home tab stands there.
        json.WriteBoolean("messages_tab_enabled", true);
        json.WriteBoolean("messages_tab_read_only_enabled", false);
        json.WriteEndObject();
        json.WriteStartObject("bot_user");
        json.WriteString("display_name", "warroom");
        json.WriteBoolean("always_online", true);
        json.WriteEndObject();
        json.WriteStartArray("slash_commands");
        foreach (var command in commands.GroupBy(command => command.Command).OrderByDescending(group => group.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("command", $"/{command.Key}");
            WriteUrl(json, "url", root, "/slack/commands");
            json.WriteString("description", DescriptionOf(command.Key));
            json.WriteString("usage_hint", SlackText.Shortened(string.Join(" | ", command.Select(each => each.Word)), LongestHint));
            // People and channels then come with their ids.
            json.WriteBoolean("should_escape", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("shortcuts");
        foreach (var shortcut in shortcuts.Concat(OwnShortcuts).OrderBy(shortcut => shortcut.On))
        {
            json.WriteStartObject();
            json.WriteString("name", shortcut.Name);
            json.WriteString("type", shortcut.On == ShortcutPlace.Message ? "message" : "global");
            json.WriteString("callback_id", shortcut.Action);
            json.WriteString("description", shortcut.Does);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string DescriptionOf(string command) => command switch
    {
        "warroom" => "Open and run this channel's war room",
        "incident" => "Open an incident and run it",
        _ => $"WarRoomBot: {command}",
    };

    private static void WriteRights(Utf8JsonWriter json, string? door)
    {
        json.WriteStartObject("oauth_config");
        if (door is not null)
        {
            json.WriteStartArray("redirect_urls");
            json.WriteStringValue(door + InstallDesk.RedirectPath);
            json.WriteEndArray();
        }

        json.WriteStartObject("scopes");
        json.WriteStartArray("bot");
        foreach (var scope in Scopes)
            json.WriteStringValue(scope);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteUrl(Utf8JsonWriter json, string name, string? root, string path)
    {
        if (root is not null)
            json.WriteString(name, root + path);
    }

    /// <param name="installs">Then tokens end after twelve hours; once switched on at Slack, that cannot be switched off.</param>
    private static void WriteSettings(Utf8JsonWriter json, string? root, bool installs)
    {
        json.WriteStartObject("settings");
        json.WriteStartObject("event_subscriptions");
        WriteUrl(json, "request_url", root, "/slack/events");
        json.WriteStartArray("bot_events");
        foreach (var name in installs ? Events.Keys.Concat(Ends).Order(StringComparer.Ordinal) : Events.Keys)
            json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("interactivity");
        json.WriteBoolean("is_enabled", true);
        WriteUrl(json, "request_url", root, "/slack/interactions");
        json.WriteEndObject();
        json.WriteBoolean("org_deploy_enabled", false);
        json.WriteBoolean("socket_mode_enabled", root is null);
        json.WriteBoolean("token_rotation_enabled", installs);
        json.WriteEndObject();
    }
}
