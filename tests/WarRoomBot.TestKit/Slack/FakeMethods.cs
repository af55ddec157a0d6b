using System.Globalization;
using System.Text.Json.Nodes;

namespace WarRoomBot.TestKit.Slack;

/// <summary>The methods of the Web API that the bot uses, each as strict as Slack about what it is called with.</summary>
internal sealed class FakeMethods(FakeSlack slack)
{
    internal const string OpenConnection = "apps.connections.open";

    /// <summary>Methods that take a form only; the others take JSON as well.</summary>
    internal static bool WantsForm(string method) =>
        method is "auth.test" or OpenConnection or "conversations.history" or "conversations.replies" or "chat.getPermalink" or "conversations.join" or "users.info" or "usergroups.users.list" || FakeChannelMethods.Knows(method)
        || FakeUploads.Knows(method);

    /// <exception cref="FakeSlackError">The method refuses.</exception>
    public JsonObject Call(FakeCall call) => call.Method switch
    {
        "auth.test" => new()
        {
            ["url"] = "https://fake.slack.com/",
            ["team"] = slack.TeamName,
            ["team_id"] = slack.Team,
            ["user"] = FakeSlack.BotName,
            ["user_id"] = FakeSlack.BotUserId,
            ["bot_id"] = FakeSlack.BotId,
        },
        "chat.postMessage" => PostMessage(call),
        "chat.postEphemeral" => PostEphemeral(call),
        "chat.update" => Update(call),
        "chat.delete" => Delete(call),
        "pins.add" => AddPin(call),
        "conversations.history" => History(call),
        "conversations.replies" => Replies(call),
        "chat.getPermalink" => Permalink(call),
        "conversations.join" => Join(call),
        "users.info" => User(call),
        "usergroups.users.list" => GroupUsers(call),
        "views.open" => OpenView(call),
        "views.publish" => PublishView(call),
        OpenConnection => Connection(call),
        _ when FakeUploads.Knows(call.Method) => slack.Uploads.Call(call, this),
        _ when FakeChannelMethods.Knows(call.Method) => new FakeChannelMethods(slack, this).Call(call),
        _ => throw new FakeSlackError("unknown_method"),
    };

    private JsonObject PostMessage(FakeCall call)
    {
        Needs("chat:write");
        FakeArguments.Only(
            call.Arguments, "channel", "text", "blocks", "thread_ts", "reply_broadcast", "metadata", "unfurl_links", "unfurl_media", "mrkdwn");
        var channel = slack.PersonById(call.Required("channel")) is { } person ? slack.DirectTo(person) : Writable(call);
        var (text, blocks) = FakeArguments.ContentOf(call.Arguments, 40_000);
        var metadata = FakeArguments.MetadataOf(call.Arguments);
        var thread = call.Optional("thread_ts");
        if (thread is not null && channel.Find(thread) is null)
            throw new FakeSlackError("cannot_reply_to_message");
        var message = new FakeMessage(slack, channel, slack.NextTs())
        {
            ThreadTs = thread,
            Fallback = text,
            Blocks = blocks,
            Metadata = metadata,
        };
        channel.Add(message);
        slack.Shows(blocks, text);
        return new() { ["channel"] = channel.Id, ["ts"] = message.Ts, ["message"] = message.ToJson(payload: false) };
    }

    private JsonObject PostEphemeral(FakeCall call)
    {
        Needs("chat:write");
        FakeArguments.Only(call.Arguments, "channel", "user", "text", "blocks", "thread_ts");
        var channel = Writable(call);
        if (slack.PersonById(call.Required("user")) is not { } person || !channel.Has(person))
            throw new FakeSlackError("user_not_in_channel");
        var (text, blocks) = FakeArguments.ContentOf(call.Arguments, 40_000);
        var message = new FakeMessage(slack, channel, slack.NextTs()) { Recipient = person, Fallback = text, Blocks = blocks };
        channel.Add(message);
        slack.Shows(blocks, text);
        return new() { ["message_ts"] = message.Ts };
    }

