using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;
using WarRoomBot.Data;

namespace WarRoomBot.Storage.Postgres;

/// <summary>Stores arrivals many at a time: each batch is one statement and one commit, and each sender is answered after it.</summary>
internal sealed class PostgresAppender : IAsyncDisposable
{
    private const int Most = 64;

    private const string Insert =
        """
        insert into inbox (key, lane, kind, body, received_at, next_at)
        select key, lane, kind, body, at, at from unnest($1, $2, $3, $4, $5) as arrival (key, lane, kind, body, at)
        on conflict (key) do nothing
        returning key
        """;

    private readonly NpgsqlDataSource _source;
    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(8192) { SingleReader = true });
    private readonly Task _loop;

    public PostgresAppender(NpgsqlDataSource source)
    {
        _source = source;
        _loop = Task.Run(RunAsync);
    }

    public async Task<bool> AppendAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(arrival);
        try
        {
            await _queue.Writer.WriteAsync(waiting, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new StorageUnavailableException("The storage is being closed.");
        }

        return await waiting.Stored.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        var batch = new List<Waiting>(Most);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < Most && _queue.Reader.TryRead(out var waiting))
                batch.Add(waiting);
            try
            {
                var fresh = await InsertAsync(batch);
                foreach (var waiting in batch)
                    waiting.Stored.TrySetResult(fresh.Contains(waiting.Arrival.Key));
            }
            catch (Exception exception)
            {
                foreach (var waiting in batch)
                    waiting.Stored.TrySetException(PostgresFaults.Translate(exception));
            }

            batch.Clear();
        }
    }

    private async Task<HashSet<string>> InsertAsync(List<Waiting> batch)
    {
        await using var command = _source.CreateCommand(Insert);
        Add(command, batch, arrival => arrival.Key);
        Add(command, batch, arrival => arrival.Lane);
        Add(command, batch, arrival => arrival.Kind);
        Add(command, batch, arrival => arrival.Body);
        command.Parameters.Add(new()
        {
            Value = batch.Select(waiting => waiting.Arrival.At.ToUnixTimeMilliseconds()).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
        });
        var fresh = new HashSet<string>(batch.Count);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            fresh.Add(reader.GetString(0));
        return fresh;
    }

    private static void Add(NpgsqlCommand command, List<Waiting> batch, Func<Arrival, string> column) =>
        command.Parameters.Add(new()
        {
            Value = batch.Select(waiting => column(waiting.Arrival)).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        });

    private sealed record Waiting(Arrival Arrival)
    {
        public TaskCompletionSource<bool> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
