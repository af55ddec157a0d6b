using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Plans;

/// <summary>A kind of probe that is only written and read, never asked: an address, and perhaps what to select and when to try again.</summary>
internal sealed class FakeKind(string name) : ProbeKind
{
    public static readonly IReadOnlyList<ProbeKind> All = [new FakeKind("http"), new FakeKind("health")];

    public override string Name => name;

    public override Type SpecType => typeof(FakeSpec);

    public override Shape<ProbeSpec> Shape { get; } = Shapes.Group<ProbeSpec>(keys =>
    {
        var address = keys.Required(name, Shapes.Text, "where it looks");
        var select = keys.Optional("select", Shapes.Text, "the path to the figure");
        var retryAfter = keys.Optional("retry-after", Shapes.Duration, "when it tries again");
        return values => address.In(values) is { } found
            ? new FakeSpec(name, found.Value, select.In(values)?.Value, retryAfter.In(values)?.Value)
            : null;
    });

    public override Task<Reading> ReadAsync(ProbeSpec spec, ProbeRound round, CancellationToken cancellationToken) =>
        Task.FromResult<Reading>(new Reading.NoData("a fake measures nothing"));
}

internal sealed record FakeSpec(string Kind, string Address, string? Select, TimeSpan? RetryAfter) : ProbeSpec
{
    public override string Origin => $"{Kind} {Select}";
}
