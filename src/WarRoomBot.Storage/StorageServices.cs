using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Checkups;
using WarRoomBot.Data;
using WarRoomBot.Storage.Postgres;
using WarRoomBot.Storage.Sqlite;

namespace WarRoomBot.Storage;

public static class StorageServices
{
    /// <summary>The store that the section <c>Storage</c> names.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IEngine>(_ => EngineOf(configuration.GetSection("Storage")));
        services.AddSingleton<Database>();
        services.AddSingleton<IDatabase>(provider => provider.GetRequiredService<Database>());
        services.AddSingleton<IStorageHealth>(provider => provider.GetRequiredService<Database>());
        services.AddSingleton<ICheckup, StorageCheckup>();
        services.AddHostedService(provider => provider.GetRequiredService<Database>());
        return services;
    }

    /// <exception cref="InvalidOperationException">No engine is named so: stops the start with one sentence.</exception>
    private static IEngine EngineOf(IConfigurationSection section)
    {
        if (section[nameof(StorageOptions.Provider)] is { Length: > 0 } name && !Enum.GetNames<StorageProvider>().Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new InvalidOperationException($"Storage:Provider is \"{name}\", which is no storage: write Sqlite or PostgreSql.");
        var options = section.Get<StorageOptions>() ?? new();
        return options.Provider == StorageProvider.Sqlite ? new SqliteDatabase(options) : new PostgresDatabase(options);
    }
}
