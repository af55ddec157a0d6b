using System.Runtime.InteropServices;
using SQLitePCL;

namespace WarRoomBot.Storage.Sqlite;

/// <summary>
/// Uses the system's SQLite where there is one, because the distribution keeps it patched, and the bundled one (3.35) elsewhere. All SQL
/// keeps to what both know.
/// </summary>
internal static class SqliteLibrary
{
    private static readonly Lazy<bool> Chosen = new(Choose);

    internal static void Use() => _ = Chosen.Value;

    private static bool Choose()
    {
        NativeLibrary.SetDllImportResolver(
            typeof(SQLite3Provider_e_sqlite3).Assembly,
            (name, assembly, path) =>
                OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libsqlite3.so.0", out var system) ? system
                : NativeLibrary.TryLoad(name, assembly, path, out var bundled) ? bundled
                : IntPtr.Zero);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());

        // No connection of ours is ever used by two threads at once, and nobody reads the library's memory counters: both locks are saved
        // (measured: a twentieth of an accept). Where the library was started already by somebody else this is refused, and costs only that.
        raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
        return true;
    }
}
