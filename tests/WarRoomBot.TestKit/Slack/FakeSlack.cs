using System.Text;
using System.Text.Json.Nodes;

namespace WarRoomBot.TestKit.Slack;

/// <summary>
/// A Slack workspace on loopback, strict where Slack is: it refuses what Slack would refuse, and counts what Slack would throttle. It also is
/// the people in it: they type, press and fill in forms, and it signs and sends what they do to the bot.
/// <code>
/// await using var slack = await FakeSlack.StartAsync(clock);
/// // start the bot with slack.Settings as configuration, then
/// slack.Connect(botAddress);
/// await slack.SlashCommand("beta-war-room", "ana", "/warroom start beta-war-room");
/// await slack.Until(() => slack.Channel("beta-war-room").Messages.Count == 1);
/// await slack.Channel("beta-war-room").Last.Press("OK", by: "ana");
/// await slack.Person("ana").View!.Submit(new Dictionary&lt;string, string&gt; { ["Title"] = "Checkout is down" });
/// </code>
/// A channel, and a person, exists from its first mention: public, with the bot and the person in it.
/// </summary>
public sealed class FakeSlack : IAsyncDisposable
{
    public const string Token = "xoxb-fake-0123456789";

    /// <summary>The app-level token, which opens connections of Socket Mode and does nothing else.</summary>
    public const string AppToken = "xapp-fake-0123456789";
    public const string SigningSecret = "a-secret-that-only-the-fake-knows";
    public const string TeamId = "T0FAKE";
    public const string BotUserId = "U0BOT";
    public const string BotId = "B0BOT";
    public const string BotName = "warroom";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private readonly Dictionary<string, FakeChannel> _channels = [];
    private readonly Dictionary<string, FakePerson> _people = [];
    private readonly Dictionary<string, FakeGroup> _groups = [];
    private readonly List<FakeCall> _calls = [];
    private readonly FakeSlackServer _server;
    private TaskCompletionSource _changed = NewSignal();
    private readonly List<string> _unheard = [];
    private readonly Dictionary<string, string> _gone = [];
    private long _number;

    private FakeSlack(TimeProvider time, FakeSlack? first = null, string team = TeamId, string name = "Fake team")
    {
        (Time, Team, TeamName) = (time, team, name);
        Rates = new(time);
        Triggers = new(time);
        ResponseUrls = new(this);
        Uploads = new(this);
        Bot = new(this);
        if (first is null)
        {
            Installs = new(this);
            Sockets = new(this);
            _server = new(this);
        }
        else
        {
            // The app is the same, and so is Slack.
            (Installs, Sockets, _server) = (first.Installs, first.Sockets, first._server);
            _server.Add(this);
        }
    }

    /// <summary>The workspace's id.</summary>
    public string Team { get; }

    public string TeamName { get; }

    /// <summary>What goes wrong on purpose.</summary>
    public FakeFaults Faults { get; } = new();

    /// <summary>How many calls are held up on purpose.</summary>
    public int Held => _server.Held;

    /// <summary>Which of the documented limits were broken.</summary>
    public FakeRates Rates { get; }

    /// <summary>Sends what people do to the bot; for forged, stale and broken requests use it directly.</summary>
    public FakeSender Bot { get; }

    /// <summary>The scopes the token has; take one away to see what happens.</summary>
    public HashSet<string> Scopes { get; } =
        [
            "app_mentions:read", "bookmarks:read", "bookmarks:write", "channels:history", "channels:join", "channels:manage", "channels:read", "chat:write", "commands", "files:write",
            "groups:history", "groups:read", "im:history", "pins:write", "reactions:read", "usergroups:read", "users:read",
        ];

    /// <summary>Whether its answers say which scopes the token has, as they do unless a proxy takes the header away.</summary>
    public bool TellsScopes { get; set; } = true;

    /// <summary>How far the workspace's clock is ahead of everybody else's.</summary>
    public TimeSpan ClockAhead { get; set; }

