using System.Net.Sockets;
using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.Docker;

/// <summary>Answers in the shapes that the Docker Engine API documents, over a Unix socket.</summary>
public sealed class DockerProbeTests : IAsyncDisposable
{
    private readonly Bench _bench = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("warroombot-docker-").FullName;

    private string SocketPath => Path.Combine(_folder, "docker.sock");

    [Theory]
    [InlineData("running", """{"State":{"Status":"running"}}""", null)]
    [InlineData("running", """{"State":{"Status":"paused"}}""", "paused")]
    [InlineData("running", """{"State":{"Status":"exited","OOMKilled":true,"ExitCode":137}}""", "stopped, it ran out of memory")]
    [InlineData("running", """{"State":{"Status":"restarting"}}""", "restarting")]
    [InlineData("health", """{"State":{"Status":"running"}}""", null)]
    [InlineData("health", """{"State":{"Status":"running","Health":{"Status":"healthy","FailingStreak":0}}}""", null)]
    [InlineData("health", """{"State":{"Status":"running","Health":{"Status":"unhealthy","FailingStreak":4}}}""", "unhealthy, 4 checks failed in a row")]
    [InlineData("health", """{"State":{"Status":"dead","Health":{"Status":"healthy"}}}""", "dead")]
    public async Task State_and_health_are_read(string read, string body, string? why)
    {
        await using var engine = Answering(body);

        Assert.Equal(new Reading.Truth(why is null, why), await ReadAsync(read));
        Assert.Equal("/containers/beta-web-1/json", engine.Exchanges[0].Target);
    }

    [Fact]
    public async Task A_health_check_that_is_starting_says_nothing_yet()
    {
        await using var engine = Answering("""{"State":{"Status":"running","Health":{"Status":"starting"}}}""");

        Assert.Equal(new Reading.NoData("its health check is starting"), await ReadAsync("health"));
    }

    [Fact]
    public async Task A_container_that_is_gone_is_down_and_has_no_figures()
    {
        await using var engine = new FakeTarget(
            exchange => exchange.StatusAsync(404, """{"message":"No such container: beta-web-1"}"""), socket: SocketPath);

        Assert.Equal(new Reading.Truth(false, "there is no such container"), await ReadAsync("running"));
        Assert.Equal(new Reading.NoData("there is no such container"), await ReadAsync("cpu"));
    }

    [Fact]
    public async Task Restarts_are_counted_since_the_last_reading_by_the_engine_or_by_hand()
    {
        var body = "";
        await using var engine = new FakeTarget(exchange => exchange.JsonAsync(body), socket: SocketPath);

        Assert.Equal(new Reading.NoData("counting from this reading on"), await AfterAsync(2, "10:00"));
        Assert.Equal(new Reading.Number(0), await AfterAsync(2, "10:00"));
        Assert.Equal(new Reading.Number(3), await AfterAsync(5, "10:05"));
        Assert.Equal(new Reading.Number(1), await AfterAsync(5, "10:07"));
        Assert.Equal(new Reading.Number(1), await AfterAsync(0, "10:09"));

        Task<Reading> AfterAsync(int count, string at)
        {
            body = $$$"""{"RestartCount":{{{count}}},"State":{"Status":"running","StartedAt":"2026-03-03T{{{at}}}:00Z"}}""";
            return ReadAsync("restarts");
        }
    }

    [Theory]
    [InlineData("cpu", 25, "of 4 CPUs")]
    [InlineData("memory", 40, null)]
    [InlineData("memory-used", 400, null)]
    public async Task Use_is_counted_as_docker_stats_counts_it(string read, double value, string? note)
    {
        // 100 of 400 ns of all processors; what the kernel may take back is not in use.
        await using var engine = Answering(
            """
            {"cpu_stats":{"cpu_usage":{"total_usage":1100},"system_cpu_usage":10400,"online_cpus":4},
             "precpu_stats":{"cpu_usage":{"total_usage":1000},"system_cpu_usage":10000},
             "memory_stats":{"usage":500,"limit":1000,"stats":{"inactive_file":100}}}
            """);

        Assert.Equal(new Reading.Number(value) { Note = note }, await ReadAsync(read));
        Assert.Equal("/containers/beta-web-1/stats?stream=false", engine.Exchanges[0].Target);
    }

