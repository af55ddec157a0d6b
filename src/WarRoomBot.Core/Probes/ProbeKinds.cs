namespace WarRoomBot.Probes;

/// <summary>Every kind of probe there is.</summary>
public sealed class ProbeKinds(IEnumerable<ProbeKind> kinds)
{
    private readonly Dictionary<Type, ProbeKind> _bySpec = kinds.ToDictionary(kind => kind.SpecType);

    public IReadOnlyCollection<ProbeKind> All => _bySpec.Values;

    /// <inheritdoc cref="ProbeKind.ReadAsync"/>
    public Task<Reading> ReadAsync(ProbeSpec spec, ProbeRound round, CancellationToken cancellationToken) =>
        _bySpec[spec.GetType()].ReadAsync(spec, round, cancellationToken);
}
