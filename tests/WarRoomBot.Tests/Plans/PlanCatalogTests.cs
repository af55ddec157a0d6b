using WarRoomBot.Host.Plans;

namespace WarRoomBot.Tests.Plans;

public sealed class PlanCatalogTests : IDisposable
{
    private static readonly DateTime Noon = new(2026, 3, 3, 12, 0, 0, DateTimeKind.Utc);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("plans-");
    private readonly PlanCatalog _catalog;

    public PlanCatalogTests() => _catalog = new(Bench.Loader(), _directory.FullName);

    [Fact]
    public void A_broken_plan_stops_that_plan_alone()
    {
        Write("beta.yaml", Bench.Good);
        Write("go-live.yml", "title: Go live\nphases: []\n");
        Write("plan.schema.json", "{}");
        Write(".beta.yaml", "not read");

        var readings = _catalog.All();

        Assert.Equal(["beta", "go-live"], readings.Select(reading => reading.Name));
        Assert.Equal("Beta", readings[0].Plan!.Title);
        Assert.Empty(readings[0].Mistakes);
        Assert.Null(readings[1].Plan);
        Assert.True(readings[1].Mistakes.Count > 1);
        Assert.StartsWith("go-live.yml:1:1: ", readings[1].Mistakes[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_is_found_by_its_name_and_a_slip_by_what_is_nearest()
    {
        Write("beta-war-room.yaml", Bench.Good.Replace("name: Beta", "name: Beta war room", StringComparison.Ordinal));

        Assert.Equal("Beta war room", _catalog.Find("Beta-War-Room")!.Plan!.Title);
        Assert.Null(_catalog.Find("beta"));
        Assert.Equal("beta-war-room", _catalog.Nearest("beta"));
        Assert.Equal("beta-war-room", _catalog.Nearest("beta-waroom"));
        Assert.Null(_catalog.Nearest("checkout"));
    }

    [Fact]
    public void A_file_is_read_again_only_when_it_has_changed()
    {
        Write("beta.yaml", Bench.Good);
        var first = _catalog.Find("beta");
        Assert.Same(first, _catalog.Find("beta"));

        Write("beta.yaml", Bench.Good.Replace("QA lead", "QA head", StringComparison.Ordinal), Noon.AddSeconds(1));

        Assert.Equal("QA head", _catalog.Find("beta")!.Plan!.Role("qa")!.Title);
        Write("beta.yaml", "");
        Assert.Null(_catalog.Find("beta")!.Plan);
        File.Delete(Path.Combine(_directory.FullName, "beta.yaml"));
        Assert.Empty(_catalog.All());
    }

    [Fact]
    public void A_mounted_configuration_map_is_read_again_when_its_directory_is_replaced()
    {
        foreach (var (version, title) in new[] { ("v1", "QA lead"), ("v2", "QA head") })
        {
            Directory.CreateDirectory(Path.Combine(_directory.FullName, version));
            Write(Path.Combine(version, "beta.yaml"), Bench.Good.Replace("QA lead", title, StringComparison.Ordinal), version == "v1" ? Noon : Noon.AddMinutes(1));
        }

        var current = Path.Combine(_directory.FullName, "..data");
        Directory.CreateSymbolicLink(current, "v1");
        File.CreateSymbolicLink(Path.Combine(_directory.FullName, "beta.yaml"), Path.Combine("..data", "beta.yaml"));
        Assert.Equal("QA lead", _catalog.Find("beta")!.Plan!.Role("qa")!.Title);

        Directory.Delete(current);
        Directory.CreateSymbolicLink(current, "v2");

        Assert.Equal("QA head", _catalog.Find("beta")!.Plan!.Role("qa")!.Title);
    }

    [Fact]
    public void Two_files_of_one_name_are_a_mistake()
    {
        Write("beta.yaml", Bench.Good);
        Write("beta.yml", Bench.Good);

        var reading = Assert.Single(_catalog.All());

        Assert.Null(reading.Plan);
        Assert.EndsWith("beta.yml has the same name; remove or rename one of the two", Assert.Single(reading.Mistakes).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_as_text_is_a_mistake()
    {
        File.WriteAllBytes(Path.Combine(_directory.FullName, "latin.yaml"), [.. "name: caf"u8, 0xE9, (byte)'\n']);
        Write("large.yaml", new string('x', PlanLoader.LargestBytes + 1));
        File.CreateSymbolicLink(Path.Combine(_directory.FullName, "nowhere.yaml"), "gone.yaml");

        Assert.Equal(
            ["the file is larger than 1 MiB", "the file is not text in UTF-8", "the file cannot be read"],
            _catalog.All().Select(reading => Assert.Single(reading.Mistakes).Wrong));
    }

    [Fact]
    public void Without_a_directory_there_are_no_plans() => Assert.Empty(new PlanCatalog(Bench.Loader(), "/nowhere/plans").All());

    [Fact]
    public void A_running_room_reads_its_plan_from_the_text_alone()
    {
        var reading = _catalog.Read("beta", Bench.Good);

        Assert.Equal("beta", reading.Plan!.Name);
        Assert.Equal(Bench.Good, reading.Text);
        Assert.StartsWith("beta:1:1: ", Assert.Single(_catalog.Read("beta", "").Mistakes).ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private void Write(string file, string text, DateTime? changedAt = null)
    {
        var path = Path.Combine(_directory.FullName, file);
        File.WriteAllText(path, text.ReplaceLineEndings("\n"));
        File.SetLastWriteTimeUtc(path, changedAt ?? Noon);
    }
}
