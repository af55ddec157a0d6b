using System.Net;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Probes.NameLookup;

/// <summary>
/// The probe <c>dns</c>, as <c>{ dns: name, expect?: addresses }</c>: up when the name leads to an address, and only to expected ones if the
/// plan names any. Asks as everything else here does, by the operating system, whose cache may be a little behind.
/// </summary>
internal sealed class DnsProbe(INameResolver names, AddressGuard guard, GuardedTalk talk) : ProbeKind<DnsSpec>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private static readonly Shape<string> Domains = Shapes.Parsed<string>(
        new() { ["type"] = "string" },
        (scalar, mistakes) =>
        {
            if (Uri.CheckHostName(scalar.Text.Trim()) == UriHostNameType.Dns)
                return scalar.Text.Trim();
            mistakes.Add(scalar, "'dns' is not the name of a host", "write the name alone, as in api.example.com");
            return null;
        });

    private static readonly Shape<IPAddress> Addresses = Shapes.Parsed<IPAddress>(
        new() { ["type"] = "string" },
        (scalar, mistakes) =>
        {
            if (IPAddress.TryParse(scalar.Text, out var address))
                return address;
            mistakes.Add(scalar, $"{scalar.Shown} is not an address", "write it as in 203.0.113.5 or 2001:db8::5");
            return null;
        });

    public override string Name => "dns";

    public override Shape<ProbeSpec> Shape { get; } = Shapes.Group<ProbeSpec>(keys =>
    {
        var name = keys.Required("dns", Domains, "the name that is looked up, as in api.example.com");
        var expect = keys.Optional("expect", Shapes.OneOrMore(Addresses), "the addresses that it may lead to; any without it");
        return values =>
        {
            ValueList<IPAddress> expected = [.. (expect.In(values)?.Value ?? []).Select(address => address.Value)];
            return name.In(values) is { } domain ? new DnsSpec(domain.Value, expected) : null;
        };
    });

    protected override async Task<Reading> ReadAsync(DnsSpec spec, ProbeRound round, CancellationToken cancellationToken)
    {
        if (AddressGuard.Refusal(spec.Domain) is { } refusal)
            return new Reading.Failed(Failure.Forbidden, refusal);
        var looking = round.OnceAsync(spec.Domain, () => LookUpAsync(spec, cancellationToken));
        return await looking.WaitAsync(cancellationToken) switch
        {
            Answer<IPAddress[]>.Failed failed => new Reading.Truth(false, failed.Why) { Failure = failed.Failure },
            Answer<IPAddress[]>.Given { Value: [] } => new Reading.Truth(false, "the name leads to no address"),
            Answer<IPAddress[]>.Given found => Compared(spec, found.Value),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private Task<Answer<IPAddress[]>> LookUpAsync(DnsSpec spec, CancellationToken cancellationToken) => talk.AskAsync(
        spec.Origin,
        () => talk.WithinAsync(Limit, "no answer", token => names.ResolveAsync(spec.Domain, token), cancellationToken),
        cancellationToken);

    private Reading.Truth Compared(DnsSpec spec, IPAddress[] found)
    {
        if (spec.Expect.Count == 0 || found.All(spec.Expect.Contains))
            return new(true);
        var other = found.First(address => !spec.Expect.Contains(address));

        // Whoever may not probe the inner network does not learn its addresses here either.
        return new(false, guard.Refusal(spec.Domain, other) is null ? $"the name leads to {other}" : "the name leads to an address that is not expected");
    }
}
