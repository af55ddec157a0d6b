using System.Text;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes;

/// <summary>What every probe over a network promises, whatever is at the other end. Each kind inherits it.</summary>
public abstract class ProbeConformance : IAsyncDisposable
{
    protected const string Secret = "hunter2-tops3cret";

    private protected Bench Bench { get; } = new();

    /// <summary>The key of the kind in a plan.</summary>
    protected abstract string Kind { get; }

    /// <summary>How long the kind waits for a server that takes the connection and says nothing; null when that is all it wants.</summary>
    protected virtual TimeSpan? Patience => TimeSpan.FromSeconds(10);

    /// <summary>Whether it can be read from servers that never say what the kind speaks; then garbage is no failure.</summary>
    protected virtual bool UnderstandsAnything => false;

    /// <summary>A probe of the kind as a plan writes it.</summary>
    /// <param name="password">Written wherever the kind takes a secret; null for none.</param>
    private protected abstract (string Key, object Value)[] Probe(string host, int port, string? password = null);

    /// <summary>What the kind makes of a server that fails.</summary>
    protected virtual void IsFailure(Failure failure, string why, Reading reading)
    {
        var failed = Assert.IsType<Reading.Failed>(reading);
        Assert.Equal(failure, failed.Failure);
        Assert.Contains(why, failed.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_refuses_is_told()
    {
        var (port, holder) = LoopbackServer.Refusing();
        using var _ = holder;

        IsFailure(Failure.Refused, "connection refused", await ReadAsync(port));
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_in_time()
    {
        if (Patience is not { } patience)
            return;
        await using var server = LoopbackServer.Silent();

        var reading = ReadAsync(server.Port);
        await server.ConnectedAsync();
        await Bench.Clock.PassAsync(patience);

        IsFailure(Failure.Timeout, "within", await reading);
    }

    [Fact]
    public async Task A_server_that_hangs_up_is_never_a_figure()
    {
        await using var server = LoopbackServer.Resetting();

        if (Patience is not null)
            IsFailure(Failure.Network, "connection", await ReadAsync(server.Port));
    }

    [Theory]
    [InlineData("220 mail.example.com ESMTP\r\n\r\n")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\r\n\r\n")]
    [InlineData("12345\r\n\r\n12345\r\n\r\n12345\r\n\r\n")]
    public async Task A_server_that_speaks_something_else_is_never_a_figure(string words)
    {
        await using var server = LoopbackServer.Saying(Encoding.Latin1.GetBytes(words));

        var reading = await ReadAsync(server.Port);

        Assert.Equal(UnderstandsAnything, reading is Reading.Number or Reading.Truth { Value: true });
    }

    [Fact]
    public async Task The_metadata_address_is_refused_even_where_private_networks_are_allowed() =>
        IsForbidden(await Bench.ReadAsync(Kind, Probe("169.254.169.254", 80)));

    [Fact]
    public async Task A_name_that_leads_to_the_metadata_address_is_refused()
    {
        await using var bench = new Bench(addresses: ["169.254.169.254"]);

        IsForbidden(await bench.ReadAsync(Kind, Probe("harmless.example", 80)));
    }

    [Fact]
    public async Task A_private_address_is_refused_where_the_operator_does_not_allow_it()
    {
        await using var server = LoopbackServer.Silent();
        await using var bench = new Bench(allowPrivateNetworks: false);

        var failed = IsForbidden(await bench.ReadAsync(Kind, Probe("127.0.0.1", server.Port)));

        Assert.Contains("Probes:AllowPrivateNetworks", failed.Why, StringComparison.Ordinal);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task It_stops_at_once_when_cancelled()
    {
        if (Patience is null)
            return;
        await using var server = LoopbackServer.Silent();
        using var stop = new CancellationTokenSource();

        var reading = Bench.Kind(Kind).ReadAsync(Bench.Spec(Kind, Probe("127.0.0.1", server.Port)), new(1), stop.Token);
        await server.ConnectedAsync();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task No_secret_is_told_even_when_the_server_repeats_it()
    {
        await using var server = new LoopbackServer(async (stream, socket, stop) =>
        {
            var heard = new byte[4096];
            var length = await stream.ReadAsync(heard, stop);
            await LoopbackServer.SayLastAsync(stream, socket, Repeating(heard[..length]), stop);
        });
        var spec = Bench.Spec(Kind, Probe("127.0.0.1", server.Port, Secret));

        var reading = await Bench.Kind(Kind).ReadAsync(spec, new(1), TestContext.Current.CancellationToken);
        var said = $"{spec} {spec.Origin} {spec.Host} {reading} {string.Join('\n', Bench.Logged)}";

        Assert.DoesNotContain(Secret, said, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Two_probes_written_alike_are_equal_and_others_are_not()
    {
        Assert.Equal(Bench.Spec(Kind, Probe("one.example", 1, "secret1")), Bench.Spec(Kind, Probe("one.example", 1, "secret1")));
        Assert.NotEqual(Bench.Spec(Kind, Probe("one.example", 1)), Bench.Spec(Kind, Probe("two.example", 1)));
        if (Probe("one.example", 1, "secret1").SequenceEqual(Probe("one.example", 1, "secret2")))
            return;
        Assert.NotEqual(Bench.Spec(Kind, Probe("one.example", 1, "secret1")), Bench.Spec(Kind, Probe("one.example", 1, "secret2")));
    }

    [Fact]
    public void It_says_whom_it_asks_unless_it_is_this_machine()
    {
        Assert.Equal("one.example", Bench.Spec(Kind, Probe("One.Example", 1)).Host);
        Assert.Null(Bench.Spec(Kind, Probe("127.0.0.1", 1)).Host);
    }

    public async ValueTask DisposeAsync()
    {
        await Bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Words of a server, as the kind would understand them, that repeat what it heard.</summary>
    protected virtual byte[] Repeating(byte[] heard) => heard;

    private Task<Reading> ReadAsync(int port) => Bench.ReadAsync(Kind, Probe("127.0.0.1", port));

    private static Reading.Failed IsForbidden(Reading reading)
    {
        var failed = Assert.IsType<Reading.Failed>(reading);
        Assert.Equal(Failure.Forbidden, failed.Failure);
        return failed;
    }
}
