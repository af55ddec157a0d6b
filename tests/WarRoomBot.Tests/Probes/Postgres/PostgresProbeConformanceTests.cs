using System.Text;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.Postgres;

public sealed class PostgresProbeConformanceTests : ProbeConformance
{
    protected override string Kind => "postgres";

    protected override TimeSpan? Patience => TimeSpan.FromSeconds(3);

    private protected override (string Key, object Value)[] Probe(string host, int port, string? password = null) =>
        [("postgres", $"postgres://ana{(password is null ? "" : $":{password}")}@{host}:{port}/app?sslmode=disable"), ("read", "connections")];

    /// <summary>An error of the server: S, C and M are severity, code and message. Source: PostgreSQL manual, "Message Formats".</summary>
    protected override byte[] Repeating(byte[] heard)
    {
        var fields = Encoding.UTF8.GetBytes($"SFATAL\0VFATAL\0C08P01\0M{Secret} {Encoding.UTF8.GetString(heard).Replace('\0', ' ')}\0\0");
        return [(byte)'E', 0, 0, (byte)((fields.Length + 4) >> 8), (byte)(fields.Length + 4), .. fields];
    }

    [Theory]
    [InlineData("28P01", "the user or the password is not accepted")]
    [InlineData("53300", "the server has no connection left to give")]
    [InlineData("57P03", "the server is starting up or shutting down")]
    [InlineData("3D000", "there is no such database")]
    [InlineData("XX000", "the server answers \"odd\"")]
    public async Task A_server_that_lets_nobody_in_says_why(string code, string why)
    {
        var fields = Encoding.UTF8.GetBytes($"SFATAL\0VFATAL\0C{code}\0Modd\0\0");
        await using var server = LoopbackServer.Saying([(byte)'E', 0, 0, 0, (byte)(fields.Length + 4), .. fields]);

        Assert.Equal(new Reading.Failed(Failure.Status, why), await Bench.ReadAsync(Kind, Probe("127.0.0.1", server.Port)));
    }

    [Fact]
    public async Task It_does_not_trust_every_certificate_where_the_plan_says_so()
    {
        using var certificate = Certificates.SelfSigned("db.example", 2020, 2099);
        await using var server = new LoopbackServer(async (stream, _, stop) =>
        {
            // The request for TLS has eight bytes; S is yes.
            await stream.ReadExactlyAsync(new byte[8], stop);
            await stream.WriteAsync("S"u8.ToArray(), stop);
            var secure = new System.Net.Security.SslStream(stream);
            await secure.AuthenticateAsServerAsync(certificate);
        });
        await using var bench = new Bench(addresses: ["127.0.0.1"]);

        Assert.Equal(
            new Reading.Failed(Failure.Tls, "certificate is not trusted"),
            await bench.ReadAsync("postgres", ("postgres", $"postgres://ana@db.example:{server.Port}/app?sslmode=verify-full"), ("read", "size")));
    }
}
