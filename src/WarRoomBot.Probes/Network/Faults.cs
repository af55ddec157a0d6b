using System.Net.Sockets;
using System.Security.Authentication;

namespace WarRoomBot.Probes.Network;

/// <summary>What an exception on the way to a server means, in the product's words.</summary>
internal static class Faults
{
    /// <param name="exception">Not one of a cancellation.</param>
    /// <param name="answering">Whether the answer had begun.</param>
    /// <returns>The class of failure, and a few words without secrets.</returns>
    public static (Failure Failure, string Why) Of(Exception exception, bool answering)
    {
        var chain = new List<Exception>();
        for (var at = exception; at is not null; at = at.InnerException)
            chain.Add(at);
        return chain.Select(at => Cause(at, answering)).FirstOrDefault(fault => fault is not null)
            ?? chain.Select(at => Kind(at, answering)).FirstOrDefault(fault => fault is not null)
            ?? (Failure.Network, answering ? "connection lost in the middle of the answer" : "connection failed");
    }

    private static (Failure Failure, string Why)? Cause(Exception exception, bool answering) => exception switch
    {
        ProbeFailedException failed => (failed.Failure, failed.Message),
        AddressRefusedException refused => (Failure.Forbidden, refused.Message),
        CertificateRefusedException refused => (Failure.Tls, refused.Message),
        AuthenticationException => (Failure.Tls, "TLS handshake failed"),
        SocketException socket => Of(socket.SocketErrorCode, answering),
        InvalidDataException => (Failure.NotUnderstood, "the answer's compression is damaged"),
        EndOfStreamException => (Failure.Network, "connection closed without a whole answer"),
        _ => null,
    };

    private static (Failure Failure, string Why)? Kind(Exception exception, bool answering) => exception switch
    {
        HttpIOException io => Of(io.HttpRequestError, answering),
        HttpRequestException request => Of(request.HttpRequestError, answering),
        _ => null,
    };

    private static (Failure Failure, string Why)? Of(HttpRequestError error, bool answering) => error switch
    {
        HttpRequestError.ResponseEnded when answering => (Failure.Network, "connection closed in the middle of the answer"),
        HttpRequestError.ResponseEnded => (Failure.Network, "connection closed without an answer"),
        HttpRequestError.InvalidResponse => (Failure.NotUnderstood, "the answer is not HTTP"),
        HttpRequestError.ConfigurationLimitExceeded => (Failure.TooLarge, "the answer's headers are too large"),
        HttpRequestError.SecureConnectionError => (Failure.Tls, "TLS handshake failed"),
        _ => null,
    };

    private static (Failure Failure, string Why)? Of(SocketError error, bool answering) => error switch
    {
        SocketError.ConnectionRefused => (Failure.Refused, "connection refused"),
        SocketError.HostNotFound or SocketError.NoData => (Failure.Dns, "name not found"),
        SocketError.TryAgain or SocketError.NoRecovery => (Failure.Unreachable, "the name could not be looked up"),
        SocketError.TimedOut when !answering => (Failure.Unreachable, "connection timed out"),
        SocketError.HostUnreachable or SocketError.HostDown => (Failure.Unreachable, "host unreachable"),
        SocketError.NetworkUnreachable or SocketError.NetworkDown => (Failure.Unreachable, "this machine has no way to that network"),
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown =>
            (Failure.Network, answering ? "connection reset in the middle of the answer" : "connection reset"),
        _ => null,
    };
}