    /// <summary>What the bot's configuration needs to use this workspace.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Slack:BotToken"] = Token,
        ["Slack:SigningSecret"] = SigningSecret,
        ["Slack:ApiBaseUrl"] = ApiBaseUrl.ToString(),
    };

    /// <summary>The same for a bot that connects to the workspace and is not called by it.</summary>
    public IReadOnlyDictionary<string, string?> SocketSettings => new Dictionary<string, string?>(Settings) { ["Slack:SigningSecret"] = "", ["Slack:AppToken"] = AppToken };

    /// <summary>The app as one that workspaces install.</summary>
    public FakeInstalls Installs { get; }

    public Uri ApiBaseUrl => new(_server.Address, "api/");

    /// <summary>Slack's side of Socket Mode. Once the bot has asked for a connection, what people do comes by these and not by HTTP.</summary>
    public FakeSockets Sockets { get; }

    /// <summary>Every call that came in, in order, also those that were refused.</summary>
    public IReadOnlyList<FakeCall> Calls
    {
        get
        {
            lock (Sync)
                return [.. _calls];
        }
    }

    /// <summary>What somebody who hears the bot instead of seeing it would have missed; empty when nothing.</summary>
    public IReadOnlyList<string> Unheard
    {
        get
        {
            lock (Sync)
                return [.. _unheard];
        }
    }

    /// <summary>Whether the app's settings have the Home tab switched on.</summary>
    public bool HasHomeTab { get; set; } = true;

    internal Lock Sync { get; } = new();

    internal TimeProvider Time { get; }

    internal FakeTriggers Triggers { get; }

    internal FakeResponseUrls ResponseUrls { get; }

    internal FakeUploads Uploads { get; }

    internal Uri Address => _server.Address;

    internal IHttpClientFactory HttpClients => _server.HttpClients;

    public static async Task<FakeSlack> StartAsync(TimeProvider time)
    {
        var slack = new FakeSlack(time);
        await slack._server.StartAsync();
        return slack;
    }

    /// <summary>One more workspace, in which the same app can be installed. Channels and people of the same name have the same ids there as here.</summary>
    public FakeSlack Beside(string team, string name) => new(Time, this, team, name);

    /// <summary>Tells where the bot listens.</summary>
    public void Connect(Uri bot)
    {
        foreach (var workspace in _server.Workspaces)
            workspace.Bot.Address = bot;
    }

    /// <param name="name">Without <c>#</c>.</param>
    public FakeChannel Channel(string name)
    {
        lock (Sync)
        {
            if (!_channels.TryGetValue(name, out var channel))
                _channels[name] = channel = new(this, name, $"C{IdOf(name)}");
            return channel;
        }
    }

    /// <summary>Names of people who are not in the workspace: a name typed with <c>@</c> stays as it was typed.</summary>
    public ISet<string> Strangers { get; } = new HashSet<string>();

    /// <param name="name">Without <c>@</c>.</param>
    public FakePerson Person(string name)
    {
        lock (Sync)
        {
            if (!_people.TryGetValue(name, out var person))
                _people[name] = person = new(this, name, $"U{IdOf(name)}");
            return person;
        }
    }

    /// <summary>The channels the bot has made, oldest first.</summary>
    public IReadOnlyList<FakeChannel> Made
    {
        get
        {
            lock (Sync)
                return [.. _channels.Values.Where(channel => channel.Creator == BotUserId)];
        }
    }

    /// <summary>Somebody's account is deleted: Slack knows their id no more.</summary>
    public void Forget(string person)
    {
        lock (Sync)
        {
            if (_people.Remove(person, out var gone))
                _gone[gone.Id] = gone.Name;
        }
    }

    /// <summary>A user group with these in it; from then on <c>@name</c> in what is typed means it.</summary>
    /// <param name="name">Its handle without <c>@</c>.</param>
    /// <param name="members">Names of people.</param>
    public FakeGroup Group(string name, params string[] members)
    {
        var group = new FakeGroup(this, name, $"S{IdOf(name)}");
        group.Begin(members);
        lock (Sync)
            _groups[name] = group;
        return group;
    }

    /// <summary>Somebody's account is deactivated: Slack still knows them, and tells.</summary>
    public Task<BotAnswer> Deactivate(string person)
    {
        var who = Person(person);
        who.IsDeactivated = true;
        return Bot.SendNews(new() { ["type"] = "user_change", ["user"] = who.ToJson(), ["cache_ts"] = Time.GetUtcNow().ToUnixTimeSeconds(), ["event_ts"] = NextTs() });
    }

    /// <summary>What only this person sees, oldest first: shown to them in a channel, or sent to them directly.</summary>
    public IReadOnlyList<FakeMessage> WhispersTo(string person) => Person(person).Whispers;

    /// <param name="line">As typed: <c>/warroom status</c>. A name written <c>@bo</c> or <c>#room</c> is sent as Slack would.</param>
    public Task<BotAnswer> SlashCommand(string channel, string person, string line) => Channel(channel).SlashCommand(person, line);

    /// <summary>Sends the last request once more, signed anew, as Slack does when it got no answer.</summary>
    public Task<BotAnswer> Redeliver() => Bot.Redeliver();

    /// <summary>Waits until it is so, looking again after every call, and now and then for what the bot alone knows; fails after 20 seconds of real time.</summary>
    public async Task Until(Func<bool> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Task changed;
            lock (Sync)
                changed = _changed.Task;
            if (condition())
                return;
            if (TimeProvider.System.GetElapsedTime(started) > LongestWait)
                throw new TimeoutException($"it did not become so; the channels show:\n{Transcript()}");
            await Task.WhenAny(changed, Task.Delay(Look, TimeProvider.System));
        }
    }

    /// <summary>All channels, as people read them.</summary>
    public string Transcript()
    {
        var text = new StringBuilder();
        foreach (var channel in AllChannels())
            text.Append('#').AppendLine(channel.Name).AppendLine(channel.Transcript);
        return text.ToString();
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    internal IReadOnlyList<FakeChannel> AllChannels()
    {
        lock (Sync)
            return [.. _channels.Values];
    }

    /// <summary>A direct message is a channel whose name is the person's, with an id of its own kind.</summary>
    internal FakeChannel DirectTo(FakePerson person)
    {
        lock (Sync)
        {
            var name = $"@{person.Name}";
            if (!_channels.TryGetValue(name, out var channel))
                _channels[name] = channel = new(this, name, $"D{IdOf(person.Name)}");
            return channel;
        }
    }

    /// <returns>Null when there is one of that name.</returns>
    internal FakeChannel? Create(string name)
    {
        lock (Sync)
            return _channels.ContainsKey(name) ? null : _channels[name] = new(this, name, $"C{IdOf(name)}") { Creator = BotUserId, CreatedAt = Time.GetUtcNow() };
    }

    internal void Rename(FakeChannel channel, string name)
    {
        lock (Sync)
        {
            _channels.Remove(channel.Name);
            _channels[name] = channel;
        }
    }

    internal FakeChannel? ChannelById(string id)
    {
        lock (Sync)
            return _channels.Values.FirstOrDefault(channel => channel.Id == id);
    }

    internal FakeGroup? GroupNamed(string name)
    {
        lock (Sync)
            return _groups.GetValueOrDefault(name);
    }

    internal FakeGroup? GroupById(string id)
    {
        lock (Sync)
            return _groups.Values.FirstOrDefault(group => group.Id == id);
    }

    internal FakePerson? PersonById(string id)
    {
        lock (Sync)
            return _people.Values.FirstOrDefault(person => person.Id == id);
    }

    /// <summary>Somebody is shown this.</summary>
    internal void Shows(JsonArray? blocks, string? fallback)
    {
        var missed = AccessRules.Check(blocks, fallback, id => PersonById(id)?.Name ?? ChannelById(id)?.Name ?? GroupById(id)?.Name ?? _gone.GetValueOrDefault(id)).ToList();
        lock (Sync)
            _unheard.AddRange(missed.Select(sentence => $"{sentence} in:\n{BlockText.Of(blocks, fallback ?? "", id => id)}"));
    }

    internal void Called(FakeCall call)
    {
        lock (Sync)
            _calls.Add(call);
    }

    /// <summary>Wakes whoever waits in <see cref="Until"/>.</summary>
    internal void Changed()
    {
        lock (Sync)
        {
            _changed.SetResult();
            _changed = NewSignal();
        }
    }

    internal long NextNumber() => Interlocked.Increment(ref _number);

    /// <summary>Opaque to clients, unique in the workspace, and sortable for us.</summary>
    internal string NextTs() => FormattableString.Invariant($"{Time.GetUtcNow().ToUnixTimeSeconds()}.{NextNumber() % 1_000_000:D6}");

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Readable in a failing test, and of the shape of Slack's ids.</summary>
    private static string IdOf(string name) =>
        "0" + string.Concat(name.ToUpperInvariant().Select(character => char.IsAsciiLetterOrDigit(character) ? character.ToString() : "0"));
}
