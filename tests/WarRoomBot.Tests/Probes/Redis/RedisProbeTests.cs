using System.Globalization;
using System.Text;
using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.Redis;

/// <summary>The protocol byte by byte, and figures that move.</summary>
public sealed class RedisProbeTests : IAsyncDisposable
{
    private readonly Bench _bench = new();
    private string _info = "";

    [Fact]
    public async Task The_hit_rate_is_that_since_the_last_reading()
    {
        await using var server = Server();

        Assert.Equal(new Reading.NoData("counting from this reading on"), await ReadAsync(server, "hit-rate", Stats(900, 100, 0)));
        Assert.Equal(new Reading.Number(25), await ReadAsync(server, "hit-rate", Stats(901, 103, 0)));
        Assert.Equal(new Reading.NoData("nothing was looked up since the last reading"), await ReadAsync(server, "hit-rate", Stats(901, 103, 0)));
    }

    [Fact]
    public async Task A_server_that_was_started_again_counts_from_zero()
    {
        await using var server = Server();

        await ReadAsync(server, "hit-rate", Stats(900, 100, 0));
        Assert.Equal(new Reading.Number(75), await ReadAsync(server, "hit-rate", Stats(3, 1, 0, "b")));

        // Even where it has counted further than the one before.
        Assert.Equal(new Reading.Number(50), await ReadAsync(server, "hit-rate", Stats(5000, 5000, 0, "c")));
    }

    [Fact]
    public async Task What_is_evicted_is_told_per_minute()
    {
        await using var server = Server();

        await ReadAsync(server, "evictions-per-minute", Stats(0, 0, 100));
        _bench.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(new Reading.Number(40), await ReadAsync(server, "evictions-per-minute", Stats(0, 0, 120)));
    }

    [Theory]
    [InlineData("memory", "used_memory:500\r\nmaxmemory:1000", 500)]
    [InlineData("memory-percent", "used_memory:500\r\nmaxmemory:1000", 50)]
    [InlineData("clients", "connected_clients:12", 12)]
    [InlineData("blocked", "blocked_clients:3", 3)]
    public async Task Figures_of_the_moment_are_read(string read, string info, double value)
    {
        await using var server = Server();

        Assert.Equal(new Reading.Number(value), await ReadAsync(server, read, info));
    }

    [Theory]
    [InlineData("memory", "", "used_memory is missing from INFO")]
    [InlineData("memory", "used_memory:many", "used_memory is missing from INFO")]
    [InlineData("memory-percent", "used_memory:1\r\nmaxmemory:0", "the server has no limit: maxmemory is 0")]
    [InlineData("hit-rate", "x:1", "counting from this reading on")]
    public async Task What_is_not_there_is_no_data(string read, string info, string why)
    {
        await using var server = Server();

        Assert.Equal(new Reading.NoData(why), await ReadAsync(server, read, info));
    }

    [Fact]
    public async Task All_figures_of_a_server_cost_one_connection_and_one_info_per_round()
    {
        _info = Stats(1, 1, 0);
        var commands = new List<string>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = Server(commands, all.Task);
        var round = new ProbeRound(1);

        var readings = new List<Task<Reading>>();
        foreach (var read in new[] { "memory", "clients", "hit-rate" })
            readings.Add(_bench.Kind("redis").ReadAsync(Spec(server, ("read", read)), round, TestContext.Current.CancellationToken));
        readings.Add(_bench.Kind("redis").ReadAsync(Spec(server, ("queue", "jobs")), round, TestContext.Current.CancellationToken));
        all.SetResult();
        await Task.WhenAll(readings);

        Assert.Equal(1, server.Connections);
        Assert.Equal(["INFO", "LLEN jobs"], commands);
    }

