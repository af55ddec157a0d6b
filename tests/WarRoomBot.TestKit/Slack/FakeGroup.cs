using System.Text.Json.Nodes;

namespace WarRoomBot.TestKit.Slack;

/// <summary>A user group: people who are mentioned together.</summary>
public sealed class FakeGroup
{
    private readonly FakeSlack _slack;
    private IReadOnlyList<string> _members = [];

    internal FakeGroup(FakeSlack slack, string name, string id) => (_slack, Name, Id) = (slack, name, id);

    /// <summary>Its handle without <c>@</c>.</summary>
    public string Name { get; }

    public string Id { get; }

    internal IReadOnlyList<FakePerson> Members => [.. _members.Select(_slack.Person)];

    /// <summary>From now on these are in it, and the app is told.</summary>
    public Task<BotAnswer> Become(params string[] members)
    {
        var before = _members;
        _members = members;
        return _slack.Bot.SendNews(new()
        {
            ["type"] = "subteam_members_changed",
            ["subteam_id"] = Id,
            ["team_id"] = _slack.Team,
            ["date_update"] = _slack.Time.GetUtcNow().ToUnixTimeSeconds(),
            ["added_users"] = Ids(members.Except(before)),
            ["removed_users"] = Ids(before.Except(members)),
            ["event_ts"] = _slack.NextTs(),
        });
    }

    internal void Begin(string[] members) => _members = members;

    private JsonArray Ids(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)_slack.Person(name).Id)]);
}
