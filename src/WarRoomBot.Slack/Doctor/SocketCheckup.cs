using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WarRoomBot.Checkups;

namespace WarRoomBot.Slack;

/// <summary>Connects by Socket Mode as the bot does, waits to be greeted and leaves. What comes by it meanwhile is taken like anything else.</summary>
internal sealed class SocketCheckup(
    SlackAppApi api, SlackArrivals arrivals, SocketTimes times, IOptions<SlackOptions> options, TimeProvider time, ILogger<SocketCheckup> logger) : ICheckup
{
    private const string What = "Socket Mode";
    private const string Otherwise = "Look whether the bot's host reaches slack.com over HTTPS and web sockets, then ask again";

    public string Name => "Connection to Slack";

    public async Task<IReadOnlyList<Finding>> LookAsync(CheckupOrder order, CancellationToken cancellationToken)
    {
        var ticket = await api.OpenConnectionAsync(cancellationToken);
        var end = ticket.Failure is { } failure ? SocketEnd.OfRefusal(failure) : await TryAsync(ticket, cancellationToken);
        return end switch
        {
            null => [Finding.Passes(What, "Slack greets a connection")],
            { Kind: SocketEndKind.Refused } => [Finding.Fails(What, end.Why, Sentence(end.Remedy ?? Otherwise))],
            _ => [Finding.Warns(What, end.Why, Sentence(end.Remedy ?? Otherwise))],
        };
    }

    private async Task<SocketEnd?> TryAsync(SlackAnswer ticket, CancellationToken cancellationToken)
    {
        if (SlackSocket.AddressOf(ticket, options.Value.ApiBase) is not { } address)
            return SocketEnd.WithoutAddress;
        using var socket = new SlackSocket(arrivals, times, time, logger);
        var end = await socket.ConnectAsync(address, cancellationToken);
        if (end is null)
            await socket.CloseAsync();
        return end;
    }

    private static string Sentence(string remedy) => char.ToUpperInvariant(remedy[0]) + remedy[1..];
}
