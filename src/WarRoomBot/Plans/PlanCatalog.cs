using WarRoomBot.Plans;

namespace WarRoomBot.Host.Plans;

/// <summary>
/// The <c>*.yaml</c> and <c>*.yml</c> files of one directory, looked at again with every question: nothing watches, nothing is missed,
/// and only what changed is read again.
/// </summary>
internal sealed class PlanCatalog(PlanLoader loader, string directory) : IPlanCatalog
{
    private readonly Lock _lock = new();
    private Dictionary<string, (Stamp Stamp, PlanReading Reading)> _read = [];

    public IReadOnlyList<PlanReading> All()
    {
        lock (_lock)
        {
            _read = Files().ToDictionary(
                file => file,
                file => StampOf(file) is var stamp && _read.TryGetValue(file, out var known) && known.Stamp == stamp ? known : (stamp, loader.ReadFile(file, Path.GetFileName(file))));
            return
            [
                .. _read.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .GroupBy(pair => pair.Value.Reading.Name)
                    .Select(files => files.Count() == 1 ? files.Single().Value.Reading : Doubled([.. files.Select(pair => pair.Key)]))
                    .OrderBy(reading => reading.Name, StringComparer.Ordinal),
            ];
        }
    }

    public PlanReading? Find(string name) =>
        All().FirstOrDefault(reading => reading.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public string? Nearest(string name) => WarRoomBot.Plans.Nearest.To(name, All().Select(reading => reading.Name));

    public PlanReading Read(string name, string text) => loader.ReadRunning(name, text);

    /// <summary>Which of the two is meant cannot be known.</summary>
    private static PlanReading Doubled(List<string> files) => PlanLoader.Refused(
        Path.GetFileNameWithoutExtension(files[0]), Path.GetFileName(files[0]), $"{Path.GetFileName(files[1])} has the same name", "remove or rename one of the two");

    /// <summary>Hidden files are what editors leave behind.</summary>
    private IEnumerable<string> Files() => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory).Where(file =>
            Path.GetExtension(file) is ".yaml" or ".yml" && !Path.GetFileName(file).StartsWith('.'))
        : [];

    /// <summary>Of the file itself: a mounted configuration map replaces the directory behind a link that never changes.</summary>
    private static Stamp StampOf(string file)
    {
        try
        {
            var link = new FileInfo(file);
            var target = link.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? link;
            return target.Exists ? new(target.FullName, target.LastWriteTimeUtc, target.Length) : default;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    private readonly record struct Stamp(string Path, DateTime ChangedAt, long Length);
}
