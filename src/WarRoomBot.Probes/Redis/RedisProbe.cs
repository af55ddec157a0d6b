using System.Globalization;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Probes.Redis;

/// <summary>
/// The probe <c>redis</c>: figures of INFO and lengths of queues. What the server only counts up since its start is told as the difference
/// since the metric's last reading.
/// </summary>
internal sealed class RedisProbe(GuardedTalk talk, CertificateCheck certificates) : ProbeKind<RedisSpec>
{
    private readonly LastSeen<RedisInfo> _last = new(talk.Time);

    public override string Name => "redis";

    public override Shape<ProbeSpec> Shape => RedisShape.Shape;

    protected override async Task<Reading> ReadAsync(RedisSpec spec, ProbeRound round, CancellationToken cancellationToken)
    {
        var server = await round.OnceAsync(spec.Server.Key, () => Task.FromResult(
            new SharedConnection<RedisConnection>(token => RedisConnection.OpenAsync(talk, certificates, spec.Server, token))));
        return spec.Queue is null
            ? (await InfoAsync(spec, server, round, cancellationToken)).Read(info => Figure(spec, info))
            : (await LengthAsync(spec, server, round, cancellationToken)).Read(length => new Reading.Number(length));
    }

    private Task<Answer<RedisInfo>> InfoAsync(
        RedisSpec spec, SharedConnection<RedisConnection> server, ProbeRound round, CancellationToken cancellationToken) =>
        AskOnceAsync(spec, ["INFO"], server, round, value => RedisInfo.Parse(((RespValue.Text)value).Value), cancellationToken);

    private Task<Answer<long>> LengthAsync(
        RedisSpec spec, SharedConnection<RedisConnection> server, ProbeRound round, CancellationToken cancellationToken)
    {
        var command = spec.Of switch
        {
            QueueKind.Stream => "XLEN",
            QueueKind.SortedSet => "ZCARD",
            _ => "LLEN",
        };
        return AskOnceAsync(spec, [command, spec.Queue!], server, round, value => ((RespValue.Number)value).Value, cancellationToken);
    }

    private Task<Answer<T>> AskOnceAsync<T>(
        RedisSpec spec,
        IReadOnlyList<string> command,
        SharedConnection<RedisConnection> server,
        ProbeRound round,
        Func<RespValue, T> read,
        CancellationToken cancellationToken)
    {
        var asking = round.OnceAsync(
            $"{spec.Server.Key}\n{string.Join('\n', command)}",
            () => talk.AskAsync(
                spec.Origin,
                async () => read(await server.UseAsync(connection => connection.AskAsync(command, cancellationToken), cancellationToken)),
                cancellationToken,
                exception => exception is InvalidCastException ? (Failure.NotUnderstood, "the answer is not that of a Redis server") : null));
        return asking.WaitAsync(cancellationToken);
    }

    private Reading Figure(RedisSpec spec, RedisInfo info)
    {
        if (spec.Read.IsDifference)
            return _last.Swap(spec, info) is { } last ? Difference(spec.Read, last.Before, info, last.Ago) : new Reading.NoData("counting from this reading on");
        if (spec.Read == RedisFigure.MemoryPercent)
            return Share(info);
        var field = spec.Read == RedisFigure.Memory ? "used_memory" : spec.Read == RedisFigure.Clients ? "connected_clients" : "blocked_clients";
        return info[field] is { } value ? new Reading.Number(value) : Missing(field);
    }

    private static Reading Share(RedisInfo info) => (info["used_memory"], info["maxmemory"]) switch
    {
        (null, _) => Missing("used_memory"),
        (_, null) => Missing("maxmemory"),
        (_, 0) => new Reading.NoData("the server has no limit: maxmemory is 0"),
        ({ } used, { } most) => new Reading.Number(100 * used / most),
    };

    private static Reading Difference(RedisFigure figure, RedisInfo before, RedisInfo now, TimeSpan ago)
    {
        if (figure == RedisFigure.HitRate)
        {
            if (now.Since(before, "keyspace_hits") is not { } hits || now.Since(before, "keyspace_misses") is not { } misses)
                return Missing("keyspace_hits");
            return hits + misses > 0 ? new Reading.Number(100 * hits / (hits + misses)) : new Reading.NoData("nothing was looked up since the last reading");
        }

        var field = figure == RedisFigure.Evictions ? "evicted_keys" : "rejected_connections";
        if (now.Since(before, field) is not { } count)
            return Missing(field);
        return ago > TimeSpan.Zero ? new Reading.Number(count / ago.TotalMinutes) : new Reading.NoData("counting from this reading on");
    }

    private static Reading.NoData Missing(string field) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{field} is missing from INFO"));
}
