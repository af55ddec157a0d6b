using System.Diagnostics;
using System.Globalization;
using WarRoomBot.Plans;
using WarRoomBot.Probes;
using WarRoomBot.Probes.Host;

namespace WarRoomBot.Tests.Probes.Host;

public sealed class HostProbeTests
{
    private readonly Machine _machine = new();
    private readonly HostProbe _probe;

    public HostProbeTests() => _probe = new(_machine, new WatchedClock());

    [Theory]
    [InlineData(1000, 400, 400, 60)]
    [InlineData(1000, 400, 350, 64)]
    [InlineData(1000, 400, 0, 100)]
    [InlineData(1000, 999, 999, 1)]
    public async Task The_disk_is_counted_as_df_counts_it(long size, long free, long available, double percent)
    {
        _machine.Disk = (size, free, available);

        Assert.Equal(new Reading.Number(percent), await ReadAsync(HostFigure.Disk));
    }

    [Fact]
    public async Task The_disk_of_this_machine_reads_as_df_prints_it()
    {
        var start = new ProcessStartInfo("df", ["--output=pcent", "/"]) { RedirectStandardOutput = true };
        using var df = Process.Start(start)!;
        var printed = (await df.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n')[1].Trim().TrimEnd('%');
        await using var bench = new Bench();

        var number = Assert.IsType<Reading.Number>(await bench.ReadAsync("host", ("host", "disk")));

        // Somebody may write between the two looks.
        Assert.InRange(number.Value, double.Parse(printed, CultureInfo.InvariantCulture) - 1, double.Parse(printed, CultureInfo.InvariantCulture) + 1);
    }

    [Fact]
    public async Task Memory_in_use_is_what_could_not_be_had()
    {
        _machine.Files["/proc/meminfo"] = "MemTotal:       1000 kB\nMemFree:          10 kB\nMemAvailable:    250 kB\n";

        Assert.Equal(new Reading.Number(75), await ReadAsync(HostFigure.Memory));
    }

    [Fact]
    public async Task In_a_container_with_a_limit_the_limit_counts()
    {
        _machine.Files["/proc/meminfo"] = "MemTotal:       1000 kB\nMemAvailable:    250 kB\n";
        _machine.Files["/sys/fs/cgroup/memory.max"] = "1000\n";
        _machine.Files["/sys/fs/cgroup/memory.current"] = "500\n";
        _machine.Files["/sys/fs/cgroup/memory.stat"] = "anon 300\ninactive_file 100\n";
        Assert.Equal(new Reading.Number(40) { Note = "of the container's limit" }, await ReadAsync(HostFigure.Memory));

        _machine.Files["/sys/fs/cgroup/memory.max"] = "max\n";
        Assert.Equal(new Reading.Number(75), await ReadAsync(HostFigure.Memory));
    }

    [Fact]
    public async Task Cpu_is_told_since_the_last_reading()
    {
        _machine.Files["/proc/stat"] = "cpu  100 0 100 700 100 0 0 0 50 0\ncpu0 1 1 1 1\n";
        Assert.Equal(new Reading.NoData("counting from this reading on"), await ReadAsync(HostFigure.Cpu));

        // 100 more in all, 20 of them at rest.
        _machine.Files["/proc/stat"] = "cpu  150 0 130 710 110 0 0 0 90 0\n";
        Assert.Equal(new Reading.Number(80), await ReadAsync(HostFigure.Cpu));

        // Time that goes back was another machine's.
        _machine.Files["/proc/stat"] = "cpu  1 0 1 7 1 0 0 0 0 0\n";
        Assert.Equal(new Reading.NoData("counting from this reading on"), await ReadAsync(HostFigure.Cpu));
    }

    [Fact]
    public async Task Load_is_told_per_core()
    {
        _machine.Files["/proc/loadavg"] = "1.85 1.57 1.04 3/219 5280\n";

        Assert.Equal(new Reading.Number(0.4625) { Note = "1.85 on 4 cores" }, await ReadAsync(HostFigure.Load));
    }

    [Theory]
    [InlineData(nameof(HostFigure.Memory))]
    [InlineData(nameof(HostFigure.Cpu))]
    [InlineData(nameof(HostFigure.Load))]
    public async Task A_machine_without_proc_is_told_and_so_is_one_that_writes_something_else(string read)
    {
        var figure = Enum.Parse<HostFigure>(read);
        Assert.Equal(new Reading.Failed(Failure.Configuration, "this machine has no /proc to read from"), await ReadAsync(figure));

        foreach (var file in new[] { "/proc/meminfo", "/proc/stat", "/proc/loadavg" })
            _machine.Files[file] = "MemTotal: many\n";
        Assert.Equal(Failure.NotUnderstood, Assert.IsType<Reading.Failed>(await ReadAsync(figure)).Failure);
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_told()
    {
        await using var bench = new Bench();

        Assert.Equal(
            new Reading.Failed(Failure.Configuration, "there is nothing to be read at /no/such/place"),
            await bench.ReadAsync("host", ("host", "disk"), ("path", "/no/such/place")));
    }

    [Fact]
    public async Task It_reads_this_machine_and_asks_nobody()
    {
        await using var bench = new Bench(allowPrivateNetworks: false);

        Assert.InRange(Assert.IsType<Reading.Number>(await bench.ReadAsync("host", ("host", "memory"))).Value, 0.1, 100);
        Assert.IsType<Reading.Number>(await bench.ReadAsync("host", ("host", "load")));
        Assert.IsType<Reading.NoData>(await bench.ReadAsync("host", ("host", "cpu")));
        var spec = bench.Spec("host", ("host", "disk"), ("path", "/var"));
        Assert.Null(spec.Host);
        Assert.Equal("the bot's own machine → disk at /var", spec.Origin);
        Assert.Equal(Unit.Percent, spec.Unit);
    }

    private Task<Reading> ReadAsync(HostFigure figure) =>
        _probe.ReadAsync(new HostSpec(figure, "/"), new(1), TestContext.Current.CancellationToken);

    private sealed class Machine : HostFiles
    {
        public Dictionary<string, string> Files { get; } = [];

        public (long Size, long Free, long Available) Disk { get; set; }

        public override int Cores => 4;

        public override string Read(string path) => Files.TryGetValue(path, out var text) ? text : throw new FileNotFoundException();

        public override (long Size, long Free, long Available) Space(string path) => Disk;
    }
}
