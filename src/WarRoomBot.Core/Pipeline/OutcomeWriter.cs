using WarRoomBot.Chat;
using WarRoomBot.Delivery;
using WarRoomBot.Scheduling;

namespace WarRoomBot.Pipeline;

/// <summary>Writes an outcome into the transaction of the turn that led to it.</summary>
internal sealed class OutcomeWriter(IEnumerable<Subscription> subscriptions)
{
    private readonly ILookup<string, Subscription> _subscriptions = subscriptions.ToLookup(subscription => subscription.Fact);

    public async Task WriteAsync(Outcome outcome, Turn turn, Wakes wakes, CancellationToken cancellationToken)
    {
        foreach (var effect in outcome.Effects)
            await WriteAsync(effect, turn, wakes, cancellationToken);
    }

    private async Task WriteAsync(Effect effect, Turn turn, Wakes wakes, CancellationToken cancellationToken)
    {
        var (session, now) = (turn.Session, turn.Now);
        switch (effect)
        {
            case Show show:
                await OutboxStore.ShowAsync(session, show, now, cancellationToken);
                wakes.Sends(show.Conversation, show.Priority);
                break;
            case Withdraw withdraw:
                foreach (var conversation in await OutboxStore.WithdrawAsync(session, withdraw.Key, now, cancellationToken))
                    wakes.Sends(conversation, Priority.Urgent);
                break;
            case TryAgain again:
                await OutboxStore.TryAgainAsync(session, again.Conversation, now, cancellationToken);
                wakes.Sends(again.Conversation, Priority.Urgent);
                break;
            case Notice notice:
                await OutboxStore.AddAsync(session, notice, now, cancellationToken);
                wakes.Sends(notice.Conversation, notice.Priority);
                break;
            case Perform perform:
                await ActionStore.AddAsync(session, perform, now, cancellationToken);
                wakes.Actions = true;
                break;
            case FallsDue schedule:
                await DueStore.PutAsync(session, schedule, cancellationToken);
                wakes.Due.Add(schedule.At);
                break;
            case CallOff calledOff:
                await DueStore.RemoveAsync(session, calledOff.Key, cancellationToken);
                break;
            case Record record:
                await RecordStore.AppendAsync(session, record, now, cancellationToken);
                break;
            case Fact fact:
                var told = _subscriptions[fact.Name].Select(subscription => Kinds.Of(fact, subscription, turn.Arrival, now)).ToList();
                await InboxStore.AppendAsync(session, told, cancellationToken);
                wakes.Lanes.Add(fact.Lane);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(effect), effect, "no such effect");
        }
    }
}

/// <summary>Who has work after the commit.</summary>
internal sealed class Wakes
{
    /// <summary>In which something is to be sent, and the most urgent of it.</summary>
    public Dictionary<Conversation, Priority> Conversations { get; } = [];

    public bool Actions { get; set; }

    public HashSet<string> Lanes { get; } = [];

    public List<DateTimeOffset> Due { get; } = [];

    public void Sends(Conversation conversation, Priority priority) =>
        Conversations[conversation] = Conversations.TryGetValue(conversation, out var most) && most < priority ? most : priority;
}
