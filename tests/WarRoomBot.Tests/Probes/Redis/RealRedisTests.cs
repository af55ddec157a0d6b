using System.Net.Sockets;
using System.Text;
using WarRoomBot.Probes;
using WarRoomBot.TestKit.Servers;

namespace WarRoomBot.Tests.Probes.Redis;

/// <summary>Against Redis itself, as Debian packages it.</summary>
public sealed class RealRedisTests
{
    [Fact]
    public async Task It_reads_what_a_real_server_says_about_itself()
    {
        Needs.Installed(RedisServer.WhyNot);
        await using var server = await RedisServer.StartAsync(TestContext.Current.CancellationToken, "--maxmemory", "100mb");
        await using var bench = new Bench();
        await TellAsync(server, "RPUSH jobs a b c", "XADD events * k v", "ZADD scores 1 a 2 b", "SET text x");

        Assert.InRange(Number(await ReadAsync(("read", "memory"))), 100_000, 100_000_000);
        Assert.InRange(Number(await ReadAsync(("read", "memory-percent"))), 0.1, 10);
        Assert.Equal(1, Number(await ReadAsync(("read", "clients"))));
        Assert.Equal(0, Number(await ReadAsync(("read", "blocked"))));
        Assert.Equal(3, Number(await ReadAsync(("queue", "jobs"))));
        Assert.Equal(0, Number(await ReadAsync(("queue", "nobody-filled-it"))));
        Assert.Equal(1, Number(await ReadAsync(("queue", "events"), ("of", "stream"))));
        Assert.Equal(2, Number(await ReadAsync(("queue", "scores"), ("of", "sorted-set"))));
        Assert.Equal(
            new Reading.Failed(Failure.Configuration, "text is not a list; write of: list, stream or sorted-set"),
            await ReadAsync(("queue", "text")));

        Assert.IsType<Reading.NoData>(await ReadAsync(("read", "hit-rate")));
        await TellAsync(server, "GET text", "GET text", "GET text", "GET nothing");
        Assert.Equal(75, Number(await ReadAsync(("read", "hit-rate"))));

        Task<Reading> ReadAsync(params (string Key, object Value)[] what) =>
            bench.ReadAsync("redis", [("redis", $"redis://127.0.0.1:{server.Port}"), .. what]);
    }

    [Fact]
    public async Task It_enters_with_a_password_and_needs_no_more_rights_than_it_uses()
    {
        Needs.Installed(RedisServer.WhyNot);
        await using var server = await RedisServer.StartAsync(
            TestContext.Current.CancellationToken,
            "--user", "warroom", "on", ">hunter2-of-redis", "resetkeys", "~jobs", "-@all", "+info", "+llen",
            "--requirepass", "s3cret-of-default");
        await using var bench = new Bench();

        Assert.IsType<Reading.Number>(await ReadAsync("warroom:hunter2-of-redis@", ("read", "memory")));
        Assert.Equal(new Reading.Number(0), await ReadAsync("warroom:hunter2-of-redis@", ("queue", "jobs")));
        Assert.IsType<Reading.Number>(await ReadAsync(":s3cret-of-default@", ("read", "memory")));
        Assert.Equal(Failed("the user has no right to LLEN other"), await ReadAsync("warroom:hunter2-of-redis@", ("queue", "other")));
        Assert.Equal(Failed("the user or the password is not accepted"), await ReadAsync("warroom:wrong@", ("read", "memory")));
        Assert.Equal(Failed("the server wants a password"), await ReadAsync("", ("read", "memory")));

        Task<Reading> ReadAsync(string who, (string Key, object Value) what) =>
            bench.ReadAsync("redis", ("redis", $"redis://{who}127.0.0.1:{server.Port}"), what);

        static Reading Failed(string why) => new Reading.Failed(Failure.Status, why);
    }

    [Fact]
    public async Task A_password_where_none_is_wanted_is_a_mistake_of_the_plan()
    {
        Needs.Installed(RedisServer.WhyNot);
        await using var server = await RedisServer.StartAsync(TestContext.Current.CancellationToken);
        await using var bench = new Bench();

        Assert.Equal(
            new Reading.Failed(Failure.Configuration, "the server has no password; leave it out of the address"),
            await bench.ReadAsync("redis", ("redis", $"redis://:hunter2@127.0.0.1:{server.Port}"), ("read", "memory")));
    }

    private static double Number(Reading reading) => Assert.IsType<Reading.Number>(reading).Value;

    /// <summary>Commands in the plain form that people type; all answers are waited for.</summary>
    private static async Task TellAsync(RealServer server, params string[] commands)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        foreach (var command in commands)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"{command}\r\n"), TestContext.Current.CancellationToken);
            var line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
            if (line is ['$', not '-', ..])
                await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        }
    }
}
