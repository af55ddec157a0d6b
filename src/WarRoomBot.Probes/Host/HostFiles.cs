namespace WarRoomBot.Probes.Host;

/// <summary>What the machine tells about itself.</summary>
internal class HostFiles
{
    public virtual int Cores => Environment.ProcessorCount;

    /// <exception cref="IOException">It is not there.</exception>
    public virtual string Read(string path) => File.ReadAllText(path);

    /// <returns>Null when it is not there.</returns>
    public string? Find(string path)
    {
        try
        {
            return Read(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Of the file system that a path is on, in bytes; what is available is less than what is free where root keeps some.</summary>
    /// <exception cref="IOException">There is no such path.</exception>
    public virtual (long Size, long Free, long Available) Space(string path)
    {
        var drive = new DriveInfo(path);
        return (drive.TotalSize, drive.TotalFreeSpace, drive.AvailableFreeSpace);
    }
}
