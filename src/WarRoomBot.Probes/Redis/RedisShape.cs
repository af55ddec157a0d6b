using System.Globalization;
using WarRoomBot.Plans;

namespace WarRoomBot.Probes.Redis;

/// <summary><c>{ redis: redis://user:password@host:port, read: figure }</c> or <c>{ redis: …, queue: key, of? }</c>; <c>rediss://</c> for TLS.</summary>
internal static class RedisShape
{
    private const int UsualPort = 6379;

    private static readonly Shape<RedisServer> Servers = Shapes.Parsed<RedisServer>(
        new() { ["type"] = "string" },
        (scalar, mistakes) =>
        {
            if (Server(scalar.Text.Trim()) is { } server)
                return server;

            // The text itself is not repeated: it may hold a password.
            mistakes.Add(scalar, "'redis' is not the address of a Redis server", "write it as in redis://user:password@redis.example.com:6379, or rediss:// for TLS");
            return null;
        });

    private static readonly Shape<RedisFigure> Figures = Shapes.Choice([.. RedisFigure.All.Select(figure => (figure.Name, figure))]);

    internal static Shape<ProbeSpec> Shape { get; } = Shapes.Group<ProbeSpec>(keys =>
    {
        var at = keys.Required("redis", Servers, "the address, as in redis://user:password@redis.example.com:6379; rediss:// for TLS");
        var read = keys.Optional("read", Figures, "the figure that is read of the server");
        var queue = keys.Optional("queue", Shapes.Line("the key of a queue", "write it as the server has it"), "the key of the queue whose length is read");
        var of = keys.Optional("of", Shapes.Choice<QueueKind>(), "what the queue's key is; list without it");
        keys.ExactlyOne(read, queue);
        return values =>
        {
            if (of.In(values) is { } kind && !values.Has(queue))
                values.Mistakes.Add(kind.At, "'of' means nothing here", "it belongs to queue; remove it");
            if (at.In(values) is not { } server)
                return null;
            if (queue.In(values) is { } key)
                return new RedisSpec { Server = server.Value, Read = RedisFigure.Queue, Queue = key.Value, Of = of.In(values)?.Value ?? QueueKind.List };
            return read.In(values) is { } figure ? new RedisSpec { Server = server.Value, Read = figure.Value } : null;
        };
    });

    private static RedisServer? Server(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("redis" or "rediss") || address.Host.Length == 0)
            return null;
        var who = address.UserInfo.Split(':', 2);
        var path = address.AbsolutePath.Trim('/');
        var database = 0;
        if (path.Length > 0 && !int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out database))
            return null;
        return new()
        {
            At = new(address.IdnHost.Trim('[', ']'), address.Port > 0 ? address.Port : UsualPort),
            IsSecure = address.Scheme == "rediss",
            User = who[0].Length > 0 ? Uri.UnescapeDataString(who[0]) : null,
            Password = who is [_, { Length: > 0 } password] ? Uri.UnescapeDataString(password) : null,
            Database = database,
        };
    }
}
