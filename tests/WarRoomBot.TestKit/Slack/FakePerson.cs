using System.Text.Json.Nodes;

namespace WarRoomBot.TestKit.Slack;

/// <summary>Somebody in the workspace.</summary>
public sealed class FakePerson
{
    private readonly FakeSlack _slack;
    private FakeView? _view;

    internal FakePerson(FakeSlack slack, string name, string id) => (_slack, Name, Id, Home) = (slack, name, id, new(slack, this));

    public string Name { get; }

    public string Id { get; }

    public bool IsDeactivated { get; set; }

    public bool IsBot { get; set; }

    public bool IsGuest { get; set; }

    /// <summary>What the bot shows to them alone.</summary>
    public FakeHome Home { get; }

    /// <summary>The person writes to the bot alone. Slack also tells it what it has answered.</summary>
    public async Task<BotAnswer> Writes(string text)
    {
        var direct = _slack.DirectTo(this);
        foreach (var answered in direct.Messages.Where(message => message.Author is null))
            await answered.Tell();
        return await direct.Say(Name, text).Tell();
    }

    /// <summary>The person chooses a shortcut from the menu beside the composer.</summary>
    /// <param name="shortcut">Its <c>callback_id</c> in the manifest.</param>
    public Task<BotAnswer> Choose(string shortcut) => _slack.Bot.SendPayload(new()
    {
        ["type"] = "shortcut",
        ["callback_id"] = shortcut,
        ["team"] = new JsonObject { ["id"] = _slack.Team, ["domain"] = "fake" },
        ["user"] = new JsonObject { ["id"] = Id, ["username"] = Name, ["team_id"] = _slack.Team },
        ["trigger_id"] = _slack.Triggers.New(this),
        ["action_ts"] = _slack.NextTs(),
    });

    /// <summary>What only this person sees, oldest first: shown to them in a channel, or sent to them directly.</summary>
    public IReadOnlyList<FakeMessage> Whispers =>
        [.. _slack.AllChannels()
            .SelectMany(channel => channel.All(message => message.Recipient == this || channel.Name == $"@{Name}"))
            .OrderBy(message => message.Number)];

    /// <summary>The form in front of this person; null when there is none.</summary>
    public FakeView? View
    {
        get
        {
            lock (_slack.Sync)
                return _view;
        }

        internal set
        {
            lock (_slack.Sync)
                _view = value;
        }
    }

    /// <summary>As the API and events tell of them.</summary>
    internal JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["team_id"] = _slack.Team,
        ["name"] = Name,
        ["deleted"] = IsDeactivated,
        ["is_bot"] = IsBot,
        ["is_restricted"] = IsGuest,
        ["is_ultra_restricted"] = false,
        ["tz"] = "Europe/Berlin",
        ["profile"] = new JsonObject { ["display_name"] = Name },
    };
}
