using System.Net;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Probes.Http;

/// <summary>
/// The one way out for probes over HTTP: connections only through <see cref="GuardedDialer"/>; no proxy of the environment, no cookies,
/// no redirect that nobody looked at.
/// </summary>
internal sealed class GuardedHandler(GuardedDialer dialer, CertificateCheck certificates, TimeSpan connectTimeout) : HttpMessageHandler
{
    /// <summary>Asks for a connection that no request used before and none will use after.</summary>
    public static readonly HttpRequestOptionsKey<bool> FreshConnection = new("fresh-connection");

    /// <summary>The path of the Unix socket to ask instead of the host; each has a host name of its own, so that no two share a connection.</summary>
    public static readonly HttpRequestOptionsKey<string> Socket = new("socket");

    private readonly HttpMessageInvoker _pooled = Invoker(dialer, certificates, connectTimeout, TimeSpan.FromMinutes(1));
    private readonly HttpMessageInvoker _fresh = Invoker(dialer, certificates, connectTimeout, TimeSpan.Zero);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        (request.Options.TryGetValue(FreshConnection, out var fresh) && fresh ? _fresh : _pooled).SendAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pooled.Dispose();
            _fresh.Dispose();
        }

        base.Dispose(disposing);
    }

    private static HttpMessageInvoker Invoker(
        GuardedDialer dialer, CertificateCheck certificates, TimeSpan connectTimeout, TimeSpan lifetime) =>
        new(new SocketsHttpHandler
        {
            ConnectCallback = (context, cancellationToken) => context.InitialRequestMessage.Options.TryGetValue(Socket, out var path)
                ? dialer.ConnectAsync(path, cancellationToken)
                : dialer.ConnectAsync(context.DnsEndPoint, cancellationToken),
            ConnectTimeout = connectTimeout,
            SslOptions = certificates.Options,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            PooledConnectionLifetime = lifetime,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
            MaxResponseHeadersLength = 32,

            // An answer that is too large is cut off, not read to its end.
            MaxResponseDrainSize = 0,

            // What is probed learns nothing about our traces.
            ActivityHeadersPropagator = null,
        });
}
