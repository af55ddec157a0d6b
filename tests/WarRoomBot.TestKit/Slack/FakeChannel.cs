using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WarRoomBot.TestKit.Slack;

/// <summary>A channel and what stands in it.</summary>
public sealed class FakeChannel
{
    private readonly FakeSlack _slack;
    private readonly List<FakeMessage> _messages = [];
    private readonly HashSet<string> _members = [];

    internal FakeChannel(FakeSlack slack, string name, string id) => (_slack, Name, Id) = (slack, name, id);

    public string Name { get; private set; }

    public string Id { get; }

    /// <summary>Only who is in it knows that it exists.</summary>
    public bool IsPrivate { get; set; }

    public bool IsArchived { get; set; }

    public bool BotIsMember { get; set; } = true;

    public string Topic { get; internal set; } = "";

    public string Purpose { get; internal set; } = "";

    /// <summary>Title and address of each bookmark.</summary>
    public IReadOnlyList<(string Title, string Link)> Bookmarks { get; internal set; } = [];

    /// <summary>The names of those in it, in order of the alphabet.</summary>
    public IReadOnlyList<string> Members
    {
        get
        {
            lock (_slack.Sync)
                return [.. _members.Select(id => _slack.PersonById(id)?.Name ?? id).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>The user who made it; null for one that was always there.</summary>
    internal string? Creator { get; init; }

    internal DateTimeOffset CreatedAt { get; init; }

    /// <summary>What everybody sees, oldest first, without replies in threads.</summary>
    public IReadOnlyList<FakeMessage> Messages => All(message => message.Recipient is null && message.ThreadTs is null);

    /// <summary>What only one person each sees, oldest first.</summary>
    public IReadOnlyList<FakeMessage> Whispers => All(message => message.Recipient is not null);

    /// <summary>The newest of <see cref="Messages"/>.</summary>
    public FakeMessage Last => Messages is [.., var last] ? last : throw new InvalidOperationException($"nothing stands in #{Name}");

    /// <summary>The pinned messages, oldest first.</summary>
    public IReadOnlyList<FakeMessage> Pins => All(message => message.IsPinned);

    /// <summary>As people read it: messages with their threads, set off by empty lines.</summary>
    public string Transcript
    {
        get
        {
            var text = new StringBuilder();
            foreach (var message in Messages)
            {
                text.AppendLine(message.Text).AppendLine();
                foreach (var reply in message.Replies)
                    text.Append("  > ").AppendLine(reply.Text.Replace("\n", "\n  > ", StringComparison.Ordinal)).AppendLine();
            }

            return text.ToString().TrimEnd();
        }
    }

    internal bool IsDirect => Id.StartsWith('D');

    /// <summary>The one message that shows these words; fails when none or several do.</summary>
    public FakeMessage Showing(string words)
    {
        var showing = Messages.Where(message => message.Text.Contains(words, StringComparison.Ordinal)).ToList();
        return showing is [var one]
            ? one
            : throw new InvalidOperationException($"{showing.Count} messages in #{Name} show '{words}'; it reads:\n{Transcript}");
    }

    /// <summary>Somebody types; they are in the channel.</summary>
    public Task<BotAnswer> SlashCommand(string person, string line)
    {
        var by = _slack.Person(person);
        Join(by);
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var text = space < 0 ? "" : line[(space + 1)..];
        return _slack.Bot.SendCommand(new()
        {
            ["token"] = "deprecated",
            ["team_id"] = _slack.Team,
            ["team_domain"] = "fake",
            ["channel_id"] = Id,
            ["channel_name"] = IsPrivate ? "privategroup" : IsDirect ? "directmessage" : Name,
            ["user_id"] = by.Id,
            ["user_name"] = by.Name,
            ["command"] = space < 0 ? line : line[..space],
            ["text"] = Escaped(text),
            ["api_app_id"] = "A0FAKE",
            ["is_enterprise_install"] = "false",
            ["response_url"] = _slack.ResponseUrls.New(this, by).ToString(),
            ["trigger_id"] = _slack.Triggers.New(by),
        });
    }

    /// <summary>What somebody else wrote; the bot only meets it when it reads the channel.</summary>
    /// <param name="thread">The message whose thread it is said in.</param>
    public FakeMessage Say(string person, string text, FakeMessage? thread = null)
    {
        var message = new FakeMessage(_slack, this, _slack.NextTs()) { Author = _slack.Person(person), Fallback = text, ThreadTs = thread?.Ts };
        Add(message);
        return message;
    }

    /// <summary>Somebody leaves, or is put out.</summary>
    public Task<BotAnswer> Leave(string person)
    {
        var who = _slack.Person(person);
        lock (_slack.Sync)
            _members.Remove(who.Id);
        return _slack.Bot.SendNews(new() { ["type"] = "member_left_channel", ["user"] = who.Id, ["channel"] = Id, ["channel_type"] = IsPrivate ? "G" : "C", ["team"] = _slack.Team, ["event_ts"] = _slack.NextTs() });
    }

    /// <summary>Somebody brings the bot in.</summary>
    public Task<BotAnswer> InviteBot(string by)
    {
        BotIsMember = true;
        return _slack.Bot.SendNews(new()
        {
            ["type"] = "member_joined_channel",
            ["user"] = FakeSlack.BotUserId,
            ["channel"] = Id,
            ["channel_type"] = IsPrivate ? "G" : "C",
            ["team"] = _slack.Team,
            ["inviter"] = _slack.Person(by).Id,
            ["event_ts"] = _slack.NextTs(),
        });
    }

    /// <summary>Somebody puts the bot out of a private channel.</summary>
    public Task<BotAnswer> PutBotOut()
    {
        BotIsMember = false;
        return _slack.Bot.SendNews(new() { ["type"] = "group_left", ["channel"] = Id, ["event_ts"] = _slack.NextTs() });
    }

    public Task<BotAnswer> Archive(string by)
    {
        IsArchived = true;
        return Changed("archive", Id, by);
    }

    public Task<BotAnswer> Unarchive(string by)
    {
        IsArchived = false;
        return Changed("unarchive", Id, by);
    }

    /// <param name="name">Without <c>#</c>.</param>
    public Task<BotAnswer> Rename(string name)
    {
        _slack.Rename(this, name);
        Name = name;
        return Changed("rename", new JsonObject { ["id"] = Id, ["name"] = name, ["created"] = 1 }, null);
    }

    private Task<BotAnswer> Changed(string how, JsonNode channel, string? by)
    {
        var happened = new JsonObject { ["type"] = $"{(IsPrivate ? "group" : "channel")}_{how}", ["channel"] = channel, ["event_ts"] = _slack.NextTs() };
        if (by is not null)
            happened["user"] = _slack.Person(by).Id;
        return _slack.Bot.SendNews(happened);
    }

    internal void Add(FakeMessage message)
    {
        lock (_slack.Sync)
            _messages.Add(message);
    }

    internal void Remove(FakeMessage message)
    {
        lock (_slack.Sync)
            _messages.Remove(message);
    }

    internal IReadOnlyList<FakeMessage> All(Func<FakeMessage, bool> which)
    {
        lock (_slack.Sync)
            return [.. _messages.Where(which)];
    }

    internal FakeMessage? Find(string ts) => All(message => message.Ts == ts && message.Recipient is null).SingleOrDefault();

    internal void Join(FakePerson person)
    {
        lock (_slack.Sync)
            _members.Add(person.Id);
    }

    internal bool Has(FakePerson person)
    {
        lock (_slack.Sync)
            return _members.Contains(person.Id);
    }

    /// <summary>As Slack sends text with <c>should_escape</c>.</summary>
    private string Escaped(string text)
    {
        var escaped = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
        escaped = Regex.Replace(
            escaped, @"(?<=^|\s)@([\w.-]+)", match => _slack.Strangers.Contains(match.Groups[1].Value)
                ? match.Value
                : _slack.GroupNamed(match.Groups[1].Value) is { } group ? $"<!subteam^{group.Id}|@{group.Name}>"
                : $"<@{_slack.Person(match.Groups[1].Value).Id}|{match.Groups[1].Value}>");
        escaped = Regex.Replace(
            escaped, @"(?<=^|\s)#([a-z][\w-]*)", match => $"<#{_slack.Channel(match.Groups[1].Value).Id}|{match.Groups[1].Value}>");
        return Regex.Replace(escaped, @"https?://\S+", match => $"<{match.Value}>");
    }
}
