using System.Net;
using System.Net.Sockets;

namespace WarRoomBot.Probes.Http;

/// <summary>
/// Opens every connection of the probes: resolves the name, checks each address, and connects to the very address it checked, so that a
/// name that changes its answer in between (DNS rebinding) gains nothing.
/// </summary>
internal sealed class GuardedDialer(INameResolver names, AddressGuard guard)
{
    /// <exception cref="AddressRefusedException">The host or one of its addresses may not be probed.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint to, CancellationToken cancellationToken)
    {
        SocketException? failure = null;
        foreach (var address in await CheckedAddressesAsync(to.Host, cancellationToken))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, to.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                failure = exception;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>All of a name's addresses; a single one that is refused refuses the name, because the next lookup may lead there.</summary>
    private async Task<IReadOnlyList<IPAddress>> CheckedAddressesAsync(string host, CancellationToken cancellationToken)
    {
        if (AddressGuard.Refusal(host) is { } refusal)
            throw new AddressRefusedException(refusal);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await names.ResolveAsync(host, cancellationToken);
        return addresses.Select(address => guard.Refusal(host, address)).FirstOrDefault(why => why is not null) is { } forbidden
            ? throw new AddressRefusedException(forbidden)
            : addresses;
    }
}
