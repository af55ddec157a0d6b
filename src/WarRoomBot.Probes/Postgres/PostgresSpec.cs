using WarRoomBot.Plans;
using WarRoomBot.Probes.Network;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.Postgres;

/// <summary>One figure of a PostgreSQL server, or what a statement of the plan's own gives.</summary>
internal sealed record PostgresSpec : ProbeSpec
{
    public required PostgresServer Server { get; init; }

    /// <summary>Null when <see cref="Sql"/> is read.</summary>
    public PostgresFigure? Read { get; init; }

    /// <summary>For figures that count what takes longer than this.</summary>
    public TimeSpan LongerThan { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A statement that gives one value; null when <see cref="Read"/> is read.</summary>
    public string? Sql { get; init; }

    /// <summary>What the statement counts in; null when it counts in the metric's own unit.</summary>
    public SourceUnit? As { get; init; }

    /// <summary>What it means that the statement gives no row or null; null for no data.</summary>
    public Reading? Empty { get; init; }

    public override string Origin => Read is null ? "PostgreSQL, a statement of the plan"
        : Read == PostgresFigure.LongQueries ? $"PostgreSQL → {Read.Words} {TimeWords.Short(LongerThan)}"
        : $"PostgreSQL → {Read.Words}";

    public override string? Host => Server.Socket is null ? Hosts.Beyond(Server.At.Host) : null;

    public override Unit? Unit => Read?.Unit ?? As?.Unit;
}

/// <summary>Where a PostgreSQL server is and how it is entered; only the plan and this process know.</summary>
internal sealed record PostgresServer
{
    public required Endpoint At { get; init; }

    /// <summary>The folder of the Unix socket; null to go to <see cref="At"/> over the network.</summary>
    public string? Socket { get; init; }

    /// <summary>Null for the name that this process runs under.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Null for the one called like the user.</summary>
    public string? Database { get; init; }

    public Encryption Encryption { get; init; }

    public Secrets Secrets => new([Password ?? ""]);

    /// <summary>Everything that makes it what it is; never to be logged.</summary>
    public string Key => $"{At.Words} {Encryption}\n{Socket}\n{User}\n{Password}\n{Database}";

    public override string ToString() => "PostgreSQL";
}

/// <summary>As <c>sslmode</c> has it. Source: PostgreSQL manual, "libpq: SSL support".</summary>
internal enum Encryption
{
    /// <summary>When the server can, whoever it is.</summary>
    Prefer,
    Disable,

    /// <summary>Whoever the server is.</summary>
    Require,

    /// <summary>And the server shows a certificate for its name that is trusted.</summary>
    VerifyFull,
}
