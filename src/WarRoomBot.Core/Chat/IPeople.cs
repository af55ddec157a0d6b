namespace WarRoomBot.Chat;

/// <summary>Looks people and groups up on one platform; what was looked up lately is known.</summary>
/// <remarks>What cannot be done now is thrown as <see cref="Delivery.TryLaterException"/> and asked again when it says so.</remarks>
public interface IPeople
{
    /// <summary>The first part of its <see cref="Conversation"/>s.</summary>
    string Platform { get; }

    /// <param name="near">A conversation in the same workspace.</param>
    /// <param name="person">A person or a group.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    Task<Profile> LookUpAsync(Conversation near, Person person, CancellationToken cancellationToken);
}

/// <summary>What the platform knows of somebody.</summary>
/// <param name="Person">By the name they have there; a group with those who are in it.</param>
public sealed record Profile(Person Person, ProfileKind Kind)
{
    /// <summary>Why it could not be looked up, small and without a full stop; null when it could.</summary>
    public string? Trouble { get; init; }
}

public enum ProfileKind
{
    /// <summary>A member like any other, or a group of such.</summary>
    Member,

    /// <summary>Somebody who may not see every channel.</summary>
    Guest,
    App,

    /// <summary>An account that is deactivated.</summary>
    Left,

    /// <summary>The platform knows nobody of that id, or does not say.</summary>
    Unknown,
}
