using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using WarRoomBot.Cards;
using WarRoomBot.Checkups;
using WarRoomBot.Plans;
using WarRoomBot.Probes;
using WarRoomBot.Probes.Http;
using WarRoomBot.WaysOut;

namespace WarRoomBot.Host.WaysOut;

/// <summary>Calls of playbooks, by the probes' guarded way out: a plan reaches no private network unless that is allowed, and no redirect is followed.</summary>
internal sealed class StepCalls(ProbeHttp http, HttpCaller caller, TimeProvider time) : IStepCalls
{
    private const int LongestOutput = 1500;

    /// <summary>A part of a path this long is more likely a key than a name.</summary>
    private const int LongestName = 15;

    public async Task<StepAnswer> CallAsync(StepCall call, string body, string id, CancellationToken cancellationToken)
    {
        if (Unset(call) is { } name)
            return new(false, $"{name} is not set; start the bot with it", null);
        var ask = new HttpAsk
        {
            Address = call.Address,
            Method = HttpMethod.Post,
            Body = body,
            Headers = new([.. call.Headers.Select(header => new HttpHeader(header.Key, header.Value)), new HttpHeader("Idempotency-Key", id)]),
            Hidden = new([.. new Uri(call.Address).Segments.Select(segment => segment.Trim('/')).Where(segment => segment.Length > LongestName)]),
            Timeout = TimeSpan.FromSeconds(20),
            Cap = HttpAsk.SmallAnswer,
            FollowsRedirects = false,
        };
        return await http.FetchAsync(ask, cancellationToken) switch
        {
            HttpAnswer.Answered answered => Of(answered, ask, id),
            // What was sent and not answered may well be under way: a person looks before it is sent again.
            HttpAnswer.Failed { Failure: Failure.Timeout or Failure.Network or Failure.NotUnderstood } failed => new(false, $"{failed.Why}; it may have begun, so look before you start it again", null),
            HttpAnswer.Failed { Failure: Failure.Forbidden } => new(false, "its address is not a public one, and Probes:AllowPrivateNetworks is off", null),
            HttpAnswer.Failed failed => new(false, failed.Why, null) { IsWorthAnotherTry = failed.Failure is Failure.Unreachable or Failure.Refused or Failure.Dns },
            var other => throw new InvalidOperationException($"no such answer: {other.GetType().Name}"),
        };
    }

    /// <summary>HEAD starts nothing; many an address says that it takes only POST, and that is good enough.</summary>
    public async Task<Finding> ProveAsync(string what, StepCall call, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, call.Address);
        foreach (var (name, value) in call.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await caller.ProveAsync(what, HttpCaller.OfPlans, request, "it answers; nothing was started", "Look at its address and headers in the plan", cancellationToken);
    }

    private StepAnswer Of(HttpAnswer.Answered answered, HttpAsk ask, string id)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"HTTP {answered.Status}");
        var output = Output(answered, ask, id);
        return answered.Status switch
        {
            >= 200 and < 300 => new(true, words, output),
            408 or 429 or 502 or 503 or 504 => new(false, words, output) { IsWorthAnotherTry = true, After = WaitOf(answered.Headers) },
            _ => new(false, words, output),
        };
    }

    /// <summary>Text alone, masked before it is cut, so that no half of a secret is left.</summary>
    private static string? Output(HttpAnswer.Answered answered, HttpAsk ask, string id)
    {
        if (!answered.MediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) && !answered.MediaType.Contains("json", StringComparison.OrdinalIgnoreCase))
            return null;
        var text = ask.Secrets.Mask(Encoding.UTF8.GetString(answered.Body).Replace(id, "", StringComparison.Ordinal));
        var clean = string.Concat(text.Where(letter => !char.IsControl(letter) || letter == '\n')).Trim();
        return clean.Length == 0 ? null : Texts.Cut(clean, LongestOutput);
    }

    /// <summary>A running room's name that is no longer set stands there as written.</summary>
    private static string? Unset(StepCall call) =>
        call.Headers.Select(header => header.Value).Append(call.Address).Append(call.Body ?? "").FirstOrDefault(text => text.Contains("${", StringComparison.Ordinal)) is { } text
        && text.IndexOf('}', text.IndexOf("${", StringComparison.Ordinal)) is > 0 and var end
            ? text[(text.IndexOf("${", StringComparison.Ordinal) + 2)..end]
            : null;

    private TimeSpan? WaitOf(HttpResponseHeaders? headers) => headers?.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };
}
