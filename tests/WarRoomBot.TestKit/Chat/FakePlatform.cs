using System.Collections.Concurrent;
using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;

namespace WarRoomBot.TestKit.Chat;

/// <summary>
/// A chat platform in memory, for tests of the door out: it outlives the bots that use it, keeps what it was told, and fails when asked to.
/// </summary>
public sealed class FakePlatform(string name = "fake") : IChatPlatform
{
    private readonly Lock _lock = new();
    private readonly List<Posted> _messages = [];
    private readonly List<(ChatCall Call, string Text)> _calls = [];
    private int _handles;

    public string Name => name;

    public TimeSpan Timeout => TimeSpan.FromSeconds(10);

    /// <summary>Answers a call instead of the platform; null lets it happen. What it is told is the call and the message's text.</summary>
    public Func<ChatCall, string, Delivered?> Fault { get; set; } = (_, _) => null;

    /// <summary>What happens but whose answer is lost.</summary>
    public Func<ChatCall, string, bool> LosesAnswer { get; set; } = (_, _) => false;

    /// <summary>Run before each call is carried out; may wait.</summary>
    public Func<ChatCall, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>How long a caller is told to wait before a call.</summary>
    public Func<ChatCall, Conversation, Priority, TimeSpan> Pace { get; set; } = (_, _, _) => TimeSpan.Zero;

    /// <summary>Every message there is now, in the order of posting.</summary>
    public IReadOnlyList<Posted> Messages
    {
        get
        {
            lock (_lock)
                return [.. _messages.Where(message => !message.Deleted)];
        }
    }

    /// <summary>Every call that reached the platform, with the text of its message.</summary>
    public IReadOnlyList<(ChatCall Call, string Text)> Calls
    {
        get
        {
            lock (_lock)
                return [.. _calls];
        }
    }

    public ConcurrentQueue<Form> Forms { get; } = [];

    public TimeSpan Take(ChatCall call, Conversation conversation, Priority priority) => Pace(call, conversation, priority);

    public Task<Delivered> PostAsync(Message message, CancellationToken cancellationToken) => CallAsync(
        message.To is null ? ChatCall.Post : ChatCall.Whisper,
        Text(message),
        () =>
        {
            if (message.Thread is not null && Find(message.Thread) is null)
                return new Delivered.Gone("no such thread");
            var posted = new Posted((++_handles).ToString(CultureInfo.InvariantCulture), message);
            _messages.Add(posted);
            return new Delivered.Done(posted.Handle);
        },
        cancellationToken);

    public Task<Delivered> EditAsync(Message message, string handle, CancellationToken cancellationToken) => CallAsync(
        ChatCall.Edit,
        Text(message),
        () =>
        {
            if (Find(handle) is not { } posted)
                return new Delivered.Gone("message_not_found");
            posted.Edit(message);
            return new Delivered.Done(handle);
        },
        cancellationToken);

    public Task<Delivered> DeleteAsync(Conversation conversation, string handle, CancellationToken cancellationToken) => CallAsync(
        ChatCall.Delete,
        handle,
        () =>
        {
            Find(handle)?.Delete();
            return new Delivered.Done(handle);
        },
        cancellationToken);

    public Task<Delivered> PinAsync(Conversation conversation, string handle, CancellationToken cancellationToken) => CallAsync(
        ChatCall.Pin,
        handle,
        () =>
        {
            if (Find(handle) is not { } posted)
                return new Delivered.Gone("message_not_found");
            posted.Pin();
            return new Delivered.Done(handle);
        },
        cancellationToken);

    public Task<Delivered> FindAsync(Message message, DateTimeOffset since, CancellationToken cancellationToken) => CallAsync(
        ChatCall.Find,
        Text(message),
        () => _messages.FirstOrDefault(posted => posted.Op == message.Op) is { } found ? new Delivered.Done(found.Handle) : new Delivered.Gone("never arrived"),
        cancellationToken);

    public Task<bool> OpenFormAsync(ChatEvent asked, Form form, CancellationToken cancellationToken)
    {
        Forms.Enqueue(form);
        return Task.FromResult(true);
    }

    private Posted? Find(string handle) => _messages.FirstOrDefault(message => message.Handle == handle && !message.Deleted);

    private static string Text(Message message) => PlainText.Of(message.Card);

    private async Task<Delivered> CallAsync(ChatCall call, string text, Func<Delivered> happens, CancellationToken cancellationToken)
    {
        await Before(call);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _calls.Add((call, text));
            if (Fault(call, text) is { } fault)
                return fault;
            var answer = happens();
            return LosesAnswer(call, text) ? new Delivered.Unsure("the answer was lost") : answer;
        }
    }
}

/// <summary>A message as the platform has it.</summary>
public sealed class Posted(string handle, Message message)
{
    public string Handle => handle;

    public string Op => message.Op;

    public Conversation Conversation => message.Conversation;

    public string? Thread => message.Thread;

    public Person? To => message.To;

    public Card Card { get; private set; } = message.Card;

    public string Text => PlainText.Of(Card);

    public int Edits { get; private set; }

    public bool Pinned { get; private set; }

    public bool Deleted { get; private set; }

    internal void Edit(Message edited)
    {
        Card = edited.Card;
        Edits++;
    }

    internal void Pin() => Pinned = true;

    /// <summary>By the bot, or by hand.</summary>
    public void Delete() => Deleted = true;
}
