using Microsoft.Data.Sqlite;
using SQLitePCL;
using WarRoomBot.Data;

namespace WarRoomBot.Storage.Sqlite;

/// <summary>Tells a storage that does not work from a statement that was wrong (SQLite: "Result and Error Codes").</summary>
internal static class SqliteFaults
{
    internal static bool IsOfStorage(Exception exception) => exception is StorageUnavailableException or SqliteException
    {
        SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_IOERR or raw.SQLITE_FULL or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY
            or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_PERM or raw.SQLITE_NOMEM or raw.SQLITE_PROTOCOL,
    };

    internal static Exception Translate(Exception exception) => exception is SqliteException && IsOfStorage(exception)
        ? new StorageUnavailableException($"The database file cannot be used: {exception.Message}", exception)
        : exception;
}
