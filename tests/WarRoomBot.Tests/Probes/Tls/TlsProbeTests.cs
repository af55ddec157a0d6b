using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.Tls;

/// <summary>The test's clock stands in March 2026.</summary>
public sealed class TlsProbeTests
{
    [Theory]
    [InlineData("target.example", 2020, 2027, 303, "certificate is not trusted")]
    [InlineData("other.example", 2020, 2027, 303, "certificate is for another name")]
    [InlineData("target.example", 2020, 2025, -427, "certificate expired on 1 Jan 2025")]
    [InlineData("target.example", 2027, 2028, 668, "certificate is not valid before 1 Jan 2027")]
    public async Task Days_are_counted_whatever_else_is_wrong_with_the_certificate_and_that_is_told(
        string name, int from, int to, int days, string note)
    {
        using var certificate = Certificates.SelfSigned(name, from, to);
        await using var server = new LoopbackServer((_, _, _) => Task.CompletedTask, certificate);
        await using var bench = new Bench(addresses: ["127.0.0.1"]);

        Assert.Equal(
            new Reading.Number(days) { Note = note },
            await bench.ReadAsync("tls", ("tls", $"target.example:{server.Port}")));
    }

    [Fact]
    public async Task It_says_what_it_looks_at_and_takes_443_by_itself()
    {
        await using var bench = new Bench();

        var spec = bench.Spec("tls", ("tls", "api.example.com"));

        Assert.Equal("certificate on port 443", spec.Origin);
        Assert.Equal(Unit.Count, spec.Unit);
    }
}