    private JsonObject Update(FakeCall call)
    {
        Needs("chat:write");
        FakeArguments.Only(call.Arguments, "channel", "ts", "text", "blocks", "metadata", "reply_broadcast");
        var channel = Known(call);
        if (channel.IsArchived)
            throw new FakeSlackError("is_inactive");
        var message = channel.Find(call.Required("ts")) ?? throw new FakeSlackError("message_not_found");
        if (message.Author is not null)
            throw new FakeSlackError("cant_update_message");
        var (text, blocks) = FakeArguments.ContentOf(call.Arguments, 4_000);
        var metadata = FakeArguments.MetadataOf(call.Arguments);
        // Text without blocks takes the blocks away; metadata that are not given stay.
        (message.Fallback, message.Blocks, message.Metadata) = (text, blocks, metadata ?? message.Metadata);
        message.Edits++;
        slack.Shows(blocks, text);
        return new() { ["channel"] = channel.Id, ["ts"] = message.Ts, ["text"] = text };
    }

    private JsonObject Delete(FakeCall call)
    {
        Needs("chat:write");
        FakeArguments.Only(call.Arguments, "channel", "ts");
        var channel = Known(call);
        var message = channel.Find(call.Required("ts")) ?? throw new FakeSlackError("message_not_found");
        if (message.Author is not null)
            throw new FakeSlackError("cant_delete_message");
        channel.Remove(message);
        return new() { ["channel"] = channel.Id, ["ts"] = message.Ts };
    }

    private JsonObject AddPin(FakeCall call)
    {
        Needs("pins:write");
        FakeArguments.Only(call.Arguments, "channel", "timestamp");
        var channel = Member(call);
        var message = channel.Find(call.Required("timestamp")) ?? throw new FakeSlackError("message_not_found");
        if (message.IsPinned)
            throw new FakeSlackError("already_pinned");
        message.IsPinned = true;
        return [];
    }

    private JsonObject History(FakeCall call)
    {
        FakeArguments.Only(call.Arguments, "channel", "oldest", "latest", "inclusive", "limit", "cursor", "include_all_metadata");
        var channel = Member(call);
        Needs(HistoryOf(channel));
        return Page(call, [.. channel.Messages.Reverse()], 100, 999);
    }

    private JsonObject Replies(FakeCall call)
    {
        FakeArguments.Only(call.Arguments, "channel", "ts", "oldest", "latest", "inclusive", "limit", "cursor", "include_all_metadata");
        var channel = Member(call);
        Needs(HistoryOf(channel));
        var asked = channel.Find(call.Required("ts")) ?? throw new FakeSlackError("thread_not_found");
        var parent = asked.ThreadTs is { } thread ? channel.Find(thread) ?? asked : asked;
        return Page(call, [parent, .. parent.Replies], 1000, 1000);
    }

    private static string HistoryOf(FakeChannel channel) => channel.IsDirect ? "im:history" : channel.IsPrivate ? "groups:history" : "channels:history";

    private JsonObject Permalink(FakeCall call)
    {
        FakeArguments.Only(call.Arguments, "channel", "message_ts");
        var (channel, ts) = (Known(call), call.Required("message_ts"));
        return channel.Find(ts) is null
            ? throw new FakeSlackError("message_not_found")
            : new() { ["permalink"] = $"https://fake.slack.com/archives/{channel.Id}/p{ts.Replace(".", "", StringComparison.Ordinal)}" };
    }

    private JsonObject User(FakeCall call)
    {
        Needs("users:read");
        FakeArguments.Only(call.Arguments, "user", "include_locale");
        return slack.PersonById(call.Required("user")) is { } person ? new() { ["user"] = person.ToJson() } : throw new FakeSlackError("user_not_found");
    }

    private JsonObject GroupUsers(FakeCall call)
    {
        Needs("usergroups:read");
        FakeArguments.Only(call.Arguments, "usergroup", "include_disabled");
        var group = slack.GroupById(call.Required("usergroup")) ?? throw new FakeSlackError("no_such_subteam");
        return new() { ["users"] = new JsonArray([.. group.Members.Select(member => (JsonNode)member.Id)]) };
    }

    private JsonObject Join(FakeCall call)
    {
        Needs("channels:join");
        FakeArguments.Only(call.Arguments, "channel");
        var channel = Known(call);
        if (channel.IsPrivate)
            throw new FakeSlackError("method_not_supported_for_channel_type");
        if (channel.IsArchived)
            throw new FakeSlackError("is_archived");
        channel.BotIsMember = true;
        return new() { ["channel"] = new JsonObject { ["id"] = channel.Id, ["name"] = channel.Name } };
    }

