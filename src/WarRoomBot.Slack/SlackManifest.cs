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
/// leaves: the workspace, or a channel.
/// </summary>
public static class SlackManifest
{
    private const int LongestHint = 1000;

    /// <summary>
    /// The bot's rights, each with its reason:
    /// <list type="table">
    /// <item><term>commands</term><description>the slash commands themselves</description></item>
    /// <item><term>app_mentions:read</term><description>the event app_mention: who mentions the bot is answered in the thread</description></item>
    /// <item><term>im:history</term><description>the event message.im: who writes to the bot is answered; and conversations.history, to find
    /// such an answer whose posting was not answered</description></item>
    /// <item><term>chat:write</term><description>chat.postMessage, chat.update, chat.delete, chat.postEphemeral</description></item>
    /// <item><term>bookmarks:read, bookmarks:write</term><description>bookmarks.list and .add, for the playbook at the top of an incident's
    /// channel; adding is not idempotent, so what is there is looked at first</description></item>
    /// <item><term>channels:manage</term><description>conversations.create, .invite, .setTopic, .setPurpose and .archive, for the channels of
    /// incidents, which are public</description></item>
    /// <item><term>channels:read</term><description>users.conversations, only to find a channel whose making was not answered, so that no
    /// second one is made; and the event member_left_channel, for whoever leads an incident there</description></item>
    /// <item><term>channels:join</term><description>conversations.join, when a room is opened in a public channel the bot is not
    /// in</description></item>
    /// <item><term>channels:history, groups:history</term><description>conversations.history and .replies, only to find a message whose
    /// posting was not answered, so that nothing is posted twice; to read a message that somebody puts into an incident's timeline; and the events
    /// message.channels and message.groups, so that its edits are followed</description></item>
    /// <item><term>files:write</term><description>files.getUploadURLExternal and .completeUploadExternal, for reports and
    /// post-mortems</description></item>
    /// <item><term>reactions:read</term><description>the events reaction_added and reaction_removed, for the emoji that puts a message into an
    /// incident's timeline</description></item>
    /// <item><term>pins:write</term><description>pins.add, for the board</description></item>
    /// <item><term>users:read</term><description>the event user_change, for people who hold a role and whose account is deactivated</description></item>
    /// </list>
    /// Not asked for: chat:write.public (the bot joins instead, so that people see who listens). views.open and response_url need no scope.
    /// </summary>
    internal static readonly IReadOnlyList<string> Scopes =
        ["app_mentions:read", "bookmarks:read", "bookmarks:write", "channels:history", "channels:join", "channels:manage", "channels:read", "chat:write", "commands", "files:write", "groups:history", "im:history", "pins:write", "reactions:read", "users:read"];

    private static readonly IReadOnlyList<string> Events =
    [
        "app_home_opened", "app_mention", "member_left_channel", "message.channels", "message.groups", "message.im", "reaction_added", "reaction_removed", "user_change",
    ];

    /// <summary>They bring what the core knows by other ways: a command that is typed, a message that is marked.</summary>
    private static readonly IReadOnlyList<ChatShortcut> OwnShortcuts =
    [
        new(LogShortcut.CallbackId, LogShortcut.Name, "Puts what the message says into the war room's record", ShortcutPlace.Message),
        new(EventRequest.Shortcut, "Add to incident timeline", "Puts the message into the timeline of the incident; once more takes it out", ShortcutPlace.Message),
    ];

    private static readonly JsonWriterOptions Options =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="publicUrl">Where Slack reaches the bot, such as <c>https://bot.example.com</c>; a path before ours is kept.</param>
    /// <param name="commands">As registered; one slash command is made for each first word.</param>
    /// <returns>JSON, ready to be pasted at api.slack.com, ending in a line feed.</returns>
    /// <exception cref="FormatException">The address is not an http or https address.</exception>
    /// <param name="shortcuts">As registered; those of chat messages that this adapter has itself are added.</param>
    public static string Create(string publicUrl, IEnumerable<ChatCommand> commands, IEnumerable<ChatShortcut> shortcuts)
    {
        if (!Uri.TryCreate(publicUrl, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new FormatException($"'{publicUrl}' is not an address: it should look like https://bot.example.com");
        var root = address.GetLeftPart(UriPartial.Path).TrimEnd('/');
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            WriteInformation(json);
            WriteFeatures(json, root, commands, shortcuts);
            WriteScopes(json);
            WriteSettings(json, root);
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

    private static void WriteFeatures(Utf8JsonWriter json, string root, IEnumerable<ChatCommand> commands, IEnumerable<ChatShortcut> shortcuts)
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
            json.WriteString("url", $"{root}/slack/commands");
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

    private static void WriteScopes(Utf8JsonWriter json)
    {
        json.WriteStartObject("oauth_config");
        json.WriteStartObject("scopes");
        json.WriteStartArray("bot");
        foreach (var scope in Scopes)
            json.WriteStringValue(scope);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSettings(Utf8JsonWriter json, string root)
    {
        json.WriteStartObject("settings");
        json.WriteStartObject("event_subscriptions");
        json.WriteString("request_url", $"{root}/slack/events");
        json.WriteStartArray("bot_events");
        foreach (var name in Events)
            json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("interactivity");
        json.WriteBoolean("is_enabled", true);
        json.WriteString("request_url", $"{root}/slack/interactions");
        json.WriteEndObject();
        json.WriteBoolean("org_deploy_enabled", false);
        json.WriteBoolean("socket_mode_enabled", false);
        json.WriteBoolean("token_rotation_enabled", false);
        json.WriteEndObject();
    }
}
