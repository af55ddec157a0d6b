using System.Text.Json.Nodes;

namespace WarRoomBot.TestKit.Slack;

/// <summary>Somebody's Home tab of the bot, as it was published last.</summary>
public sealed class FakeHome
{
    private readonly FakeSlack _slack;
    private readonly FakePerson _person;

    internal FakeHome(FakeSlack slack, FakePerson person) => (_slack, _person) = (slack, person);

    /// <summary>As published; null before the first time.</summary>
    public JsonObject? Json { get; private set; }

    /// <summary>How often it was published.</summary>
    public int Published { get; private set; }

    public JsonArray Blocks => (JsonArray?)Json?["blocks"] ?? [];

    /// <summary>As people read it.</summary>
    public string Text => BlockText.Of(Blocks, "", id => _slack.PersonById(id)?.Name ?? _slack.ChannelById(id)?.Name ?? _slack.GroupById(id)?.Name);

    internal string Hash => $"{Published}.hash";

    private string Id => $"V0HOME{_person.Id}";

    /// <summary>The person comes to it.</summary>
    public Task<BotAnswer> Open()
    {
        var happened = new JsonObject
        {
            ["type"] = "app_home_opened",
            ["user"] = _person.Id,
            ["channel"] = _slack.DirectTo(_person).Id,
            ["tab"] = "home",
            ["event_ts"] = _slack.NextTs(),
        };
        if (Json is not null)
            happened["view"] = View();
        return _slack.Bot.SendEvent(new()
        {
            ["type"] = "event_callback",
            ["team_id"] = _slack.Team,
            ["event_id"] = $"Ev{_slack.NextNumber()}",
            ["event"] = happened,
        });
    }

    /// <summary>The person presses a button on it.</summary>
    /// <param name="button">The words on it.</param>
    /// <param name="beside">Words of the text right above it, when several buttons read alike.</param>
    public Task<BotAnswer> Press(string button, string? beside = null)
    {
        var (blockId, pressed) = BlockText.Find(Blocks, button, beside)
            ?? throw new InvalidOperationException($"there is no button '{button}'{(beside is null ? "" : $" beside '{beside}'")} in:\n{Text}");
        return _slack.Bot.SendPayload(new()
        {
            ["type"] = "block_actions",
            ["team"] = new JsonObject { ["id"] = _slack.Team, ["domain"] = "fake" },
            ["user"] = new JsonObject { ["id"] = _person.Id, ["username"] = _person.Name, ["team_id"] = _slack.Team },
            ["api_app_id"] = "A0FAKE",
            ["container"] = new JsonObject { ["type"] = "view", ["view_id"] = Id },
            ["trigger_id"] = _slack.Triggers.New(_person),
            ["view"] = View(),
            ["hash"] = Hash,
            ["actions"] = new JsonArray(BlockText.ActionOf(blockId, pressed, _slack.NextTs())),
        });
    }

    /// <param name="view">Checked already.</param>
    internal void Publish(JsonObject view)
    {
        Json = (JsonObject)view.DeepClone();
        foreach (var block in Blocks.OfType<JsonObject>())
            block["block_id"] ??= $"b{_slack.NextNumber()}";
        Published++;
    }

    private JsonObject View()
    {
        var view = (JsonObject)Json!.DeepClone();
        view["id"] = Id;
        view["team_id"] = _slack.Team;
        view["app_installed_team_id"] = _slack.Team;
        view["hash"] = Hash;
        view["state"] = new JsonObject { ["values"] = new JsonObject() };
        return view;
    }
}
