using System.ComponentModel.DataAnnotations;

namespace WarRoomBot.Storage;

/// <summary>The section <c>Storage</c> of the configuration.</summary>
public sealed class StorageOptions
{
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>May hold a password: it is never logged.</summary>
    [Required]
    public string ConnectionString { get; set; } = "Data Source=warroom.db";
}

public enum StorageProvider
{
    /// <summary>One file, no server, one process.</summary>
    Sqlite,

    /// <summary>For a team that runs more than one replica.</summary>
    PostgreSql,
}
