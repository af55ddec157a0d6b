using System.Text;
using Microsoft.Extensions.Options;
using WarRoomBot.Checkups;
using WarRoomBot.Plans;
using WarRoomBot.WaysOut;

namespace WarRoomBot.Host.WaysOut;

/// <summary>Text messages through an HTTP gateway that takes a form with To, From and Body, as Twilio's Messages resource does.</summary>
internal sealed class SmsGateway(HttpCaller http, IOptions<WaysOutOptions> options) : IGateway
{
    /// <summary>One segment of the letters that telephones agree on.</summary>
    private const int Segment = 160;

    public bool Serves(Means means) => means is Means.Sms;

    public async Task<GatewayAnswer> SayAsync(AlertWord word, Means means, CancellationToken cancellationToken)
    {
        var sms = options.Value.Sms;
        if (!sms.On)
            return new GatewayAnswer.NotSetUp("the bot has no SMS gateway; set WaysOut:Sms:Url");
        var form = new Dictionary<string, string> { ["To"] = ((Means.Sms)means).Number, ["Body"] = Body(word) };
        if (sms.From.Length > 0)
            form["From"] = sms.From;
        using var request = Request(HttpMethod.Post, sms);
        request.Content = new FormUrlEncodedContent(form);
        return await http.SendAsync(HttpCaller.Configured, request, "look at the number in the plan and at WaysOut:Sms", cancellationToken);
    }

    /// <summary>Its credentials are looked at, as a rule, whatever is asked; HEAD sends nothing.</summary>
    public async Task<Finding> ProveAsync(string what, Means means, CancellationToken cancellationToken)
    {
        var sms = options.Value.Sms;
        if (!sms.On)
            return Finding.Fails(what, "the bot has no SMS gateway", "Set WaysOut:Sms:Url");
        using var request = Request(HttpMethod.Head, sms);
        return await http.ProveAsync(what, HttpCaller.Configured, request, "the gateway answers; no text was sent", "Look at WaysOut:Sms:Url and WaysOut:Sms:Token", cancellationToken);
    }

    private static HttpRequestMessage Request(HttpMethod method, WaysOutOptions.SmsOptions sms)
    {
        var request = new HttpRequestMessage(method, sms.Url);
        if (sms.Token.Length > 0)
        {
            request.Headers.Authorization = sms.Token.Contains(':', StringComparison.Ordinal)
                ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(sms.Token)))
                : new("Bearer", sms.Token);
        }

        return request;
    }

    /// <summary>A letter beyond ASCII would make the segment less than half as long.</summary>
    private static string Body(AlertWord word)
    {
        var text = $"{(word.IsRehearsal ? "Rehearsal: " : "")}{word.Headline}. {word.Room}";
        var plain = string.Concat(text.Select(letter => letter is >= ' ' and < (char)127 ? letter : '?'));
        return plain.Length <= Segment ? plain : $"{plain[..(Segment - 3)]}...";
    }
}