    [Theory]
    [InlineData("cpu", """{"cpu_stats":{"cpu_usage":{"total_usage":0}},"precpu_stats":{},"memory_stats":{}}""", "the container is not running")]
    [InlineData("memory", """{"cpu_stats":{},"memory_stats":{}}""", "the container is not running")]
    [InlineData("cpu", """{"cpu_stats":{"cpu_usage":{"total_usage":5},"system_cpu_usage":9},"precpu_stats":{"cpu_usage":{"total_usage":0}},"memory_stats":{}}""", "the engine gives no earlier reading to compare with")]
    [InlineData("memory", """{"cpu_stats":{},"memory_stats":{"usage":5}}""", "the engine tells no limit")]
    public async Task What_is_not_there_is_never_zero(string read, string body, string why)
    {
        await using var engine = Answering(body);

        Assert.Equal(new Reading.NoData(why), await ReadAsync(read));
    }

    [Fact]
    public async Task A_container_whose_cache_is_larger_than_its_use_uses_what_it_says()
    {
        await using var engine = Answering("""{"cpu_stats":{},"memory_stats":{"usage":50,"limit":100,"stats":{"total_inactive_file":80}}}""");

        Assert.Equal(new Reading.Number(50), await ReadAsync("memory"));
    }

    [Fact]
    public async Task All_figures_of_a_container_cost_two_requests_per_round()
    {
        await using var engine = Answering("""{"State":{"Status":"running"},"cpu_stats":{},"memory_stats":{"usage":5,"limit":10}}""");
        var round = new ProbeRound(1);

        await Task.WhenAll(new[] { "running", "health", "cpu", "memory", "memory-used" }
            .Select(read => _bench.Kind("docker").ReadAsync(Spec(read), round, TestContext.Current.CancellationToken)));

        Assert.Equal(2, engine.Exchanges.Count);
    }

    [Fact]
    public async Task A_socket_that_is_not_there_is_told()
    {
        Assert.Equal(new Reading.Failed(Failure.Refused, "the socket is not there"), await ReadAsync("running"));
    }

    [Fact]
    public async Task A_socket_that_nobody_serves_is_told()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(SocketPath));

        Assert.Equal(new Reading.Failed(Failure.Refused, "connection refused"), await ReadAsync("running"));
    }

    [Fact]
    public async Task The_socket_is_as_private_as_this_machines_loopback()
    {
        await using var engine = Answering("""{"State":{"Status":"running"}}""");
        await using var bench = new Bench(allowPrivateNetworks: false);

        Assert.Equal(
            new Reading.Failed(Failure.Forbidden, "a socket of this machine may not be probed: Probes:AllowPrivateNetworks is off"),
            await bench.ReadAsync("docker", ("docker", "beta-web-1"), ("read", "running"), ("at", $"unix://{SocketPath}")));
        Assert.Equal(0, engine.Connections);
    }

    [Fact]
    public void It_says_what_is_read_and_in_which_unit()
    {
        Assert.Equal("Docker → beta-web-1: CPU, of all there are", Spec("cpu").Origin);
        Assert.Equal(Unit.Percent, Spec("memory").Unit);
        Assert.Null(Spec("memory").Host);
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private FakeTarget Answering(string body) => new(exchange => exchange.JsonAsync(body), socket: SocketPath);

    private ProbeSpec Spec(string read) => _bench.Spec("docker", ("docker", "beta-web-1"), ("read", read), ("at", $"unix://{SocketPath}"));

    private Task<Reading> ReadAsync(string read) =>
        _bench.Kind("docker").ReadAsync(Spec(read), new(1), TestContext.Current.CancellationToken);
}
