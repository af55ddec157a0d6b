using System.Net;

namespace WarRoomBot.Probes.Network;

/// <summary>Turns a host name into addresses.</summary>
internal interface INameResolver
{
    /// <exception cref="System.Net.Sockets.SocketException">The name is not known, or could not be looked up.</exception>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);
}

/// <summary>Asks the operating system.</summary>
internal sealed class SystemNameResolver : INameResolver
{
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        Dns.GetHostAddressesAsync(host, cancellationToken);
}
