namespace WarRoomBot.TestKit.Slack;

/// <summary>Somebody in the workspace.</summary>
public sealed class FakePerson
{
    private readonly FakeSlack _slack;
    private FakeView? _view;

    internal FakePerson(FakeSlack slack, string name, string id) => (_slack, Name, Id) = (slack, name, id);

    public string Name { get; }

    public string Id { get; }

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
}
