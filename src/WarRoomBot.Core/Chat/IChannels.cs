using System.Text.Json.Serialization;

namespace WarRoomBot.Chat;

/// <summary>
/// Makes channels on one platform and looks after them. Each call may be repeated after a crash and then does no harm; each is bounded by a
/// time-out of its own. What the platform refuses for good is part of the answer.
/// </summary>
/// <remarks>What cannot be done now is thrown as <see cref="Delivery.TryLaterException"/> and asked again when it says so.</remarks>
public interface IChannels
{
    /// <summary>The first part of its <see cref="Conversation"/>s.</summary>
    string Platform { get; }

    /// <summary>Makes a public channel with the bot in it, or finds the one that an earlier attempt made.</summary>
    Task<ChannelAnswer> CreateAsync(ChannelWork.Create wanted, CancellationToken cancellationToken);

    /// <summary>Says what the channel is for, and keeps links at its top.</summary>
    Task<ChannelAnswer> FurnishAsync(ChannelWork.Furnish wanted, CancellationToken cancellationToken);

    /// <summary>Brings people in. Who cannot come does not keep the others out.</summary>
    Task<ChannelAnswer> InviteAsync(ChannelWork.Invite wanted, CancellationToken cancellationToken);

    Task<ChannelAnswer> ArchiveAsync(ChannelWork.Archive wanted, CancellationToken cancellationToken);
}

/// <summary>Something to be done with a channel.</summary>
/// <param name="Subject">What it is for, handed back with the answer.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(Create), "create")]
[JsonDerivedType(typeof(Furnish), "furnish")]
[JsonDerivedType(typeof(Invite), "invite")]
[JsonDerivedType(typeof(Archive), "archive")]
public abstract record ChannelWork(string Subject)
{
    /// <param name="Subject">What it is for.</param>
    /// <param name="Near">A conversation in the same workspace.</param>
    /// <param name="Names">Without <c>#</c>, at most 80 characters: the first that is free is taken.</param>
    /// <param name="Purpose">At most 200 characters.</param>
    /// <param name="Mark">Short, and unlike that of any other channel: the channel carries it, so that it is found again when the answer was lost.</param>
    /// <param name="Since">When it was first asked for.</param>
    public sealed record Create(string Subject, Conversation Near, IReadOnlyList<string> Names, string Purpose, string Mark, DateTimeOffset Since) : ChannelWork(Subject);

    /// <param name="Topic">At most 250 characters.</param>
    public sealed record Furnish(string Subject, Conversation Channel, string Topic, IReadOnlyList<ChannelLink> Links) : ChannelWork(Subject);

    public sealed record Invite(string Subject, Conversation Channel, IReadOnlyList<Person> People) : ChannelWork(Subject);

    public sealed record Archive(string Subject, Conversation Channel) : ChannelWork(Subject);
}

/// <param name="Address">http or https.</param>
public sealed record ChannelLink(string Title, string Address);

/// <summary>What came of it.</summary>
public sealed record ChannelAnswer
{
    /// <summary>The channel that was made; null when it was refused, or was there before.</summary>
    public Conversation? Channel { get; init; }

    /// <summary>Its name without <c>#</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Why it was refused, and what would be right, as a sentence with small beginning and without a full stop; null when all went well.</summary>
    public string? Trouble { get; init; }

    /// <summary>Who could not be brought in, each with the reason in a few words.</summary>
    public IReadOnlyList<NotInvited> NotInvited { get; init; } = [];
}

public sealed record NotInvited(Person Person, string Why)
{
    /// <summary>The platform knows nobody of that id: whoever it was has left.</summary>
    public bool IsUnknown { get; init; }
}
