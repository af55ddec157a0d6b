using Npgsql;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Probes.Postgres;

/// <summary>The errors of a PostgreSQL server in the product's words. Source: PostgreSQL manual, "PostgreSQL Error Codes".</summary>
internal static class PostgresErrors
{
    /// <returns>Null for what is no error of the server, nor of the conversation with it.</returns>
    public static (Failure Failure, string Why)? Of(Exception exception, Secrets secrets) => exception switch
    {
        PostgresException server => Of(server.SqlState, server.MessageText, secrets),
        NpgsqlException { InnerException: { } inner } => Faults.Of(inner, answering: false),
        NpgsqlException npgsql => (Failure.NotUnderstood, $"the answer is not that of a PostgreSQL server: {secrets.Quote(npgsql.Message)}"),
        OverflowException => (Failure.NotUnderstood, "the statement gives a number that is too large"),
        InvalidCastException or FormatException or NotSupportedException or ArgumentException or InvalidOperationException =>
            (Failure.NotUnderstood, "the answer is not that of a PostgreSQL server"),
        _ => null,
    };

    private static (Failure Failure, string Why) Of(string state, string message, Secrets secrets) => state switch
    {
        "28P01" => (Failure.Status, "the user or the password is not accepted"),
        "28000" => (Failure.Status, $"the server does not let this user in: {secrets.Quote(message)}"),
        "3D000" => (Failure.Status, "there is no such database"),
        "53300" => (Failure.Status, "the server has no connection left to give"),
        "57P01" or "57P02" => (Failure.Status, "the server is shutting down"),
        "57P03" => (Failure.Status, "the server is starting up or shutting down"),
        "57014" => (Failure.Timeout, "the statement took longer than 5 s"),
        "55P03" => (Failure.Timeout, "the statement had to wait for a lock"),
        "25006" => (Failure.Configuration, "the statement writes; a metric may only read"),
        "42501" => (Failure.Status, $"the user has no right to that: {secrets.Quote(message)}"),
        ['4', '2', ..] => (Failure.Configuration, $"the statement is wrong: {secrets.Quote(message)}"),
        ['2', '2', ..] => (Failure.Configuration, $"the statement fails: {secrets.Quote(message)}"),
        _ => (Failure.Status, $"the server answers {secrets.Quote(message)}"),
    };
}
