using System.Text.Json.Nodes;

namespace WarRoomBot.TestKit.Slack;

/// <summary>A message as it stands in a channel now.</summary>
public sealed class FakeMessage
{
    private readonly FakeSlack _slack;
    private readonly HashSet<(string Emoji, string Person)> _reactions = [];

    internal FakeMessage(FakeSlack slack, FakeChannel channel, string ts)
    {
        (_slack, Channel, Ts) = (slack, channel, ts);
        Number = slack.NextNumber();
        PostedAt = slack.Time.GetUtcNow();
    }

    public FakeChannel Channel { get; }

    public string Ts { get; }

    /// <summary>By the workspace's clock.</summary>
    public DateTimeOffset PostedAt { get; }

    /// <summary>The message whose thread it stands in; null for one in the channel itself.</summary>
    public string? ThreadTs { get; internal init; }

    /// <summary>Who alone sees it; null for everybody.</summary>
    public FakePerson? Recipient { get; internal init; }

    /// <summary>Null for the bot.</summary>
    public FakePerson? Author { get; internal init; }

    /// <summary>The <c>text</c> beside the blocks: what the notification says. As sent, with Slack's escapes.</summary>
    public string Fallback { get; internal set; } = "";

    /// <summary>As sent; null for a message of text alone.</summary>
    public JsonArray? Blocks { get; internal set; }

    public JsonObject? Metadata { get; internal set; }

    /// <summary>The files that were shared with it.</summary>
    public IReadOnlyList<FakeFile> Files { get; internal init; } = [];

    /// <summary>How often it was changed after it was posted.</summary>
    public int Edits { get; internal set; }

    public bool IsPinned { get; internal set; }

    /// <summary>As people read it: blocks if there are, markup undone, mentions by name, buttons in brackets.</summary>
    public string Text => BlockText.Of(Blocks, Fallback, id => _slack.PersonById(id)?.Name ?? _slack.ChannelById(id)?.Name ?? _slack.GroupById(id)?.Name)
        + string.Concat(Files.Select(file => $"\n📎 {file.Title} ({file.Name})"));

    /// <summary>The words on its buttons, in order.</summary>
    public IReadOnlyList<string> Buttons => [.. BlockText.ButtonsOf(Blocks).Select(button => (string)button["text"]!["text"]!)];

    /// <summary>The messages in its thread, oldest first.</summary>
    public IReadOnlyList<FakeMessage> Replies => Channel.All(message => message.ThreadTs == Ts && message.Recipient is null);

    internal long Number { get; }

    /// <summary>Somebody presses a button.</summary>
    /// <param name="button">The words on it.</param>
    /// <param name="by">Who.</param>
    /// <param name="beside">Words of the text right above it, when several buttons read alike.</param>
    public Task<BotAnswer> Press(string button, string by, string? beside = null) => _slack.Bot.SendPayload(PressOf(button, by, beside));

    /// <summary>Several press at the same moment: each of them has the button before their eyes.</summary>
    public Task PressTogether(params IReadOnlyList<(string Button, string By, string? Beside)> presses)
    {
        var payloads = presses.Select(press => PressOf(press.Button, press.By, press.Beside)).ToList();
        return Task.WhenAll(payloads.Select(_slack.Bot.SendPayload));
    }

    private JsonObject PressOf(string button, string by, string? beside)
    {
        var person = _slack.Person(by);
        Channel.Join(person);
        var (blockId, pressed) = BlockText.Find(Blocks, button, beside)
            ?? throw new InvalidOperationException($"there is no button '{button}'{(beside is null ? "" : $" beside '{beside}'")} in:\n{Text}");
        return new()
        {
            ["type"] = "block_actions",
            ["team"] = new JsonObject { ["id"] = _slack.Team, ["domain"] = "fake" },
            ["user"] = new JsonObject { ["id"] = person.Id, ["username"] = person.Name, ["team_id"] = _slack.Team },
            ["api_app_id"] = "A0FAKE",
            ["container"] = new JsonObject
            {
                ["type"] = "message",
                ["message_ts"] = Ts,
                ["channel_id"] = Channel.Id,
                ["is_ephemeral"] = Recipient is not null,
            },
            ["trigger_id"] = _slack.Triggers.New(person),
            ["channel"] = new JsonObject { ["id"] = Channel.Id, ["name"] = Channel.IsPrivate ? "privategroup" : Channel.Name },
            ["message"] = Recipient is null ? new JsonObject { ["type"] = "message", ["ts"] = Ts, ["blocks"] = Blocks?.DeepClone() } : null,
            ["response_url"] = _slack.ResponseUrls.New(Channel, person, this).ToString(),
            ["actions"] = new JsonArray(BlockText.ActionOf(blockId, pressed, _slack.NextTs())),
        };
    }

    /// <summary>Somebody puts an emoji on it.</summary>
    /// <param name="emoji">By name, without colons.</param>
    public Task<BotAnswer> React(string person, string emoji) => React(person, emoji, "reaction_added", () => _reactions.Add((emoji, person)));

