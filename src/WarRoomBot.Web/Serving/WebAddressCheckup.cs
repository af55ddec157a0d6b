using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;
using WarRoomBot.Checkups;

namespace WarRoomBot.Web.Serving;

/// <summary>Goes to <c>Web:Address</c> as a reader would: cards link to it.</summary>
internal sealed class WebAddressCheckup(IConfiguration configuration, IHttpClientFactory clients, TimeProvider time) : ICheckup
{
    /// <summary>The named client: no redirects, no cookies.</summary>
    internal const string Client = "web-address";

    private const string What = "Address";
    private const string Sample = "base.css";
    private const string Remedy = "Set Web:Address to where people reach the pages, or take it away; without it cards have no links";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public string Name => "Pages";

    public async Task<IReadOnlyList<Finding>> LookAsync(CheckupOrder order, CancellationToken cancellationToken)
    {
        if (configuration[WebAddress.Key] is not { Length: > 0 } address)
            return [];
        using var enough = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            using var response = await clients.CreateClient(Client).GetAsync(new Uri($"{address.TrimEnd('/')}{EmbeddedAssets.Folder}/{Sample}"), either.Token);
            return [Of(address, response.StatusCode, response.IsSuccessStatusCode && await response.Content.ReadAsStringAsync(either.Token) == EmbeddedAssets.TextOf(Sample))];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [Nothing(address, "no answer in time")];
        }
        catch (HttpRequestException exception)
        {
            return [Nothing(address, $"{exception.HttpRequestError}")];
        }
        catch (IOException)
        {
            return [Nothing(address, "the connection broke")];
        }
    }

    private static Finding Of(string address, HttpStatusCode status, bool isOurs)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)status}");
        return status switch
        {
            _ when isOurs => Finding.Passes(What, $"{address} shows them"),
            // Whoever lets people in asks the doctor, too, who it is.
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or (>= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest) =>
                Finding.Passes(What, $"{address} asks who comes ({words})"),
            HttpStatusCode.NotFound => Finding.Warns(
                What, $"{address} does not show them ({words})", "They answer only to who comes from the bot's own machine: let what stands in front ask for them there, as localhost and without forwarding headers"),
            _ => Finding.Warns(What, $"something else answers at {address} ({words})", Remedy),
        };
    }

    private static Finding Nothing(string address, string why) => Finding.Warns(What, $"nothing answers at {address}: {why}", Remedy);
}
