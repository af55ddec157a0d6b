using System.Text.Json.Nodes;

namespace WarRoomBot.TestKit.Slack;

/// <summary>A form that is open in front of somebody.</summary>
public sealed class FakeView
{
    private readonly FakeSlack _slack;
    private readonly FakePerson _person;
    private JsonObject _view;

    internal FakeView(FakeSlack slack, FakePerson person, JsonObject view)
    {
        (_slack, _person, _view) = (slack, person, view);
        Id = $"V0FAKE{slack.NextNumber()}";
    }

    public string Id { get; }

    public string Title => (string)_view["title"]!["text"]!;

    /// <summary>As sent.</summary>
    public JsonObject Json => _view;

    /// <summary>The sentences that stand at its fields after it was refused, by field id.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    /// <summary>Title and fields, as people read them.</summary>
    public string Text => $"{Title}\n{BlockText.Of((JsonArray)_view["blocks"]!, "", id => _slack.PersonById(id)?.Name)}";

    /// <param name="values">By field id or label; a choice by its value or its words. What is left out keeps its initial value.</param>
    public async Task<BotAnswer> Submit(IReadOnlyDictionary<string, string> values)
    {
        var answer = await _slack.Bot.SendPayload(new()
        {
            ["type"] = "view_submission",
            ["team"] = new JsonObject { ["id"] = _slack.Team, ["domain"] = "fake" },
            ["user"] = new JsonObject { ["id"] = _person.Id, ["username"] = _person.Name, ["team_id"] = _slack.Team },
            ["api_app_id"] = "A0FAKE",
            ["trigger_id"] = _slack.Triggers.New(_person),
            ["view"] = ViewWith(StateOf(values)),
        });
        Errors = answer.Errors;
        if (answer.IsOk && answer.Next is { } next)
        {
            if (BlockRules.CheckView(next) is { Count: > 0 } wrong)
                throw new InvalidOperationException(string.Join("; ", wrong));
            // The same modal with other contents.
            (_view, Errors) = (next, new Dictionary<string, string>());
        }
        else if (answer.IsOk && Errors.Count == 0)
        {
            _person.View = null;
        }

        return answer;
    }

    /// <summary>Closes it without sending it in; as it did not ask to be told, the bot learns nothing.</summary>
    public void Close() => _person.View = null;

    private IEnumerable<string> Named(string people) => people.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => _slack.Person(name.TrimStart('@')).Id);

    private JsonObject ViewWith(JsonObject state)
    {
        var view = (JsonObject)_view.DeepClone();
        view["id"] = Id;
        view["team_id"] = _slack.Team;
        view["app_installed_team_id"] = _slack.Team;
        view["hash"] = "1.hash";
        view["state"] = new JsonObject { ["values"] = state };
        return view;
    }

    private JsonObject StateOf(IReadOnlyDictionary<string, string> values)
    {
        var state = new JsonObject();
        var used = new HashSet<string>();
        foreach (var block in ((JsonArray)_view["blocks"]!).OfType<JsonObject>().Where(block => (string?)block["type"] == "input"))
        {
            var id = (string)block["block_id"]!;
            var label = (string)block["label"]!["text"]!;
            var key = values.ContainsKey(id) ? id : label;
            used.Add(key);
            var element = (JsonObject)block["element"]!;
            state[id] = new JsonObject { [(string)element["action_id"]!] = InputOf(element, values.GetValueOrDefault(key)) };
        }

        if (values.Keys.FirstOrDefault(key => !used.Contains(key)) is { } unknown)
            throw new InvalidOperationException($"the form has no field '{unknown}':\n{Text}");
        return state;
    }

    private JsonObject InputOf(JsonObject element, string? value)
    {
        if ((string)element["type"]! == "conversations_select")
            return new() { ["type"] = "conversations_select", ["selected_conversation"] = value is null ? null : _slack.Channel(value.TrimStart('#')).Id };
        if ((string)element["type"]! == "multi_users_select")
        {
            var users = value is null ? (JsonArray?)element["initial_users"]?.DeepClone() ?? [] : new JsonArray([.. Named(value).Select(id => (JsonNode)id)]);
            return new() { ["type"] = "multi_users_select", ["selected_users"] = users };
        }

        if ((string)element["type"]! == "plain_text_input")
            return new() { ["type"] = "plain_text_input", ["value"] = value ?? (string?)element["initial_value"] };
        var option = value is null
            ? element["initial_option"]
            : ((JsonArray)element["options"]!).FirstOrDefault(
                each => (string)each!["value"]! == value || (string)each["text"]!["text"]! == value)
                ?? throw new InvalidOperationException($"'{value}' is none of the options");
        return new() { ["type"] = "static_select", ["selected_option"] = option?.DeepClone() };
    }
}
