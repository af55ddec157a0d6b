using WarRoomBot.Plans;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.Postgres;

/// <summary>
/// <c>{ postgres: postgres://user:password@host:port/database?sslmode=require, read: figure }</c> or <c>{ postgres: …, sql: statement, as?,
/// empty? }</c>.
/// </summary>
internal static class PostgresShape
{
    private const int UsualPort = 5432;
    private const string Example = "postgres://user:password@db.example.com:5432/app?sslmode=require";

    private static readonly Shape<PostgresServer> Servers = Shapes.Parsed<PostgresServer>(
        new() { ["type"] = "string" },
        (scalar, mistakes) =>
        {
            if (Server(scalar.Text.Trim()) is { } server)
                return server;

            // The text itself is not repeated: it may hold a password.
            mistakes.Add(
                scalar,
                "'postgres' is not the address of a PostgreSQL server",
                $"write it as in {Example}; sslmode is disable, prefer, require or verify-full, host the folder of a socket");
            return null;
        });

    private static readonly Shape<PostgresFigure> Figures = Shapes.Choice([.. PostgresFigure.All.Select(figure => (figure.Name, figure))]);

    internal static Shape<ProbeSpec> Shape { get; } = Shapes.Group<ProbeSpec>(keys =>
    {
        var at = keys.Required("postgres", Servers, $"the address, as in {Example}");
        var read = keys.Optional("read", Figures, "the figure that is read of the server");
        var sql = keys.Optional("sql", Shapes.Text, "a statement that gives one value, run in a transaction that can only read, for 5 seconds at most");
        var longer = keys.Optional("longer-than", Shapes.Duration, "from when on long-queries counts a query; 10s without it");
        var unit = keys.Optional("as", FigureShapes.Unit, FigureShapes.UnitDoc);
        var empty = keys.Optional("empty", FigureShapes.Empty, "what it means that the statement gives no row, or null; no data without it");
        keys.ExactlyOne(read, sql);
        return values =>
        {
            var figure = read.In(values)?.Value;
            if (longer.In(values) is { } unwanted && figure != PostgresFigure.LongQueries)
                values.Mistakes.Add(unwanted.At, "'longer-than' means nothing here", "it belongs to read: long-queries; remove it");
            foreach (var (name, key) in new[] { ("as", unit.In(values)?.At), ("empty", empty.In(values)?.At) })
            {
                if (key is not null && !values.Has(sql))
                    values.Mistakes.Add(key, $"'{name}' means nothing here", "it belongs to sql; remove it");
            }

            if (at.In(values) is not { } server)
                return null;
            var spec = new PostgresSpec { Server = server.Value };
            if (sql.In(values) is { } statement)
                return spec with { Sql = statement.Value, As = unit.In(values)?.Value, Empty = empty.In(values)?.Value };
            return figure is null ? null : spec with { Read = figure, LongerThan = longer.In(values)?.Value ?? spec.LongerThan };
        };
    });

    private static PostgresServer? Server(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("postgres" or "postgresql"))
            return null;
        var options = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToList();
        var encryption = Encryption.Prefer;
        string? socket = null;
        foreach (var option in options)
        {
            var known = option switch
            {
                ["sslmode", "disable"] => (encryption = Encryption.Disable) is var _,
                ["sslmode", "allow" or "prefer"] => (encryption = Encryption.Prefer) is var _,
                ["sslmode", "require"] => (encryption = Encryption.Require) is var _,
                ["sslmode", "verify-ca" or "verify-full"] => (encryption = Encryption.VerifyFull) is var _,
                ["host", var host] => (socket = Uri.UnescapeDataString(host)).StartsWith('/'),
                _ => false,
            };
            if (!known)
                return null;
        }

        if (address.Host.Length == 0 && socket is null)
            return null;
        var who = address.UserInfo.Split(':', 2);
        return new()
        {
            At = new(address.Host.Length == 0 ? "localhost" : address.IdnHost.Trim('[', ']'), address.Port > 0 ? address.Port : UsualPort),
            Socket = socket,
            User = who[0].Length > 0 ? Uri.UnescapeDataString(who[0]) : null,
            Password = who is [_, { Length: > 0 } password] ? Uri.UnescapeDataString(password) : null,
            Database = address.AbsolutePath.Trim('/') is { Length: > 0 } database ? Uri.UnescapeDataString(database) : null,
            Encryption = encryption,
        };
    }
}
