using Microsoft.Extensions.Logging;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Delivery;

/// <summary>Does the one next step with one message and writes down what became of it.</summary>
internal sealed class Shipment(
    IDatabase database, IEnumerable<IFiles> files, IEnumerable<Subscription> subscriptions, Leadership leadership, AfterCommit afterCommit, Random chance, TimeProvider time,
    ILogger<Shipment> logger)
{
    private readonly Dictionary<string, IFiles> _files = files.ToDictionary(files => files.Platform);

    private readonly IReadOnlyList<Subscription> _whenClosed = [.. subscriptions.Where(subscription => subscription.Fact == ConversationClosed.Fact)];

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>A slow request may still land after its time-out; looking before that could miss it.</summary>
    private static readonly TimeSpan LandingTime = TimeSpan.FromSeconds(5);

    public Task GoAsync(OutboxRow row, PlatformGate gate, CancellationToken cancellationToken) => row.NextStep switch
    {
        null or DeliveryStep.LetGo => ChangeAsync(row, current => current.LetGo(), cancellationToken),
        DeliveryStep.Post or DeliveryStep.Whisper => PostAsync(row, gate, cancellationToken),
        DeliveryStep.Find => FindAsync(row, gate, cancellationToken),
        DeliveryStep.Upload => UploadAsync(row, gate, cancellationToken),
        { } step => AlterAsync(row, step, gate, cancellationToken),
    };

    private async Task PostAsync(OutboxRow row, PlatformGate gate, CancellationToken cancellationToken)
    {
        var thread = await ThreadAsync(row, cancellationToken);
        var now = time.GetUtcNow();
        // Kept over all attempts: whichever of them landed in the end is found by it.
        var op = row.Op ?? Guid.CreateVersion7(now).ToString("N");
        var begun = await database.WriteAsync(
            (session, token) => OutboxStore.ChangeAsync(
                session, row.Id, leadership.Owner, current => current.State == OutboxState.Waiting ? current.Beginning(op, now, now + gate.Platform.Timeout + LandingTime) : null, token),
            cancellationToken);
        if (begun is null)
            return;
        switch (await gate.CallAsync(DeliveryStep.Post, token => gate.Platform.PostAsync(begun.Message(thread), token), cancellationToken))
        {
            case Delivered.Done done:
                await ChangeAsync(row, current => current.Posted(done.Handle), cancellationToken);
                break;
            case Delivered.Unsure unsure:
                Log.AnswerLost(logger, row.Key, unsure.Why);
                await ChangeAsync(row, current => current.Unsure(time.GetUtcNow() + LandingTime, unsure.Why, gate.Answers), cancellationToken);
                break;
            case Delivered.Gone { File: true } gone:
                await ChangeAsync(row, current => current.Postponed(time.GetUtcNow(), gone.Why) with { Upload = null }, cancellationToken);
                break;
            case Delivered.Gone gone:
                // The thread's first message was deleted by hand: what there is to say goes into the conversation.
                await ChangeAsync(row, current => current.Postponed(time.GetUtcNow(), gone.Why) with { ThreadOf = null, Under = null }, cancellationToken);
                break;
            case Delivered.Later later:
                await LaterAsync(row, later, IsItsOwn(later), cancellationToken);
                break;
            case Delivered.Rejected rejected:
                await RefusedAsync(row, rejected, cancellationToken);
                break;
        }
    }

    /// <summary>Nobody sees the file yet, so a lost answer is only tried again. One that is not taken is shown in words.</summary>
    private async Task UploadAsync(OutboxRow row, PlatformGate gate, CancellationToken cancellationToken)
    {
        var file = Json.Read<ChatFile>(row.File!);
        var answer = _files.TryGetValue(gate.Platform.Name, out var files)
            ? await gate.CallAsync(DeliveryStep.Upload, token => files.UploadAsync(row.Key, row.Conversation, file, token), cancellationToken)
            : new Delivered.Rejected("the platform takes no files", "");
        switch (answer)
        {
            case Delivered.Done done:
                await ChangeAsync(row, current => current.Uploaded(done.Handle), cancellationToken);
                break;
            case Delivered.Later later:
                await LaterAsync(row, later, IsItsOwn(later), cancellationToken);
                break;
            case Delivered.Rejected rejected:
                Log.FileRefused(logger, row.Key, rejected.Why);
                await ChangeAsync(row, current => current.Uploaded(""), cancellationToken);
                break;
            case Delivered.Unsure { Why: var why }:
                await LaterAsync(row, new(null, why), gate.Answers, cancellationToken);
                break;
            case Delivered.Gone { Why: var why }:
                await LaterAsync(row, new(null, why), counts: true, cancellationToken);
                break;
        }
    }

    private async Task FindAsync(OutboxRow row, PlatformGate gate, CancellationToken cancellationToken)
    {
        // What was posted in a thread is to be found only there.
        var thread = await ThreadAsync(row, cancellationToken);
        var answer = await gate.CallAsync(
            DeliveryStep.Find, token => gate.Platform.FindAsync(row.Message(thread), row.AttemptAt!.Value, token), cancellationToken);
        var now = time.GetUtcNow();
        Func<OutboxRow, OutboxRow> change = answer switch
        {
            Delivered.Done found => current => current.Posted(found.Handle),
            // That it cannot be looked for is nothing the message is to blame for.
            Delivered.Later later => current => current.Unsure(now + (later.After ?? Pause(row.Attempts)), later.Why, counts: false),
            Delivered.Unsure unsure => current => current.Unsure(now + Pause(row.Attempts), unsure.Why, counts: false),
            // It never arrived, or nobody may look: better seen twice than never.
            Delivered.Gone gone => current => current.Postponed(now, gone.Why),
            Delivered.Rejected rejected => current => current.Postponed(now, rejected.Why),
            _ => throw new InvalidOperationException($"no such answer: {answer}"),
        };
        await ChangeAsync(row, change, cancellationToken);
    }

    /// <summary>The platform's id of the message whose thread this one belongs to; null when it belongs to none.</summary>
    private async Task<string?> ThreadAsync(OutboxRow row, CancellationToken cancellationToken) => row.ThreadOf is null
        ? row.Under
        : await database.ReadAsync((session, token) => OutboxStore.HandleAsync(session, row.ThreadOf, token), cancellationToken);

    /// <summary>Edits, removes or pins a message that is there: repeating it does no harm, so a lost answer is only tried again.</summary>
    private async Task AlterAsync(OutboxRow row, DeliveryStep step, PlatformGate gate, CancellationToken cancellationToken)
    {
        var (platform, handle) = (gate.Platform, row.Handle!);
        var (call, done) = step switch
        {
            DeliveryStep.Edit => ((Func<CancellationToken, Task<Delivered>>)(token => platform.EditAsync(row.Message(null), handle, token)),
                (Func<OutboxRow, string, OutboxRow>)((current, named) => current.Edited(row.Revision, named))),
            DeliveryStep.Delete => (token => platform.DeleteAsync(row.Conversation, handle, token), (current, _) => current.Removed()),
            _ => (token => platform.PinAsync(row.Conversation, handle, token), (current, _) => current.PinDone()),
        };
        switch (await gate.CallAsync(step, call, cancellationToken))
        {
            case Delivered.Done { Handle: var named }:
                await ChangeAsync(row, current => done(current, named), cancellationToken);
                break;
            case Delivered.Gone:
                await ChangeAsync(row, current => current.Removed(), cancellationToken);
                break;
            case Delivered.Later later:
                await LaterAsync(row, later, IsItsOwn(later), cancellationToken);
                break;
            case Delivered.Unsure unsure:
                await LaterAsync(row, new(null, unsure.Why), gate.Answers, cancellationToken);
                break;
            case Delivered.Rejected rejected when step == DeliveryStep.Edit:
                await RefusedAsync(row, rejected, cancellationToken);
                break;
            case Delivered.Rejected rejected:
                // A message that may not be pinned or removed is still worth showing.
                Log.MessageRefused(logger, row.Key, rejected.Why);
                await ChangeAsync(row, current => done(current, handle), cancellationToken);
                break;
        }
    }

    private async Task LaterAsync(OutboxRow row, Delivered.Later later, bool counts, CancellationToken cancellationToken)
    {
        Log.MessageLater(logger, row.Key, row.Attempts + 1, later.Why);
        var nextAt = time.GetUtcNow() + (later.After ?? Pause(row.Attempts));
        await ChangeAsync(row, current => current.Postponed(nextAt, later.Why, counts), cancellationToken);
    }

    /// <summary>Not when the platform is away, or has said itself when to come again.</summary>
    private static bool IsItsOwn(Delivered.Later later) => later is { After: null, Unreachable: false };

    /// <summary>Whoever caused the message learns what would be right, if the platform gave a way to answer them.</summary>
    private async Task RefusedAsync(OutboxRow row, Delivered.Rejected rejected, CancellationToken cancellationToken)
    {
        Log.MessageRefused(logger, row.Key, rejected.Why);
        await ChangeAsync(row, current => current.Refused(rejected.Why), cancellationToken);
        if (rejected.IsClosed && row.To is null)
            await TellClosedAsync(row, rejected, cancellationToken);
        if (row.ReplyTo is null || row.To is not null)
            return;
        var advice = new Notice($"refused/{row.Key}/{rejected.Why}", row.Conversation, Card.Text(rejected.Advice))
        {
            To = new Person("", ""),
            ReplyTo = row.ReplyTo,
            Priority = Priority.Answer,
        };
        await database.WriteAsync(
            async (session, token) =>
            {
                await OutboxStore.AddAsync(session, advice, time.GetUtcNow(), token);
                return true;
            },
            cancellationToken);
        afterCommit.Announce(new Wakes { Conversations = { [row.Conversation] = advice.Priority } });
    }

    /// <summary>Told once for each content that was refused; whoever keeps something in that conversation finds another place for it.</summary>
    private async Task TellClosedAsync(OutboxRow row, Delivered.Rejected rejected, CancellationToken cancellationToken)
    {
        var lane = row.Conversation.ToString();
        var fact = new Fact(ConversationClosed.Fact, lane, Json.Write(new ConversationClosed(row.Conversation, rejected.Advice)));
        var arrivals = _whenClosed.Select(subscription => Kinds.Of(fact, subscription, $"{row.Id}-{row.Revision}", time.GetUtcNow())).ToList();
        await database.WriteAsync(
            async (session, token) =>
            {
                await InboxStore.AppendAsync(session, arrivals, token);
                return true;
            },
            cancellationToken);
        afterCommit.Announce(lane);
    }

    private Task ChangeAsync(OutboxRow row, Func<OutboxRow, OutboxRow> change, CancellationToken cancellationToken) =>
        database.WriteAsync((session, token) => OutboxStore.ChangeAsync(session, row.Id, null, change, token), cancellationToken);

    /// <summary>Doubling from a second, with a fifth of chance so that many do not come back at once.</summary>
    private TimeSpan Pause(long attempts) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, attempts)) * (0.9 + (0.2 * chance.NextDouble())));
}
