using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WarRoomBot.Data;
using WarRoomBot.Storage;

namespace WarRoomBot.TestKit.Storage;

/// <summary>The engines that every test of stored things runs on.</summary>
public enum Engine
{
    Sqlite,
    PostgreSql,
}

/// <summary>A database of its own with nothing in it but the schema, in a file or on the run's PostgreSQL server; gone at the end.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string Pool = ";Maximum Pool Size=20";

    private static readonly Lazy<Task<PostgresServer>> Shared = new(async () =>
    {
        var server = await PostgresServer.StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    });

    /// <summary>Every test's database is a copy of one that the product itself has opened: its schema is made once in a run.</summary>
    private static readonly Lazy<Task<string>> SqliteModel = new(async () =>
    {
        var model = await CreateEmptyAsync(Engine.Sqlite);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(model._folder!, recursive: true);
        await (await model.OpenAsync()).DisposeAsync();
        return FileIn(model._folder!);
    });

    private static readonly Lazy<Task<string>> PostgresModel = new(async () =>
    {
        var server = await Shared.Value;
        var name = await server.NewDatabaseAsync();
        await (await Of(Engine.PostgreSql, server.ConnectionString(name)).OpenAsync()).DisposeAsync();
        return name;
    });

    private readonly string? _folder;

    private readonly Func<Task>? _drop;

    private TestDatabase(Engine engine, string connectionString, string? folder, Func<Task>? drop = null) =>
        (Engine, ConnectionString, _folder, _drop) = (engine, connectionString, folder, drop);

    public Engine Engine { get; }

    public string ConnectionString { get; }

    /// <summary>Where the file lies; null on a server.</summary>
    public string? Folder => _folder;

    /// <summary>As the section <c>Storage</c> of the configuration.</summary>
    public IReadOnlyDictionary<string, string?> Configuration => new Dictionary<string, string?>
    {
        ["Storage:Provider"] = Engine.ToString(),
        ["Storage:ConnectionString"] = ConnectionString,
    };

    /// <summary>Why the engine cannot be tested here; null when it can.</summary>
    public static string? WhyNot(Engine engine) => engine == Engine.PostgreSql ? PostgresServer.WhyNot : null;

    public static async Task<TestDatabase> CreateAsync(Engine engine)
    {
        if (engine == Engine.PostgreSql)
            return await OnServerAsync(await PostgresModel.Value);

        var database = await CreateEmptyAsync(engine);
        File.Copy(await SqliteModel.Value, FileIn(database._folder!));
        return database;
    }

    /// <summary>Without even the schema, as a new operator has it.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync(Engine engine)
    {
        if (engine == Engine.PostgreSql)
            return await OnServerAsync(null);

        var folder = NewFolder();
        return new(engine, $"Data Source={FileIn(folder)}", folder);
    }

    private static async Task<TestDatabase> OnServerAsync(string? template)
    {
        var server = await Shared.Value;
        var name = await server.NewDatabaseAsync(template);
        // At once: a thousand of them take longer to remove at the end than a runner of tests waits.
        return new(Engine.PostgreSql, server.ConnectionString(name) + Pool, null, () => server.DropAsync(name));
    }

    /// <summary>Empty, on a server of its own, for tests that stop it.</summary>
    public static async Task<TestDatabase> CreateAsync(PostgresServer server) =>
        new(Engine.PostgreSql, server.ConnectionString(await server.NewDatabaseAsync()) + $"{Pool};Timeout=2", null);

    /// <summary>One that somebody else made, and keeps.</summary>
    public static TestDatabase Of(Engine engine, string connectionString) => new(engine, connectionString, null);

    private static string FileIn(string folder) => Path.Combine(folder, "room.db");

    /// <summary>In memory where the system has such a folder: nothing has to survive a power cut, so nothing waits for the disk.</summary>
    private static string NewFolder()
    {
        const string inMemory = "/dev/shm";
        return Directory.Exists(inMemory)
            ? Directory.CreateDirectory(Path.Combine(inMemory, $"warroombot-db-{Path.GetRandomFileName()}")).FullName
            : Directory.CreateTempSubdirectory("warroombot-db-").FullName;
    }

    /// <summary>Opens it as one process of the product would, schema and all.</summary>
    public async Task<OpenDatabase> OpenAsync(TimeProvider? time = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton<IHostApplicationLifetime>(new NoLifetime());
        services.AddLogging();
        services.AddStorage(new ConfigurationBuilder().AddInMemoryCollection(Configuration).Build());
        var provider = services.BuildServiceProvider();
        foreach (var hosted in provider.GetServices<IHostedService>())
            await hosted.StartAsync(CancellationToken.None);
        var opened = new OpenDatabase(provider);
        await opened.Store.Opened;
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
        if (_drop is not null)
            await _drop();
    }

    private sealed class NoLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}

/// <summary>One process's view of a <see cref="TestDatabase"/>.</summary>
public sealed class OpenDatabase(ServiceProvider provider) : IAsyncDisposable
{
    public IDatabase Store { get; } = provider.GetRequiredService<IDatabase>();

    public ValueTask DisposeAsync() => provider.DisposeAsync();
}
