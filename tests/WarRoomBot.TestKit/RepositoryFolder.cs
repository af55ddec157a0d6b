using System.Runtime.CompilerServices;

namespace WarRoomBot.TestKit;

/// <summary>The repository as it lies beside the tests.</summary>
public static class RepositoryFolder
{
    public static string Root { get; } = Find();

    public static string Of(string path) => Path.Combine(Root, path);

    private static string Find([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "WarRoomBot.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the tests do not lie in the repository");
    }
}
