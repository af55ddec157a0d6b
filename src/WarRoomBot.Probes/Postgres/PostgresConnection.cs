using System.Net.Sockets;
using Npgsql;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Probes.Postgres;

/// <summary>
/// An open connection to a PostgreSQL server, which can only read: each statement runs in a transaction of its own that is rolled back.
/// This is a guard, no wall: the user should own nothing.
/// </summary>
internal sealed class PostgresConnection : IAsyncDisposable
{
    private const int MostRows = 2;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(3);

    /// <summary>The server gives up after this; we wait a little longer, so that it says so.</summary>
    private static readonly TimeSpan StatementLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(7);

    private readonly GuardedTalk _talk;
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;

    private PostgresConnection(GuardedTalk talk, NpgsqlDataSource source, NpgsqlConnection connection) =>
        (_talk, _source, _connection) = (talk, source, connection);

    /// <exception cref="ProbeFailedException">It does not come about in time.</exception>
    /// <exception cref="AddressRefusedException">The host may not be probed.</exception>
    /// <exception cref="NpgsqlException">It is refused.</exception>
    public static Task<PostgresConnection> OpenAsync(
        GuardedTalk talk, GuardedDialer dialer, CertificateCheck certificates, PostgresServer server, CancellationToken cancellationToken) =>
        talk.WithinAsync(ConnectLimit, "no connection", token => OpenAsync(talk, dialer, certificates, server, token, cancellationToken), cancellationToken);

    /// <summary>All values of the first rows, two at most: who wants one sees that there are more.</summary>
    /// <param name="parameters">For <c>$1</c>, <c>$2</c> and so on.</param>
    /// <exception cref="ProbeFailedException">It takes too long.</exception>
    /// <exception cref="NpgsqlException">The server does not answer it.</exception>
    public Task<IReadOnlyList<IReadOnlyList<object?>>> AskAsync(string sql, IReadOnlyList<object> parameters, CancellationToken cancellationToken) =>
        _talk.WithinAsync(Patience, "no answer", token => AskInTimeAsync(sql, parameters, token), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
    }

    private static async Task<PostgresConnection> OpenAsync(
        GuardedTalk talk,
        GuardedDialer dialer,
        CertificateCheck certificates,
        PostgresServer server,
        CancellationToken limited,
        CancellationToken cancellationToken)
    {
        NpgsqlException? failure = null;
        foreach (var host in await HostsAsync(dialer, server, limited))
        {
            var source = Source(server, host, certificates);
            var opening = source.OpenConnectionAsync(limited).AsTask();
            try
            {
                return new(talk, source, await opening.WaitAsync(limited));
            }
            catch (Exception exception)
            {
                // Npgsql does not let go of a server that keeps silent before its own limit is over: nobody waits for that.
                _ = CleanUpAsync(source, opening);
                if (exception is not NpgsqlException { InnerException: SocketException } unreachable || cancellationToken.IsCancellationRequested)
                    throw;
                failure ??= unreachable;
            }
        }

        throw failure ?? (Exception)new SocketException((int)SocketError.HostNotFound);
    }

    private static async Task CleanUpAsync(NpgsqlDataSource source, Task<NpgsqlConnection> opening)
    {
        await opening.ContinueWith(
            opened => opened.IsCompletedSuccessfully ? opened.Result.CloseAsync() : Task.CompletedTask, TaskScheduler.Default).Unwrap();
        await source.DisposeAsync();
    }

    /// <summary>The very addresses that were checked, so that nothing is looked up a second time.</summary>
    private static async Task<IEnumerable<string>> HostsAsync(GuardedDialer dialer, PostgresServer server, CancellationToken cancellationToken)
    {
        if (server.Socket is null)
            return (await dialer.CheckedAddressesAsync(server.At.Host, cancellationToken)).Select(address => address.ToString());
        dialer.CheckLocalSocket();
        return [server.Socket];
    }

    private static NpgsqlDataSource Source(PostgresServer server, string host, CertificateCheck certificates)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = host,
            Port = server.At.Port,
            Username = server.User,
            Password = server.Password,
            Database = server.Database,
            ApplicationName = "warroombot",
            SslMode = server.Encryption switch
            {
                Encryption.Disable => SslMode.Disable,
                Encryption.Require => SslMode.Require,

                // Npgsql's own check would be of the address, not of the name: ours takes its place.
                Encryption.VerifyFull => SslMode.Require,
                _ => SslMode.Prefer,
            },
            GssEncryptionMode = GssEncryptionMode.Disable,
            Pooling = false,
            Timeout = (int)ConnectLimit.TotalSeconds,
            CancellationTimeout = -1,
        };
        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        builder.EnableTransportSecurity();

        // Nothing but plain figures is read: the server's catalogue of types is not needed.
        builder.ConfigureTypeLoading(loading => loading.EnableTypeLoading(false));
        if (server.Encryption == Encryption.VerifyFull)
        {
            builder.UseSslClientAuthenticationOptionsCallback(options =>
            {
                var ours = certificates.Options;
                options.TargetHost = server.At.Host;
                options.RemoteCertificateValidationCallback = ours.RemoteCertificateValidationCallback;
                options.CertificateChainPolicy = ours.CertificateChainPolicy;
            });
        }

        return builder.Build();
    }

    private async Task<IReadOnlyList<IReadOnlyList<object?>>> AskInTimeAsync(
        string sql, IReadOnlyList<object> parameters, CancellationToken cancellationToken)
    {
        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        await using var limits = new NpgsqlBatch(_connection, transaction)
        {
            BatchCommands =
            {
                new("set transaction read only"),
                new($"set local statement_timeout = {(long)StatementLimit.TotalMilliseconds}"),
                new("set local lock_timeout = 1000"),
            },
        };
        await limits.ExecuteNonQueryAsync(cancellationToken);

        // One of a batch is one statement to the server, whatever it holds: nothing ends the transaction from within.
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(new() { Value = parameter });
        await using var batch = new NpgsqlBatch(_connection, transaction) { BatchCommands = { command } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (reader.FieldCount == 0)
            throw new ProbeFailedException(Failure.Configuration, "the statement gives nothing; let it give one number");
        var rows = new List<IReadOnlyList<object?>>();
        while (rows.Count < MostRows && await reader.ReadAsync(cancellationToken))
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => Value(reader, column))]);
        return rows;
    }

    /// <summary>Numbers as double, whatever their type.</summary>
    private static object? Value(NpgsqlDataReader reader, int column)
    {
        if (reader.IsDBNull(column))
            return null;
        return reader.GetDataTypeName(column) switch
        {
            "smallint" => (double)reader.GetInt16(column),
            "integer" => (double)reader.GetInt32(column),
            "bigint" => (double)reader.GetInt64(column),
            "real" => (double)reader.GetFloat(column),
            "double precision" => reader.GetDouble(column),
            "numeric" => Numeric(reader, column),
            "boolean" => reader.GetBoolean(column),
            "text" or "character varying" or "character" or "name" => reader.GetString(column),
            "interval" => reader.GetTimeSpan(column).TotalMilliseconds,
            var type => throw new ProbeFailedException(Failure.NotUnderstood, $"the statement gives a value of type {type}, not a number"),
        };
    }

    /// <exception cref="OverflowException">It is larger than a decimal can be.</exception>
    private static double Numeric(NpgsqlDataReader reader, int column)
    {
        try
        {
            return (double)reader.GetDecimal(column);
        }
        catch (InvalidCastException)
        {
            // NaN and the infinities, which decimal does not know.
            return double.NaN;
        }
    }
}
