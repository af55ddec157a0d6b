namespace WarRoomBot.Probes;

/// <summary>Every kind of probe there is.</summary>
public sealed class ProbeKinds(IEnumerable<ProbeKind> kinds)
{
    private readonly Dictionary<Type, ProbeKind> _bySpec = kinds.ToDictionary(kind => kind.SpecType);

    public IReadOnlyCollection<ProbeKind> All => _bySpec.Values;

    /// <inheritdoc cref="ProbeKind.ReadAsync"/>
    public Task<Reading> ReadAsync(ProbeSpec spec, ProbeRound round, CancellationToken cancellationToken) => spec is UnsetProbe unset
        ? Task.FromResult<Reading>(new Reading.Failed(Failure.Configuration, unset.Why))
        : _bySpec[spec.GetType()].ReadAsync(spec, round, cancellationToken);
}
