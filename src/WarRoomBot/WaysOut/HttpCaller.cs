using System.Globalization;
using System.Net;
using WarRoomBot.Checkups;
using WarRoomBot.Probes.Http;
using WarRoomBot.Probes.Network;
using WarRoomBot.WaysOut;

namespace WarRoomBot.Host.WaysOut;

/// <summary>Sends one request and reads from the status what came of it; the body is not looked at.</summary>
internal sealed class HttpCaller(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>For addresses of the bot's configuration: no redirects, no cookies, no log lines with addresses in them.</summary>
    internal const string Configured = "ways-out";

    /// <summary>For addresses of plans: the probes' guarded way out, by which a plan reaches no private network unless that is allowed.</summary>
    internal const string OfPlans = ProbeHttp.ClientName;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="client">One of the two.</param>
    /// <param name="remedy">What to look at when the request is not taken: <c>look at its routing key</c>.</param>
    public Task<GatewayAnswer> SendAsync(string client, HttpRequestMessage request, string remedy, CancellationToken cancellationToken) =>
        AskAsync(client, request, response => Of(response, remedy), cancellationToken);

    /// <summary>Sends a request that does nothing over there, and tells from the answer whether one that does something would be let in.</summary>
    /// <param name="what">What the finding calls it.</param>
    /// <param name="good">What a good answer proves: <c>the gateway answers</c>.</param>
    /// <param name="remedy">What to look at when it is not let in, as a sentence without its full stop.</param>
    public async Task<Finding> ProveAsync(string what, string client, HttpRequestMessage request, string good, string remedy, CancellationToken cancellationToken)
    {
        HttpStatusCode? status = null;
        var answer = await AskAsync(
            client,
            request,
            response =>
            {
                status = response.StatusCode;
                return new GatewayAnswer.Taken();
            },
            cancellationToken);
        var words = string.Create(CultureInfo.InvariantCulture, $"HTTP {(int?)status}");
        return (answer, status) switch
        {
            (GatewayAnswer.Refused refused, _) => Finding.Fails(what, refused.Why, remedy),
            (GatewayAnswer.Later later, _) => Finding.Fails(what, later.Why, remedy),
            (_, HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest) => Finding.Fails(what, words, remedy),
            (_, HttpStatusCode.NotFound or HttpStatusCode.Gone) => Finding.Warns(what, words, remedy),
            (_, >= HttpStatusCode.InternalServerError) => Finding.Warns(what, words, "It answers, but is unwell; ask again later"),
            _ => Finding.Passes(what, good),
        };
    }

    private async Task<GatewayAnswer> AskAsync(string client, HttpRequestMessage request, Func<HttpResponseMessage, GatewayAnswer> of, CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            using var http = clients.CreateClient(client);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return of(response);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new GatewayAnswer.Later("no answer in time");
        }
        catch (HttpRequestException exception)
        {
            return exception.GetBaseException() is AddressRefusedException
                ? new GatewayAnswer.Refused("its address is not a public one, and Probes:AllowPrivateNetworks is off")
                : new GatewayAnswer.Later(Words(exception.HttpRequestError));
        }
        catch (IOException)
        {
            return new GatewayAnswer.Later("the connection broke");
        }
    }

    private GatewayAnswer Of(HttpResponseMessage response, string remedy)
    {
        var status = string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}");
        return response.StatusCode switch
        {
            _ when response.IsSuccessStatusCode => new GatewayAnswer.Taken(),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => new GatewayAnswer.Later(status, WaitOf(response)),
            _ => new GatewayAnswer.Refused($"{status}; {remedy}"),
        };
    }

    /// <summary>Whole seconds, or a date.</summary>
    private TimeSpan? WaitOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private static string Words(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "its name is not known",
        HttpRequestError.ConnectionError => "no connection",
        HttpRequestError.SecureConnectionError => "no secure connection",
        _ => "the connection broke",
    };
}
