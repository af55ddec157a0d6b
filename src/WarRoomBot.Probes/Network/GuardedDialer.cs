using System.Net;
using System.Net.Sockets;

namespace WarRoomBot.Probes.Network;

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

                // A machine without IPv6 fails on that address in its own way: what another address said counts.
                if (failure is null || IsWithoutRoute(failure))
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

    /// <summary>A socket of this machine, which is as private as its loopback.</summary>
    /// <param name="path">Of the socket file.</param>
    /// <exception cref="AddressRefusedException">Private networks are not allowed.</exception>
    public async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        CheckLocalSocket();
        if (!File.Exists(path))
            throw new ProbeFailedException(Failure.Refused, "the socket is not there");
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AccessDenied)
        {
            socket.Dispose();
            throw new ProbeFailedException(Failure.Refused, "this process has no right to use the socket");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>All of a name's addresses; a single one that is refused refuses the name, because the next lookup may lead there.</summary>
    /// <exception cref="AddressRefusedException">The host or one of its addresses may not be probed.</exception>
    public async Task<IReadOnlyList<IPAddress>> CheckedAddressesAsync(string host, CancellationToken cancellationToken)
    {
        if (AddressGuard.Refusal(host) is { } refusal)
            throw new AddressRefusedException(refusal);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await names.ResolveAsync(host, cancellationToken);
        return addresses.Select(address => guard.Refusal(host, address)).FirstOrDefault(why => why is not null) is { } forbidden
            ? throw new AddressRefusedException(forbidden)
            : addresses;
    }

    /// <exception cref="AddressRefusedException">Private networks are not allowed.</exception>
    public void CheckLocalSocket()
    {
        if (!guard.AllowsPrivateNetworks)
            throw new AddressRefusedException("a socket of this machine may not be probed: Probes:AllowPrivateNetworks is off");
    }

    private static bool IsWithoutRoute(SocketException exception) =>
        exception.SocketErrorCode is SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.AddressFamilyNotSupported;
}