    private JsonObject OpenView(FakeCall call)
    {
        FakeArguments.Only(call.Arguments, "trigger_id", "view");
        if (call.Arguments["view"] is not JsonObject view)
            throw new FakeSlackError("invalid_arguments", "missing required field: view");
        if (view.ToJsonString().Length > 250 * 1024)
            throw new FakeSlackError("view_too_large");
        var wrong = BlockRules.CheckView(view);
        if (wrong.Count > 0)
            throw new FakeSlackError("invalid_arguments", [.. wrong]);
        var person = slack.Triggers.Use(call.Required("trigger_id"));
        person.View = new(slack, person, (JsonObject)view.DeepClone());
        return new() { ["view"] = new JsonObject { ["id"] = person.View.Id, ["hash"] = "1.hash" } };
    }

    private JsonObject PublishView(FakeCall call)
    {
        FakeArguments.Only(call.Arguments, "user_id", "view", "hash");
        if (!slack.HasHomeTab)
            throw new FakeSlackError("not_enabled");
        if (call.Arguments["view"] is not JsonObject view)
            throw new FakeSlackError("invalid_arguments", "missing required field: view");
        if (view.ToJsonString().Length > 250 * 1024)
            throw new FakeSlackError("view_too_large");
        var wrong = BlockRules.CheckHome(view);
        if (wrong.Count > 0)
            throw new FakeSlackError("invalid_arguments", [.. wrong]);
        var home = (slack.PersonById(call.Required("user_id")) ?? throw new FakeSlackError("user_not_found")).Home;
        if (call.Optional("hash") is { } hash && hash != home.Hash)
            throw new FakeSlackError("hash_conflict");
        home.Publish(view);
        slack.Shows(home.Blocks, null);
        return new() { ["view"] = new JsonObject { ["id"] = "V0HOME", ["hash"] = home.Hash } };
    }

    private JsonObject Connection(FakeCall call)
    {
        FakeArguments.Only(call.Arguments);
        return new() { ["url"] = $"ws://{slack.Address.Authority}/link?ticket={slack.Sockets.NewTicket()}&app_id=A0FAKE" };
    }

    private static JsonObject Page(FakeCall call, IReadOnlyList<FakeMessage> messages, int usual, int most)
    {
        var oldest = Moment(call.Optional("oldest"), "invalid_ts_oldest") ?? 0;
        var latest = Moment(call.Optional("latest"), "invalid_ts_latest") ?? decimal.MaxValue;
        var from = call.Optional("cursor") is not { } cursor ? 0
            : int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed
            : throw new FakeSlackError("invalid_cursor");
        var limit = call.Optional("limit") is { } text ? Math.Min(int.Parse(text, CultureInfo.InvariantCulture), most) : usual;
        var fitting = messages.Where(message => Moment(message.Ts, "") is { } at && at >= oldest && at <= latest).ToList();
        var more = fitting.Count > from + limit;
        return new()
        {
            ["messages"] = new JsonArray(
                [.. fitting.Skip(from).Take(limit).Select(message => (JsonNode)message.ToJson(call.Flag("include_all_metadata")))]),
            ["has_more"] = more,
            ["response_metadata"] = new JsonObject { ["next_cursor"] = more ? (from + limit).ToString(CultureInfo.InvariantCulture) : "" },
        };
    }

    private static decimal? Moment(string? ts, string error) => ts is null ? null
        : decimal.TryParse(ts, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var moment) ? moment
        : throw new FakeSlackError(error);

    /// <summary>A private channel does not exist for who is not in it.</summary>
    internal FakeChannel Known(FakeCall call) =>
        slack.ChannelById(call.Channel ?? call.Required("channel")) is { } channel && (!channel.IsPrivate || channel.BotIsMember)
            ? channel
            : throw new FakeSlackError("channel_not_found");

    internal FakeChannel Member(FakeCall call)
    {
        var channel = Known(call);
        return channel.BotIsMember ? channel : throw new FakeSlackError("not_in_channel");
    }

    internal FakeChannel Writable(FakeCall call)
    {
        var channel = Member(call);
        return channel.IsArchived ? throw new FakeSlackError("is_archived") : channel;
    }

    internal void Needs(string scope)
    {
        if (!slack.Scopes.Contains(scope))
            throw new FakeSlackError("missing_scope", scope);
    }
}
