using WarRoomBot.Host.Plans;

namespace WarRoomBot.Tests.Plans;

public sealed class PlanCheckTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("plans-");

    [Fact]
    public void A_good_plan_is_one_line()
    {
        var file = Write("beta.yaml", Bench.Good);

        Assert.Equal((0, $"{file}: good; Beta, 4h, 4 checks, 2 metrics, 1 question\n"), Run(file));
    }

    [Fact]
    public void Every_mistake_is_a_line()
    {
        var file = Write("beta.yaml", Bench.Good.Replace("duration: 4h", "duration: 4", StringComparison.Ordinal).Replace("owner: qa", "owner: qe", StringComparison.Ordinal));

        Assert.Equal(
            (1, $"{file}:3:11: '4' is not a duration from 1m to 31d; write 48h, for instance, or none for a standing room, without an end\n{file}:23:48: there is no role 'qe'; did you mean 'qa'?\n"),
            Run(file));
    }

    [Fact]
    public void A_name_that_is_not_set_is_a_mistake()
    {
        var file = Write("beta.yaml", Bench.Good.Replace("https://app.example.com/health", "${TARGET}/health", StringComparison.Ordinal));

        Assert.Equal((1, $"{file}:12:22: ${{TARGET}} is not set; set TARGET in the environment or the configuration\n"), Run(file));
    }

    [Fact]
    public void Without_a_file_it_says_how_it_is_used()
    {
        var (code, output) = Run();

        Assert.Equal(2, code);
        Assert.Contains("plan check plans/", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_wrong_use_and_the_others_are_checked_all_the_same()
    {
        var good = Write("beta.yaml", Bench.Good);
        var missing = Path.Combine(_directory.FullName, "gone.yaml");

        var (code, output) = Run(missing, good);

        Assert.Equal(2, code);
        Assert.Equal([$"{missing}: there is no such file; plan check takes plan files by their path", $"{good}: good; Beta, 4h, 4 checks, 2 metrics, 1 question"], output.Split('\n')[..2]);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static (int Code, string Output) Run(params string[] files)
    {
        var output = new StringWriter { NewLine = "\n" };
        return (new PlanCheck(Bench.Loader()).Run(files, output), output.ToString());
    }

    private string Write(string file, string text)
    {
        var path = Path.Combine(_directory.FullName, file);
        File.WriteAllText(path, text);
        return path;
    }
}
