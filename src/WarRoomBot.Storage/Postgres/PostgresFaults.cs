using Npgsql;
using WarRoomBot.Data;

namespace WarRoomBot.Storage.Postgres;

/// <summary>Tells a server that cannot be worked with from a statement that was wrong (PostgreSQL manual, appendix "Error Codes").</summary>
internal static class PostgresFaults
{
    private const string SerializationFailure = "40001";
    private const string DeadlockDetected = "40P01";

    internal static Exception Translate(Exception exception) => exception switch
    {
        PostgresException { SqlState: SerializationFailure or DeadlockDetected } => new ConflictException("A row"),
        PostgresException { SqlState: var state } server when IsOfServer(state) =>
            new StorageUnavailableException($"PostgreSQL refuses to work: {server.MessageText}", exception),
        PostgresException => exception,
        NpgsqlException or TimeoutException or System.Net.Sockets.SocketException =>
            new StorageUnavailableException($"PostgreSQL cannot be reached: {exception.Message}", exception),
        InvalidOperationException { Source: "Npgsql" } => new StorageUnavailableException($"PostgreSQL cannot be reached: {exception.Message}", exception),
        _ => exception,
    };

    /// <summary>Connection, authorization, resources, operator intervention, system: none of them is about the statement.</summary>
    private static bool IsOfServer(string state) =>
        state[..2] is "08" or "28" or "53" or "57" or "58" or "3D" or "XX" || state == "25006";
}
