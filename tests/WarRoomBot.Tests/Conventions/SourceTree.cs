using WarRoomBot.TestKit;

namespace WarRoomBot.Tests.Conventions;

/// <summary>The repository as it lies beside the tests.</summary>
internal static class SourceTree
{
    internal static string Root => RepositoryFolder.Root;

    internal static IEnumerable<SourceFile> Sources(string under) =>
        Directory.EnumerateFiles(Path.Combine(Root, under), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !path.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(path => new SourceFile(Path.GetRelativePath(Root, path).Replace('\\', '/'), File.ReadAllText(path)));
}

/// <param name="Path">From the repository's root, with slashes.</param>
internal sealed record SourceFile(string Path, string Text)
{
    internal IEnumerable<string> Lines => Text.Split('\n');

    internal string Name => Path[(Path.LastIndexOf('/') + 1)..];
}
