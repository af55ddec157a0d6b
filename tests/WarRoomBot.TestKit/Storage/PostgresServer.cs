using System.Diagnostics;
using System.Globalization;

namespace WarRoomBot.TestKit.Storage;

/// <summary>
/// A real PostgreSQL of the machine's own packages, in a folder of its own and on a Unix socket only: no port, no clash with anything.
/// One serves a whole test run; tests take a fresh database each.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Programs = "/usr/lib/postgresql";
    private static readonly string[] AsPostgres = ["--reuid=postgres", "--regid=postgres", "--clear-groups"];

    private readonly string _folder;
    private readonly string _bin;
    private readonly bool _durable;
    private int _databases;

    private PostgresServer(string folder, string bin, bool durable) => (_folder, _bin, _durable) = (folder, bin, durable);

    /// <summary>Why there is none on this machine; null when there is.</summary>
    public static string? WhyNot => Bin() is null ? "PostgreSQL is not installed (Debian package postgresql-15)" : null;

    /// <param name="durable">False for tests: nothing has to survive a power cut, so nothing waits for the disk.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = false)
    {
        var bin = Bin() ?? throw new InvalidOperationException(WhyNot);
        var folder = Directory.CreateTempSubdirectory("warroombot-pg-").FullName;
        var server = new PostgresServer(folder, bin, durable);
        if (Environment.IsPrivilegedProcess)
            await server.RunAsync("chown", ["postgres:postgres", folder], asRoot: true);
        await server.RunAsync(Path.Combine(bin, "initdb"), ["-D", $"{folder}/data", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts the same data again after <see cref="StopAsync"/>.</summary>
    public Task StartAgainAsync() => RunAsync(
        Path.Combine(_bin, "pg_ctl"),
        [
            "-D", $"{_folder}/data", "-l", $"{_folder}/log", "-w", "-s", "-o",
            $"-c listen_addresses= -c unix_socket_directories={_folder} -c max_connections=200"
                + (_durable ? "" : " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"),
            "start",
        ]);

    /// <summary>Stops at once, as a machine that fails does.</summary>
    public Task StopAsync() => RunAsync(Path.Combine(_bin, "pg_ctl"), ["-D", $"{_folder}/data", "-m", "immediate", "-w", "-s", "stop"]);

    public string ConnectionString(string database) => $"Host={_folder};Username=postgres;Database={database}";

    /// <param name="template">The database that it is a copy of; null for an empty one.</param>
    /// <returns>The name of a new database.</returns>
    public async Task<string> NewDatabaseAsync(string? template = null)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync($"create database {name} template {template ?? "template1"}");
        return name;
    }

    /// <summary>Removes it, whoever is still connected.</summary>
    public Task DropAsync(string database) => ExecuteAsync($"drop database {database} with (force)");

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists($"{_folder}/data") && File.Exists($"{_folder}/data/postmaster.pid"))
            await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static string? Bin() => Directory.Exists(Programs)
        ? Directory.EnumerateDirectories(Programs).Select(version => Path.Combine(version, "bin")).LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
        : null;

    /// <summary>The server refuses to run as root, so it runs as its own user there.</summary>
    private async Task RunAsync(string program, IReadOnlyList<string> arguments, bool asRoot = false)
    {
        var start = new ProcessStartInfo { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = _folder };
        var steps = Environment.IsPrivilegedProcess && !asRoot ? [.. AsPostgres, program, .. arguments] : arguments;
        start.FileName = Environment.IsPrivilegedProcess && !asRoot ? "setpriv" : program;
        foreach (var argument in steps)
            start.ArgumentList.Add(argument);
        // A server started this way inherits open pipes and would keep them open: it writes to its own log file.
        var isServer = arguments[^1] == "start";
        if (isServer)
        {
            start.RedirectStandardError = false;
            start.RedirectStandardOutput = false;
        }

        using var process = Process.Start(start)!;
        var error = isServer ? "" : await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {error}");
    }
}
