namespace WarRoomBot.Probes.Network;

/// <summary>What came of asking a server something.</summary>
internal abstract record Answer<T>
{
    private Answer()
    {
    }

    public sealed record Given(T Value) : Answer<T>;

    /// <param name="Why">A few words for people, secrets masked.</param>
    public sealed record Failed(Failure Failure, string Why) : Answer<T>;

    /// <summary>What a probe makes of it: a failure is told as it is.</summary>
    public Reading Read(Func<T, Reading> read) => this switch
    {
        Given given => read(given.Value),
        Failed failed => new Reading.Failed(failed.Failure, failed.Why),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