    /// <summary>Somebody takes their emoji off it.</summary>
    public Task<BotAnswer> Unreact(string person, string emoji) => React(person, emoji, "reaction_removed", () => _reactions.Remove((emoji, person)));

    /// <summary>Whoever wrote it writes it anew.</summary>
    public Task<BotAnswer> Rewrite(string text)
    {
        var before = ToJson(payload: false);
        Fallback = text;
        return SendEvent(new() { ["type"] = "message", ["subtype"] = "message_changed", ["channel"] = Channel.Id, ["message"] = ToJson(payload: false), ["previous_message"] = before });
    }

    /// <summary>Whoever wrote it takes it away.</summary>
    public Task<BotAnswer> Delete()
    {
        Channel.Remove(this);
        return SendEvent(new() { ["type"] = "message", ["subtype"] = "message_deleted", ["channel"] = Channel.Id, ["deleted_ts"] = Ts, ["previous_message"] = ToJson(payload: false) });
    }

    /// <summary>Slack tells the bot that the message names it, under an event of its own each time.</summary>
    public Task<BotAnswer> Mention()
    {
        var happened = ToJson(payload: false);
        happened["type"] = "app_mention";
        happened["channel"] = Channel.Id;
        happened["event_ts"] = Ts;
        return SendEvent(happened);
    }

    /// <summary>Slack tells the bot of a message in their direct conversation.</summary>
    internal Task<BotAnswer> Tell()
    {
        var happened = ToJson(payload: false);
        happened["channel"] = Channel.Id;
        happened["channel_type"] = "im";
        happened["event_ts"] = Ts;
        return SendEvent(happened);
    }

    /// <summary>Somebody chooses a shortcut from the menu beside the message.</summary>
    /// <param name="shortcut">Its <c>callback_id</c> in the manifest.</param>
    /// <param name="by">Who.</param>
    public Task<BotAnswer> Choose(string shortcut, string by)
    {
        var person = _slack.Person(by);
        Channel.Join(person);
        return _slack.Bot.SendPayload(new()
        {
            ["type"] = "message_action",
            ["callback_id"] = shortcut,
            ["team"] = new JsonObject { ["id"] = _slack.Team, ["domain"] = "fake" },
            ["user"] = new JsonObject { ["id"] = person.Id, ["username"] = person.Name, ["team_id"] = _slack.Team },
            ["trigger_id"] = _slack.Triggers.New(person),
            ["action_ts"] = _slack.NextTs(),
            ["channel"] = new JsonObject { ["id"] = Channel.Id, ["name"] = Channel.IsPrivate ? "privategroup" : Channel.Name },
            ["message_ts"] = Ts,
            ["message"] = ToJson(payload: true),
            ["response_url"] = _slack.ResponseUrls.New(Channel, person, null).ToString(),
        });
    }

    private Task<BotAnswer> React(string person, string emoji, string type, Action change)
    {
        var by = _slack.Person(person);
        lock (_slack.Sync)
            change();
        return SendEvent(new()
        {
            ["type"] = type,
            ["user"] = by.Id,
            ["reaction"] = emoji,
            ["item"] = new JsonObject { ["type"] = "message", ["channel"] = Channel.Id, ["ts"] = Ts },
            ["event_ts"] = _slack.NextTs(),
        });
    }

    private Task<BotAnswer> SendEvent(JsonObject happened) => _slack.Bot.SendEvent(new()
    {
        ["type"] = "event_callback",
        ["team_id"] = _slack.Team,
        ["event_id"] = $"Ev{_slack.NextNumber()}",
        ["event"] = happened,
        ["authorizations"] = new JsonArray(new JsonObject { ["team_id"] = _slack.Team, ["user_id"] = FakeSlack.BotUserId, ["is_bot"] = true }),
    });

    /// <summary>As the API returns it.</summary>
    internal JsonObject ToJson(bool payload)
    {
        var json = new JsonObject { ["type"] = "message", ["ts"] = Ts, ["text"] = Fallback };
        if (Author is null)
        {
            json["user"] = FakeSlack.BotUserId;
            json["bot_id"] = FakeSlack.BotId;
        }
        else
        {
            json["user"] = Author.Id;
        }

        if (ThreadTs is not null)
            json["thread_ts"] = ThreadTs;
        if (Blocks is not null)
            json["blocks"] = Blocks.DeepClone();
        if (_reactions.Count > 0)
        {
            json["reactions"] = new JsonArray(
                [.. _reactions.GroupBy(one => one.Emoji).Select(group => (JsonNode)new JsonObject { ["name"] = group.Key, ["count"] = group.Count() })]);
        }

        if (Files.Count > 0)
            json["files"] = new JsonArray([.. Files.Select(file => (JsonNode)file.ToJson())]);
        if (Metadata is not null)
        {
            // Without include_all_metadata only the type survives (python-slack-sdk issue 1501).
            json["metadata"] = payload ? Metadata.DeepClone() : new JsonObject { ["event_type"] = Metadata["event_type"]!.DeepClone() };
        }

        return json;
    }
}
