using System.Globalization;
using System.Text.Json.Nodes;

namespace WarRoomBot.TestKit.Slack;

/// <summary>The addresses at which a person can be answered: 5 uses within 30 minutes.</summary>
internal sealed class FakeResponseUrls(FakeSlack slack)
{
    private const int MostUses = 5;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private readonly List<Address> _addresses = [];

    private sealed class Address(FakeChannel channel, FakePerson person, FakeMessage? source, DateTimeOffset at)
    {
        public FakeChannel Channel => channel;

        public FakePerson Person => person;

        public FakeMessage? Source => source;

        public DateTimeOffset At => at;

        public int Uses { get; set; }
    }

    public Uri New(FakeChannel channel, FakePerson person, FakeMessage? source = null)
    {
        lock (slack.Sync)
        {
            _addresses.Add(new(channel, person, source, slack.Time.GetUtcNow()));
            return new(slack.Address, string.Create(CultureInfo.InvariantCulture, $"{slack.Team}/response/{_addresses.Count - 1}"));
        }
    }

    public FakeChannel? ChannelOf(int number)
    {
        lock (slack.Sync)
            return number < _addresses.Count ? _addresses[number].Channel : null;
    }

    /// <returns>False when it is unknown, used up or too old.</returns>
    /// <exception cref="FakeSlackError">The message is wrong.</exception>
    public bool Use(int number, JsonObject message)
    {
        lock (slack.Sync)
        {
            if (number >= _addresses.Count || _addresses[number] is not { Uses: < MostUses } address
                || slack.Time.GetUtcNow() - address.At > Life)
                return false;
            FakeArguments.Only(message, "text", "blocks", "response_type", "replace_original", "delete_original", "thread_ts", "metadata");
            if (message["metadata"] is not null)
                throw new FakeSlackError("invalid_arguments", "metadata are not allowed here");
            address.Uses++;
            if ((bool?)message["delete_original"] == true)
                address.Source?.Channel.Remove(address.Source);
            else if ((bool?)message["replace_original"] == true && address.Source is not null)
                Replace(address.Source, message);
            else
                Add(address, message);
            return true;
        }
    }

    private static void Replace(FakeMessage source, JsonObject message)
    {
        var (text, blocks) = FakeArguments.ContentOf(message, 40_000);
        (source.Fallback, source.Blocks) = (text, blocks);
        source.Edits++;
    }

    private void Add(Address address, JsonObject message)
    {
        var (text, blocks) = FakeArguments.ContentOf(message, 40_000);
        address.Channel.Add(new(slack, address.Channel, slack.NextTs())
        {
            Recipient = (string?)message["response_type"] == "in_channel" ? null : address.Person,
            Fallback = text,
            Blocks = blocks,
        });
    }
}
