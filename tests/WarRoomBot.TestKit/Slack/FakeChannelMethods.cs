using System.Globalization;
using System.Text.Json.Nodes;

namespace WarRoomBot.TestKit.Slack;

/// <summary>The methods that make and keep channels, each as strict as Slack about what it is called with.</summary>
internal sealed class FakeChannelMethods(FakeSlack slack, FakeMethods methods)
{
    private const int LongestName = 80;
    private const int LongestTopic = 250;
    private const int MostInvited = 100;

    internal static bool Knows(string method) => method is "conversations.create" or "conversations.invite" or "conversations.setTopic" or "conversations.setPurpose"
        or "conversations.archive" or "users.conversations" or "bookmarks.list" or "bookmarks.add";

    internal JsonObject Call(FakeCall call) => call.Method switch
    {
        "conversations.create" => Create(call),
        "conversations.invite" => Invite(call),
        "conversations.setTopic" => Say(call, "topic", (channel, text) => channel.Topic = text),
        "conversations.setPurpose" => Say(call, "purpose", (channel, text) => channel.Purpose = text),
        "conversations.archive" => Archive(call),
        "users.conversations" => List(call),
        "bookmarks.list" => Bookmarks(call),
        _ => AddBookmark(call),
    };

    private JsonObject Create(FakeCall call)
    {
        methods.Needs("channels:manage");
        FakeArguments.Only(call.Arguments, "name", "is_private");
        var name = call.Required("name");
        if (name.Length > LongestName)
            throw new FakeSlackError("invalid_name_maxlength");
        if (!name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_'))
            throw new FakeSlackError("invalid_name_specials");
        var channel = slack.Create(name) ?? throw new FakeSlackError("name_taken");
        return new() { ["channel"] = ToJson(channel) };
    }

    private JsonObject Invite(FakeCall call)
    {
        methods.Needs("channels:manage");
        FakeArguments.Only(call.Arguments, "channel", "users", "force");
        var channel = methods.Writable(call);
        var users = call.Required("users").Split(',');
        if (users.Length > MostInvited)
            throw new FakeSlackError("too_many_users");
        var errors = new JsonArray();
        var good = new List<FakePerson>();
        foreach (var id in users)
        {
            if (slack.PersonById(id) is not { } person)
                errors.Add(Error(id, id == FakeSlack.BotUserId ? "cant_invite_self" : "user_not_found"));
            else if (channel.Has(person))
                errors.Add(Error(id, "already_in_channel"));
            else
                good.Add(person);
        }

        if (errors.Count > 0 && (!call.Flag("force") || good.Count == 0))
            throw new FakeSlackError((string)errors[0]!["error"]!) { Extra = new() { ["errors"] = errors } };
        good.ForEach(channel.Join);
        var answer = new JsonObject { ["channel"] = ToJson(channel) };
        if (errors.Count > 0)
            answer["errors"] = errors;
        return answer;
    }

    private static JsonObject Error(string user, string error) => new() { ["user"] = user, ["ok"] = false, ["error"] = error };

    private JsonObject Say(FakeCall call, string what, Action<FakeChannel, string> say)
    {
        methods.Needs("channels:manage");
        FakeArguments.Only(call.Arguments, "channel", what);
        var text = call.Required(what);
        if (text.Length > LongestTopic)
            throw new FakeSlackError("too_long");
        say(methods.Writable(call), text);
        return [];
    }

    private JsonObject Archive(FakeCall call)
    {
        methods.Needs("channels:manage");
        FakeArguments.Only(call.Arguments, "channel");
        var channel = methods.Member(call);
        if (channel.IsArchived)
            throw new FakeSlackError("already_archived");
        channel.IsArchived = true;
        return [];
    }

    private JsonObject List(FakeCall call)
    {
        methods.Needs("channels:read");
        FakeArguments.Only(call.Arguments, "types", "exclude_archived", "limit", "cursor");
        var limit = int.Parse(call.Optional("limit") ?? "100", CultureInfo.InvariantCulture);
        var from = int.Parse(call.Optional("cursor") ?? "0", CultureInfo.InvariantCulture);
        var all = slack.AllChannels().Where(channel => channel is { IsPrivate: false, BotIsMember: true, IsDirect: false })
            .Where(channel => !call.Flag("exclude_archived") || !channel.IsArchived).ToList();
        return new()
        {
            ["channels"] = new JsonArray([.. all.Skip(from).Take(limit).Select(channel => (JsonNode)ToJson(channel))]),
            ["response_metadata"] = new JsonObject { ["next_cursor"] = from + limit < all.Count ? (from + limit).ToString(CultureInfo.InvariantCulture) : "" },
        };
    }

    private JsonObject Bookmarks(FakeCall call)
    {
        methods.Needs("bookmarks:read");
        FakeArguments.Only(call.Arguments, "channel_id");
        var channel = Bookmarked(call);
        return new() { ["bookmarks"] = new JsonArray([.. channel.Bookmarks.Select(bookmark => (JsonNode)new JsonObject { ["title"] = bookmark.Title, ["link"] = bookmark.Link })]) };
    }

    private JsonObject AddBookmark(FakeCall call)
    {
        methods.Needs("bookmarks:write");
        FakeArguments.Only(call.Arguments, "channel_id", "title", "type", "link");
        var channel = Bookmarked(call);
        if (call.Required("type") != "link" || !Uri.TryCreate(call.Required("link"), UriKind.Absolute, out _))
            throw new FakeSlackError("invalid_link");
        channel.Bookmarks = [.. channel.Bookmarks, (call.Required("title"), call.Required("link"))];
        return new() { ["bookmark"] = new JsonObject { ["id"] = $"Bk{slack.NextNumber()}" } };
    }

    private FakeChannel Bookmarked(FakeCall call) => slack.ChannelById(call.Required("channel_id")) ?? throw new FakeSlackError("channel_not_found");

    private static JsonObject ToJson(FakeChannel channel) => new()
    {
        ["id"] = channel.Id,
        ["name"] = channel.Name,
        ["name_normalized"] = channel.Name,
        ["is_private"] = channel.IsPrivate,
        ["is_member"] = channel.BotIsMember,
        ["creator"] = channel.Creator ?? "U0SOMEBODY",
        ["created"] = channel.CreatedAt.ToUnixTimeSeconds(),
        ["purpose"] = new JsonObject { ["value"] = channel.Purpose },
        ["topic"] = new JsonObject { ["value"] = channel.Topic },
    };
}
