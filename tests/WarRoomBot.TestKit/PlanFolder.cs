using System.Text.RegularExpressions;

namespace WarRoomBot.TestKit;

/// <summary>A folder with the shipped plans, as a team would have it: plans can be added, changed and broken.</summary>
public sealed partial class PlanFolder : IDisposable
{
    /// <summary>The plan that stories run.</summary>
    public const string Beta = "beta-war-room";

    public PlanFolder()
    {
        foreach (var plan in Directory.EnumerateFiles(RepositoryFolder.Of("plans"), "*.yaml"))
            File.Copy(plan, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(plan)));
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("warroombot-plans-").FullName;

    /// <param name="name">As typed; without <c>.yaml</c>.</param>
    public void Write(string name, string text) => File.WriteAllText(FileOf(name), text);

    public void Change(string name, Func<string, string> change) => Write(name, change(File.ReadAllText(FileOf(name))));

    /// <summary>
    /// Reads every metric of a plan less often than each minute: the schedule of its checks stays, and two days are over much sooner.
    /// </summary>
    /// <param name="every">As a plan writes it.</param>
    /// <param name="plan">Its name.</param>
    public void MeasureEvery(string every, string plan = Beta) => Change(plan, text => MetricsOf().Replace(
        text, metrics => Regex.Replace(Regex.Replace(metrics.Value, @"(?m)^    every: .*\n", ""), "(?m)^(    )(unit: .*)$", $"$1$2\n$1every: {every}")));

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private string FileOf(string name) => System.IO.Path.Combine(Path, $"{name}.yaml");

    [GeneratedRegex(@"(?ms)^metrics:\n.*?(?=^\w|\z)")]
    private static partial Regex MetricsOf();
}
