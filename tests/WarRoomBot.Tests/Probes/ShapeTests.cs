using WarRoomBot.Plans;

namespace WarRoomBot.Tests.Probes;

public sealed class ShapeTests : IAsyncDisposable
{
    private const string Address = "https://ana:hunter2@api.example.com/path?key=hunter2";
    private readonly Bench _bench = new();

    public static TheoryData<string, string, object, string> Mistaken => new()
    {
        { "http", "http", "api.example.com/hunter2", "'http' is not a web address" },
        { "http", "http", "ftp://hunter2@example.com", "'http' is not a web address" },
        { "http", "select", "a..b", "'a..b' is not a path" },
        { "http", "select", "a[*].b", "may find many values" },
        { "http", "as", "furlongs", "'furlongs' is not one of the words" },
        { "http", "empty", "nothing", "neither a number nor true or false" },
        { "http", "method", "DELETE", "'DELETE' is not one of the words" },
        { "http", "body", "hunter2", "GET has no body" },
        { "http", "selcet", "x", "'selcet' is not known here" },
        { "http", "timeout", "2h", "'2h' is not a duration from 100ms to 1m" },
        { "http", "headers", Written.Map(("Transfer-Encoding", "hunter2")), "set by the connection" },
        { "http", "headers", Written.Map(("X-Key", "hunter2\nX: y")), "no header can carry" },
        { "http", "headers", Written.Map(("bad name", "hunter2")), "not the name of a header" },
        { "health", "expect-status", new object[] { "ok" }, "not a status" },
        { "health", "expect", Written.Map(("a[", "ok")), "is not a path" },
        { "health", "expect", Written.Map(("a", "< many")), "compares with something that is not a number" },
        { "health", "expect", Written.Map(("a", Written.Map(("b", "c")))), "a group of keys is not a single value" },
        { "health", "expect", "ok", "'ok' is not a group of names" },
        { "health", "attempts", 0, "'0' is not a whole number from 1 to 5" },
        { "health", "retry-after", "soon", "'soon' is not a duration" },
        { "latency", "percentile", "p42", "'p42' is not one of the words" },
        { "latency", "samples", 1000, "'1000' is not a whole number from 1 to 100" },
        { "prometheus", "prometheus", "hunter2", "'prometheus' is not a web address" },
        { "prometheus", "pick", "median", "'median' is not one of the words" },
        { "prometheus", "take", "max", "'take' means nothing without a window" },
        { "prometheus", "step", "1m", "'step' means nothing without a window" },
        { "prometheus", "over", "1h", "it is not said what counts of the window" },
        { "redis", "redis", "http://ana:hunter2@redis.example", "'redis' is not the address of a Redis server" },
        { "redis", "redis", "redis://ana:hunter2@redis.example/jobs", "'redis' is not the address of a Redis server" },
        { "redis", "read", "uptime", "'uptime' is not one of the words" },
        { "redis", "queue", "jobs", "'queue' stands beside 'read'" },
        { "redis", "of", "list", "'of' means nothing here" },
        { "postgres", "postgres", "Host=db;Password=hunter2", "'postgres' is not the address of a PostgreSQL server" },
        { "postgres", "postgres", "postgres://ana:hunter2@db.example/app?sslmode=maybe", "'postgres' is not the address of a PostgreSQL server" },
        { "postgres", "read", "load", "'load' is not one of the words" },
        { "postgres", "sql", "select 1", "'sql' stands beside 'read'" },
        { "postgres", "longer-than", "10s", "'longer-than' means nothing here" },
        { "postgres", "as", "s", "'as' means nothing here" },
        { "postgres", "empty", 0, "'empty' means nothing here" },
        { "tcp", "tcp", "db.example.com", "'tcp' is not a host and a port" },
        { "tcp", "tcp", "https://ana:hunter2@db.example.com:5432", "'tcp' is not a host and a port" },
        { "tcp", "tcp", "db.example.com:hunter2", "'tcp' is not a host and a port" },
        { "tcp", "read", "speed", "'speed' is not one of the words" },
        { "tls", "tls", "https://api.example.com/hunter2", "'tls' is not a host" },
        { "dns", "dns", "https://api.example.com/hunter2", "'dns' is not the name of a host" },
        { "dns", "expect", "somewhere", "'somewhere' is not an address" },
        { "docker", "docker", "beta web/1", "'beta web/1' is not the name of a container" },
        { "docker", "read", "logs", "'logs' is not one of the words" },
        { "docker", "at", "tcp://hunter2:2375", "'at' is not where a Docker Engine is" },
        { "host", "host", "fans", "'fans' is not one of the words" },
        { "sentry", "sentry", "Acme, Inc.", "'Acme, Inc.' is not the short name of an organization" },
        { "sentry", "project", "beta", "'beta' is not the number of a project" },
        { "sentry", "token", "two words", "'token' is not a key or token" },
        { "sentry", "level", "bad", "'bad' is not one of the words" },
        { "sentry", "over", "90s", "'90s' is not a number of whole minutes" },
        { "uptimerobot", "uptimerobot", "two words", "'uptimerobot' is not a key or token" },
        { "uptimerobot", "monitor", "api", "'api' is not the number of a monitor" },
        { "uptimerobot", "over", "7d", "'over' means nothing here" },
        { "statuspage", "statuspage", "status.example.com", "'statuspage' is not a web address" },
    };