    [Theory]
    [InlineData(":12\r\n", "the answer is not that of a Redis server")]
    [InlineData("$-1\r\n", "used_memory is missing from INFO")]
    [InlineData("$5\r\nhelloXX", "the answer is not that of a Redis server")]
    [InlineData("$x\r\n", "the answer is not that of a Redis server")]
    [InlineData("*1\r\n:1\r\n", "the answer is not that of a Redis server")]
    [InlineData("$2000000000\r\n", "answer larger than 256 KiB")]
    [InlineData("$100\r\nonly this", "connection closed without a whole answer")]
    [InlineData("-LOADING Redis is loading the dataset in memory\r\n", "the server is still loading its data")]
    [InlineData("-ERR max number of clients reached\r\n", "the server takes no more clients")]
    public async Task Answers_out_of_order_are_told(string answer, string why)
    {
        await using var server = LoopbackServer.Saying(Encoding.UTF8.GetBytes(answer));

        var reading = await _bench.Kind("redis").ReadAsync(Spec(server, ("read", "memory")), new(1), TestContext.Current.CancellationToken);

        Assert.Equal(why, reading switch
        {
            Reading.Failed failed => failed.Why,
            Reading.NoData none => none.Why,
            _ => reading.ToString(),
        });
    }

    [Fact]
    public async Task A_line_without_end_is_cut_off()
    {
        await using var server = LoopbackServer.Saying(Encoding.UTF8.GetBytes("+" + new string('x', 1 << 20)));

        var reading = await _bench.Kind("redis").ReadAsync(Spec(server, ("read", "memory")), new(1), TestContext.Current.CancellationToken);

        Assert.Equal(new Reading.Failed(Failure.TooLarge, "the answer is too large"), reading);
    }

    [Fact]
    public async Task It_speaks_over_tls_and_does_not_trust_everybody()
    {
        using var certificate = Certificates.SelfSigned("redis.example", 2020, 2099);
        await using var server = new LoopbackServer((_, _, _) => Task.CompletedTask, certificate);

        Assert.Equal(
            new Reading.Failed(Failure.Tls, "certificate is for another name"),
            await _bench.ReadAsync("redis", ("redis", $"rediss://127.0.0.1:{server.Port}"), ("read", "memory")));
    }

    [Fact]
    public void It_says_what_is_read_and_in_which_unit()
    {
        var spec = _bench.Spec("redis", ("redis", "redis://ana:hunter2@redis.example"), ("read", "hit-rate"));
        Assert.Equal("Redis → hit rate since the last reading", spec.Origin);
        Assert.Equal(Unit.Percent, spec.Unit);
        Assert.Equal("Redis → length of jobs", _bench.Spec("redis", ("redis", "redis://redis.example"), ("queue", "jobs")).Origin);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private ProbeSpec Spec(LoopbackServer server, (string Key, object Value) what) =>
        _bench.Spec("redis", ("redis", $"redis://127.0.0.1:{server.Port}"), what);

    private async Task<Reading> ReadAsync(LoopbackServer server, string read, string info)
    {
        _info = info;
        return await _bench.Kind("redis").ReadAsync(Spec(server, ("read", read)), new(1), TestContext.Current.CancellationToken);
    }

    private static string Stats(long hits, long misses, long evicted, string run = "a") => string.Create(
        CultureInfo.InvariantCulture,
        $"# Server\r\nrun_id:{run}\r\n\r\n# Stats\r\nkeyspace_hits:{hits}\r\nkeyspace_misses:{misses}\r\nevicted_keys:{evicted}\r\nused_memory:1\r\nconnected_clients:1\r\n");

    /// <summary>Answers INFO with <see cref="_info"/> and everything else with 4.</summary>
    /// <param name="begin">Until then it keeps silent.</param>
    private LoopbackServer Server(List<string>? commands = null, Task? begin = null) => new(async (stream, _, stop) =>
    {
        await (begin ?? Task.CompletedTask);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (await reader.ReadLineAsync(stop) is { } count)
        {
            var words = new List<string>();
            for (var word = 0; word < int.Parse(count[1..], CultureInfo.InvariantCulture); word++)
            {
                await reader.ReadLineAsync(stop);
                words.Add((await reader.ReadLineAsync(stop))!);
            }

            commands?.Add(string.Join(' ', words));
            var answer = words[0] == "INFO" ? $"${Encoding.UTF8.GetByteCount(_info)}\r\n{_info}\r\n" : ":4\r\n";
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), stop);
        }
    });
}
