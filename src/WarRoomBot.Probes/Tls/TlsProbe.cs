using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Probes.Tls;

/// <summary>
/// The probe <c>tls</c>, as <c>{ tls: host }</c> or <c>{ tls: host:port }</c>: days left, whole ones, of the certificate that expires first
/// in the chain. A chain that is not trusted, or is for another name, has days left all the same and is told beside them.
/// </summary>
internal sealed class TlsProbe(GuardedTalk talk, CertificateCheck certificates) : ProbeKind<TlsSpec>
{
    private const int Https = 443;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public override string Name => "tls";

    public override Shape<ProbeSpec> Shape { get; } = Shapes.Group<ProbeSpec>(keys =>
    {
        var to = keys.Required("tls", Endpoint.Shape("tls", "api.example.com", Https), "host, with a port unless it is 443, as in api.example.com");
        return values => to.In(values) is { } endpoint ? new TlsSpec(endpoint.Value) : null;
    });

    protected override async Task<Reading> ReadAsync(TlsSpec spec, ProbeRound round, CancellationToken cancellationToken)
    {
        var shaking = round.OnceAsync(spec.To.Words, () => talk.AskAsync(spec.Origin, () => ShakeHandsAsync(spec, cancellationToken), cancellationToken));
        return (await shaking.WaitAsync(cancellationToken)).Read(seen => new Reading.Number(seen.DaysLeft) { Note = seen.Note });
    }

    private async Task<Seen> ShakeHandsAsync(TlsSpec spec, CancellationToken cancellationToken)
    {
        await using var stream = await talk.ConnectAsync(spec.To, ConnectLimit, cancellationToken);
        Seen? seen = null;
        await using var secure = new SslStream(stream);
        var options = certificates.Options;
        options.TargetHost = spec.To.Host;
        options.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
        {
            seen = See(certificate as X509Certificate2, chain, errors);

            // Nothing is sent over this connection: it ends here, so a certificate is looked at whatever is wrong with it.
            return seen is not null;
        };
        await talk.WithinAsync(
            Limit,
            "no TLS handshake",
            async token =>
            {
                await secure.AuthenticateAsClientAsync(options, token);
                return true;
            },
            cancellationToken);
        return seen ?? throw new ProbeFailedException(Failure.Tls, "the server shows no certificate");
    }

    private Seen? See(X509Certificate2? leaf, X509Chain? chain, SslPolicyErrors errors)
    {
        if (leaf is null)
            return null;
        var all = chain?.ChainElements.Select(element => element.Certificate).ToList() ?? [];
        var first = all.Append(leaf).MinBy(certificate => certificate.NotAfter)!;
        var left = Math.Floor((first.NotAfter.ToUniversalTime() - talk.Time.GetUtcNow().UtcDateTime).TotalDays);
        var trouble = errors == SslPolicyErrors.None ? null : certificates.Why(leaf, chain, errors);
        var which = first.Thumbprint == leaf.Thumbprint ? null : "of a certificate above the server's own";
        return new(left, string.Join("; ", new[] { which, trouble }.OfType<string>()) is { Length: > 0 } note ? note : null);
    }

    private sealed record Seen(double DaysLeft, string? Note);
}
