using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Data;
using WarRoomBot.Storage.Postgres;
using WarRoomBot.Storage.Sqlite;

namespace WarRoomBot.Storage;

public static class StorageServices
{
    /// <summary>The store that the section <c>Storage</c> names.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Storage").Get<StorageOptions>() ?? new();
        services.AddSingleton<IEngine>(_ => options.Provider == StorageProvider.Sqlite ? new SqliteDatabase(options) : new PostgresDatabase(options));
        services.AddSingleton<Database>();
        services.AddSingleton<IDatabase>(provider => provider.GetRequiredService<Database>());
        services.AddSingleton<IStorageHealth>(provider => provider.GetRequiredService<Database>());
        services.AddHostedService(provider => provider.GetRequiredService<Database>());
        return services;
    }
}
