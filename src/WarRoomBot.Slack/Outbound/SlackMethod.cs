using System.Reflection;

namespace WarRoomBot.Slack;

/// <summary>A method of the Web API as we use it (Docs, the method's own page, and "Rate limits").</summary>
/// <param name="PerMinute">
/// How often it may be called in any minute: its tier, or our own ceiling where Slack speaks of "several hundred".
/// </param>
/// <param name="Scopes">What the bot token has to be allowed; the manifest asks for just these. Several where it depends on the kind of channel.</param>
internal sealed record SlackMethod(string Name, int PerMinute, params IReadOnlyList<string> Scopes)
{
    internal static readonly SlackMethod AuthTest = new("auth.test", 300);

    /// <summary>"About one message per second per channel, and several hundred per minute in a workspace" (Docs "Rate limits").</summary>
    internal static readonly SlackMethod PostMessage = new("chat.postMessage", 300, "chat:write");
    internal static readonly SlackMethod PostEphemeral = new("chat.postEphemeral", Tier4, "chat:write");
    internal static readonly SlackMethod Update = new("chat.update", Tier3, "chat:write");
    internal static readonly SlackMethod Delete = new("chat.delete", Tier3, "chat:write");
    internal static readonly SlackMethod AddPin = new("pins.add", Tier2, "pins:write");

    /// <summary>Only to find a message whose posting was not answered, so that nothing is posted twice.</summary>
    internal static readonly SlackMethod History = new("conversations.history", Tier3, "channels:history", "groups:history", "im:history");

    /// <summary>As <see cref="History"/>, in a thread; and to read a message that somebody puts into an incident's timeline.</summary>
    internal static readonly SlackMethod Replies = new("conversations.replies", Tier3, "channels:history", "groups:history", "im:history");
    internal static readonly SlackMethod Join = new("conversations.join", Tier3, "channels:join");

    // The channels of incidents are public.
    internal static readonly SlackMethod CreateChannel = new("conversations.create", Tier2, "channels:manage");
    internal static readonly SlackMethod SetPurpose = new("conversations.setPurpose", Tier2, "channels:manage");
    internal static readonly SlackMethod SetTopic = new("conversations.setTopic", Tier2, "channels:manage");
    internal static readonly SlackMethod Invite = new("conversations.invite", Tier3, "channels:manage");
    internal static readonly SlackMethod ArchiveChannel = new("conversations.archive", Tier2, "channels:manage");

    /// <summary>Only to find a channel whose making was not answered, so that no second one is made.</summary>
    internal static readonly SlackMethod OwnChannels = new("users.conversations", Tier3, "channels:read");

    /// <summary>Adding is not idempotent, so what is there is looked at first.</summary>
    internal static readonly SlackMethod ListBookmarks = new("bookmarks.list", Tier3, "bookmarks:read");
    internal static readonly SlackMethod AddBookmark = new("bookmarks.add", Tier2, "bookmarks:write");

    internal static readonly SlackMethod GetUploadUrl = new("files.getUploadURLExternal", Tier4, "files:write");
    internal static readonly SlackMethod CompleteUpload = new("files.completeUploadExternal", Tier4, "files:write");

    /// <summary>Names of people whom an event tells by id; apps and guests among those who are given a role.</summary>
    internal static readonly SlackMethod UserInfo = new("users.info", Tier4, "users:read");

    /// <summary>For a group that holds a role.</summary>
    internal static readonly SlackMethod GroupMembers = new("usergroups.users.list", Tier2, "usergroups:read");

    /// <summary>"Hundreds a minute" (Docs, the method's own page).</summary>
    internal static readonly SlackMethod GetPermalink = new("chat.getPermalink", 300);

    /// <summary>Not a method: the address that files.getUploadURLExternal gives.</summary>
    internal static readonly SlackMethod UploadUrl = new("upload_url", Tier4);

    /// <summary>The trigger lives 3 seconds from when Slack sent it, so waiting longer for the answer is no use.</summary>
    internal static readonly SlackMethod OpenView = new("views.open", Tier4) { Timeout = TimeSpan.FromSeconds(2.5) };

    /// <summary>Not a method: the address that a person's doing brings along. It counts as posting.</summary>
    internal static readonly SlackMethod ResponseUrl = new("response_url", 300);

    internal static readonly SlackMethod PublishView = new("views.publish", Tier4);

    /// <summary>With the app-level token, whose own scope is <c>connections:write</c>.</summary>
    internal static readonly SlackMethod OpenConnection = new("apps.connections.open", Tier3);

    /// <summary>With the client's id and secret, at an installation and when a token is renewed ("special rate limits").</summary>
    internal static readonly SlackMethod Access = new("oauth.v2.access", 100);

    /// <summary>Only of an installation that may not be kept.</summary>
    internal static readonly SlackMethod Uninstall = new("apps.uninstall", Tier1);

    /// <summary>As <see cref="Uninstall"/>, where that is refused.</summary>
    internal static readonly SlackMethod Revoke = new("auth.revoke", Tier3);

    /// <summary>All of the above.</summary>
    internal static readonly IReadOnlyList<SlackMethod> All =
    [
        .. typeof(SlackMethod).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(field => field.FieldType == typeof(SlackMethod))
            .Select(field => (SlackMethod)field.GetValue(null)!),
    ];

    private const int Tier1 = 1;
    private const int Tier2 = 20;
    private const int Tier3 = 50;
    private const int Tier4 = 100;

    internal static TimeSpan LongestTimeout => TimeSpan.FromSeconds(10);

    /// <summary>How long an answer is waited for; afterwards it counts as lost.</summary>
    public TimeSpan Timeout { get; init; } = LongestTimeout;

    public override string ToString() => Name;
}
