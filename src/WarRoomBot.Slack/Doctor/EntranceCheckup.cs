using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WarRoomBot.Checkups;

namespace WarRoomBot.Slack;

/// <summary>
/// Goes in at our own door as Slack does: with a question that we sign ourselves (<c>url_verification</c>, which stores nothing) and once more
/// with a forged signature, which must be turned away.
/// </summary>
internal sealed class EntranceCheckup(
    IServiceProvider services, IHttpClientFactory clients, IOptions<SlackOptions> options, IConfiguration configuration, TimeProvider time) : ICheckup
{
    private const string Secret = "Signing secret";
    private const string Public = "Public address";
    private const string Path = "/slack/events";
    private const string UsualAddress = "http://127.0.0.1:8080";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public string Name => "Way in from Slack";

    public async Task<IReadOnlyList<Finding>> LookAsync(CheckupOrder order, CancellationToken cancellationToken)
    {
        if (!options.Value.AnswersHttp)
            return [];
        var secret = await VisitAsync(Own(), Secret, "what it signs is let in, what is forged is not", "Start the bot, then ask again", cancellationToken);
        return
        [
            secret,
            options.Value.PublicUrl is { Length: > 0 } address
                ? await VisitAsync(new(address), Public, $"{address} leads here", "Let the proxy pass POST /slack/ on to the bot, unchanged", cancellationToken)
                : order is { Asker: not null, Conversation.Platform: SlackPlatform.PlatformName } ? Finding.Passes(Public, "Slack reaches me: this command came in")
                : Finding.Warns(Public, "not known here", "Set Slack:PublicUrl to the address in the app's manifest, or ask with /warroom doctor in Slack"),
        ];
    }

    /// <param name="remedy">When nothing of ours answers.</param>
    private async Task<Finding> VisitAsync(Uri address, string what, string good, string remedy, CancellationToken cancellationToken)
    {
        var signature = services.GetRequiredService<SlackSignature>();
        var challenge = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var body = JsonBytes.Object(json =>
        {
            json.WriteString("type"u8, "url_verification"u8);
            json.WriteString("challenge"u8, challenge);
        });
        var (timestamp, signed) = signature.Sign(body.Span);
        var root = address.GetLeftPart(UriPartial.Authority) + address.AbsolutePath.TrimEnd('/');
        var (status, answer) = await SendAsync($"{root}{Path}", body, timestamp, signed, cancellationToken);
        if (status is null)
            return Finding.Warns(what, $"nothing answers at {root}: {answer}", remedy);
        if (status == HttpStatusCode.Unauthorized)
        {
            return Finding.Fails(
                what, $"{root} does not take what is signed with Slack:SigningSecret", "Give the running bot the Signing Secret under Basic Information of the Slack app; no proxy may change what it passes on");
        }

        if (status != HttpStatusCode.OK || !IsEcho(answer, challenge))
            return Finding.Fails(what, string.Create(CultureInfo.InvariantCulture, $"something else answers at {root}{Path} (HTTP {(int)status})"), remedy);
        var (forged, _) = await SendAsync($"{root}{Path}", body, timestamp, $"{signed[..^1]}{(signed[^1] == '0' ? '1' : '0')}", cancellationToken);
        return forged == HttpStatusCode.Unauthorized
            ? Finding.Passes(what, good)
            : Finding.Fails(what, $"{root} lets in what is forged", "Take away whatever signs or answers requests between Slack and the bot");
    }

    private async Task<(HttpStatusCode? Status, string Answer)> SendAsync(
        string address, ReadOnlyMemory<byte> body, string timestamp, string signature, CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(body) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.Add(SlackSignature.TimestampHeader, timestamp);
            request.Headers.Add(SlackSignature.SignatureHeader, signature);
            using var response = await clients.CreateClient(SlackHttp.Client).SendAsync(request, either.Token);
            return (response.StatusCode, Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(either.Token)));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, "no answer in time");
        }
        catch (HttpRequestException exception)
        {
            return (null, $"{exception.HttpRequestError}");
        }
        catch (IOException)
        {
            return (null, "the connection broke");
        }
    }

    private static bool IsEcho(string answer, string challenge)
    {
        try
        {
            return JsonElement.Parse(answer) is { ValueKind: JsonValueKind.Object } echo
                && echo.TryGetProperty("challenge", out var said) && said.ValueKind == JsonValueKind.String && said.GetString() == challenge;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Where this process listens; at the command line, where the bot would.</summary>
    private Uri Own()
    {
        var listening = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? configuration["Urls"]?.Split(';')[0]
            ?? UsualAddress;
        var bound = listening.Replace("://+", "://127.0.0.1", StringComparison.Ordinal).Replace("://*", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal).Replace("://[::]", "://[::1]", StringComparison.Ordinal);
        return Uri.TryCreate(bound, UriKind.Absolute, out var address) ? address : new(UsualAddress);
    }
}
