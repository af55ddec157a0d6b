using System.Net.Mail;
using Microsoft.Extensions.Options;

namespace WarRoomBot.Host.WaysOut;

/// <summary>The section <c>WaysOut</c>: the gateways that plans may use. The class is never printed: some of its values are secrets.</summary>
internal sealed class WaysOutOptions
{
    public const string Section = "WaysOut";

    public SmtpOptions Smtp { get; set; } = new();

    public SmsOptions Sms { get; set; } = new();

    public PagerDutyOptions PagerDuty { get; set; } = new();

    internal sealed class SmtpOptions
    {
        public string Host { get; set; } = "";

        public int Port { get; set; } = 587;

        /// <summary>Empty for a server that asks for none.</summary>
        public string User { get; set; } = "";

        public string Password { get; set; } = "";

        /// <summary>The sender's address.</summary>
        public string From { get; set; } = "";

        /// <summary>Nothing is sent over a connection that is not encrypted, unless this is false.</summary>
        public bool StartTls { get; set; } = true;

        internal bool On => Host.Length > 0 && From.Length > 0;
    }

    /// <summary>A gateway that takes <c>To</c>, <c>From</c> and <c>Body</c> as a form, as Twilio does and others after it.</summary>
    internal sealed class SmsOptions
    {
        public string Url { get; set; } = "";

        /// <summary><c>user:password</c> is sent as such (Basic), anything else as a bearer token.</summary>
        public string Token { get; set; } = "";

        /// <summary>The number or name it comes from; empty when the gateway knows.</summary>
        public string From { get; set; } = "";

        internal bool On => Url.Length > 0;
    }

    internal sealed class PagerDutyOptions
    {
        /// <summary>Where the Events API is; another address only for the EU region, tests and proxies.</summary>
        public string Url { get; set; } = "https://events.pagerduty.com/v2/enqueue";
    }
}

/// <summary>Stops the start with the names of the keys that are wrong; a value is never part of the sentence.</summary>
internal sealed class WaysOutOptionsCheck : IValidateOptions<WaysOutOptions>
{
    public ValidateOptionsResult Validate(string? name, WaysOutOptions options)
    {
        var (smtp, sms, wrong) = (options.Smtp, options.Sms, new List<string>());
        if (smtp.Host.Length > 0 && smtp.From.Length == 0)
            wrong.Add("WaysOut:Smtp:From is missing: it is the address that mails come from.");
        if (smtp.From.Length > 0 && !MailAddress.TryCreate(smtp.From, out _))
            wrong.Add("WaysOut:Smtp:From is not an e-mail address such as warroom@example.com.");
        if (smtp.Port is < 1 or > 65535)
            wrong.Add("WaysOut:Smtp:Port is not a port; 587 is usual.");
        if (smtp is { Port: 465, StartTls: true })
            wrong.Add("WaysOut:Smtp:Port 465 speaks TLS from the first byte, which is not known here; use the server's port for STARTTLS, 587 as a rule.");
        if ((smtp.User.Length > 0) != (smtp.Password.Length > 0))
            wrong.Add("WaysOut:Smtp:User and WaysOut:Smtp:Password belong together; set both, or neither.");
        if (sms.On && !IsAddress(sms.Url))
            wrong.Add("WaysOut:Sms:Url is not an http or https address.");
        // A header with a control character would be refused by an exception that quotes it.
        if (!sms.Token.All(character => character is >= ' ' and < (char)127))
            wrong.Add("WaysOut:Sms:Token has line breaks or letters in it that no header can carry.");
        if (!IsAddress(options.PagerDuty.Url))
            wrong.Add("WaysOut:PagerDuty:Url is not an http or https address.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
}
