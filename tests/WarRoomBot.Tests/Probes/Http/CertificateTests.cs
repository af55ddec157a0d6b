using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.Http;

/// <summary>The test's clock stands in March 2026.</summary>
public sealed class CertificateTests
{
    [Theory]
    [InlineData("target.example", 2020, 2025, "certificate expired on 1 Jan 2025")]
    [InlineData("target.example", 2027, 2030, "certificate is not valid before 1 Jan 2027")]
    [InlineData("other.example", 2020, 2099, "certificate is for another name")]
    [InlineData("target.example", 2020, 2099, "certificate is not trusted")]
    public async Task It_is_told_what_is_wrong_with_a_certificate(string name, int from, int to, string why)
    {
        using var certificate = Certificates.SelfSigned(name, from, to);
        await using var target = new FakeTarget(exchange => exchange.JsonAsync("""{"x":1}"""), certificate);
        await using var bench = new Bench(addresses: ["127.0.0.1"]);

        Assert.Equal(
            new Reading.Failed(Failure.Tls, why),
            await bench.ReadAsync("http", ("http", $"https://target.example:{target.Port}/"), ("select", "x")));
        Assert.Empty(target.Exchanges);
    }

    [Fact]
    public async Task A_server_that_speaks_no_tls_is_told()
    {
        using var plain = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        plain.Start();
        await using var bench = new Bench();

        var reading = bench.ReadAsync("http", ("http", $"https://{plain.LocalEndpoint}/"), ("select", "x"));
        using (var connection = await plain.AcceptSocketAsync(TestContext.Current.CancellationToken))
            await connection.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal(Failure.Tls, Assert.IsType<Reading.Failed>(await reading).Failure);
    }
}
