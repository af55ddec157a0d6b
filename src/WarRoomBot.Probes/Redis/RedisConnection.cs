using System.Net.Security;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Probes.Redis;

/// <summary>An open connection to a Redis server, entered with user and password.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private readonly GuardedTalk _talk;
    private readonly RedisServer _server;
    private Stream _stream;
    private Resp _resp;

    private RedisConnection(GuardedTalk talk, RedisServer server, Stream stream) =>
        (_talk, _server, _stream, _resp) = (talk, server, stream, new(stream));

    /// <exception cref="ProbeFailedException">It does not come about.</exception>
    public static async Task<RedisConnection> OpenAsync(
        GuardedTalk talk, CertificateCheck certificates, RedisServer server, CancellationToken cancellationToken)
    {
        var connection = new RedisConnection(talk, server, await talk.ConnectAsync(server.At, ConnectLimit, cancellationToken));
        try
        {
            await connection.EnterAsync(certificates, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="ProbeFailedException">The server answers with an error, or not in time.</exception>
    public async Task<RespValue> AskAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var answer = await _talk.WithinAsync(Limit, "no answer", token => _resp.AskAsync(command, token), cancellationToken);
        return answer is RespValue.Error error ? throw RedisErrors.Of(error, command, _server.Secrets) : answer;
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task EnterAsync(CertificateCheck certificates, CancellationToken cancellationToken)
    {
        if (_server.IsSecure)
            await SecureAsync(certificates, cancellationToken);
        if (_server.Password is { } password)
            await AskAsync(_server.User is { } user ? ["AUTH", user, password] : ["AUTH", password], cancellationToken);
        if (_server.Database != 0)
            await AskAsync(["SELECT", $"{_server.Database}"], cancellationToken);
    }

    private async Task SecureAsync(CertificateCheck certificates, CancellationToken cancellationToken)
    {
        var secure = new SslStream(_stream);
        _stream = secure;
        var options = certificates.Options;
        options.TargetHost = _server.At.Host;
        await _talk.WithinAsync(
            Limit,
            "no TLS handshake",
            async token =>
            {
                await secure.AuthenticateAsClientAsync(options, token);
                return true;
            },
            cancellationToken);
        _resp = new(secure);
    }
}