    /// <summary>What is needed to make a probe of each kind, without mistakes.</summary>
    private static (string Key, object Value)[] Good(string kind) => kind switch
    {
        "http" => [("http", Address), ("select", "x")],
        "prometheus" => [("prometheus", Address), ("query", "x")],
        "redis" => [("redis", "redis://ana:hunter2@redis.example"), ("read", "memory")],
        "postgres" => [("postgres", "postgres://ana:hunter2@db.example/app"), ("read", "size")],
        "tcp" => [("tcp", "db.example.com:5432")],
        "tls" => [("tls", "api.example.com")],
        "dns" => [("dns", "api.example.com")],
        "docker" => [("docker", "beta-web-1"), ("read", "running")],
        "host" => [("host", "memory")],
        "sentry" => [("sentry", "acme"), ("read", "new-issues"), ("token", "hunter2-of-sentry")],
        "uptimerobot" => [("uptimerobot", "hunter2-of-robot"), ("monitor", 7)],
        _ => [(kind, Address)],
    };

    [Theory]
    [MemberData(nameof(Mistaken))]
    public void A_mistake_is_told_at_its_place_and_repeats_no_secret(string kind, string key, object value, string wrong)
    {
        List<(string Key, object Value)> written = [.. Good(kind)];
        written.RemoveAll(entry => entry.Key == key);
        written.Add((key, value));
        var mistakes = new Mistakes("plan.yaml");

        _bench.Kind(kind).Shape.Read(Written.Map([.. written]), mistakes);

        var mistake = Assert.Single(mistakes.All);
        Assert.Contains(wrong, mistake.Wrong, StringComparison.Ordinal);
        Assert.NotEmpty(mistake.Remedy);
        Assert.DoesNotContain("hunter2", mistake.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_of_a_probe_are_told_at_once()
    {
        var mistakes = new Mistakes("plan.yaml");

        var written = Written.Map(("http", "nowhere"), ("as", "furlongs"), ("method", "PUT"), ("extra", 1));
        Assert.Null(_bench.Kind("http").Shape.Read(written, mistakes));

        Assert.Equal(5, mistakes.All.Count);
    }

    public static TheoryData<string> Kinds => [.. new Bench().Kinds.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Its_schema_knows_exactly_what_it_reads(string kind)
    {
        var options = _bench.Kind(kind).Shape.Schema()["properties"]!.AsObject();

        foreach (var (key, _) in options)
        {
            var mistakes = new Mistakes("plan.yaml");
            _bench.Kind(kind).Shape.Read(Written.Map((key, "x")), mistakes);
            Assert.DoesNotContain(mistakes.All, mistake => mistake.Wrong == $"'{key}' is not known here");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_not_known_yet_leads_to_no_mistake_about_the_rest(string kind)
    {
        var written = Written.Map(Good(kind));
        foreach (var unknown in written.Entries)
        {
            var mistakes = new Mistakes("plan.yaml");
            _bench.Kind(kind).Shape.Read(
                written with { Entries = [.. written.Entries.Select(entry => entry == unknown ? entry with { Value = (PlanNode.Scalar)entry.Value with { IsTold = true } } : entry)] },
                mistakes);
            Assert.Empty(mistakes.All);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_needed_alone_is_a_probe(string kind) => Assert.NotEmpty(_bench.Spec(kind, Good(kind)).Origin);

    [Fact]
    public void It_says_where_figures_come_from_and_in_which_unit()
    {
        var address = "https://ana:hunter2@api.example.com/api/metrics/errors?key=hunter2";
        var spec = _bench.Spec("http", ("http", address), ("select", "errorRate"), ("as", "fraction"));

        Assert.Equal("GET /api/metrics/errors → errorRate", spec.Origin);
        Assert.Equal(spec.Origin, spec.ToString());
        Assert.Equal(Unit.Percent, spec.Unit);
        Assert.Equal(Unit.UpDown, _bench.Spec("health", ("health", "http://x.example/")).Unit);
        Assert.Equal(Unit.Milliseconds, _bench.Spec("latency", ("latency", "http://x.example/")).Unit);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();
}
