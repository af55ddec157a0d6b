using System.Globalization;
using System.Text.Json.Nodes;

namespace WarRoomBot.TestKit.Slack;

/// <summary>The short-lived rights to open a form: 3 seconds, one use.</summary>
internal sealed class FakeTriggers(TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Trigger> _triggers = [];

    private sealed record Trigger(FakePerson Person, DateTimeOffset At, bool Used);

    public string New(FakePerson person)
    {
        lock (_lock)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{_triggers.Count + 1}.{time.GetUtcNow().ToUnixTimeMilliseconds()}.fake");
            _triggers[id] = new(person, time.GetUtcNow(), false);
            return id;
        }
    }

    /// <exception cref="FakeSlackError">It is unknown, used or too old.</exception>
    public FakePerson Use(string id)
    {
        lock (_lock)
        {
            if (!_triggers.TryGetValue(id, out var trigger))
                throw new FakeSlackError("invalid_trigger_id");
            if (trigger.Used)
                throw new FakeSlackError("exchanged_trigger_id");
            if (time.GetUtcNow() - trigger.At > Life)
                throw new FakeSlackError("expired_trigger_id");
            _triggers[id] = trigger with { Used = true };
            return trigger.Person;
        }
    }
}

/// <summary>A method's refusal.</summary>
internal sealed class FakeSlackError(string error, params string[] messages) : Exception(error)
{
    public string Error => Message;

    public IReadOnlyList<string> Messages => messages;

    /// <summary>What stands in the answer beside the error.</summary>
    public JsonObject Extra { get; init; } = [];
}
