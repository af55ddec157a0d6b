using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Microsoft.Extensions.Options;
using WarRoomBot.Cards;
using WarRoomBot.Checkups;
using WarRoomBot.Plans;
using WarRoomBot.Signals;
using WarRoomBot.WaysOut;

namespace WarRoomBot.Host.WaysOut;

/// <summary>
/// E-mail by the framework's own client: no other can be obtained for this build. What it lacks is kept away from it: it is given up after
/// a time of ours whatever it does, each mail has a client and a connection of its own, and TLS is by STARTTLS.
/// </summary>
internal sealed class SmtpGateway(IOptions<WaysOutOptions> options, TimeProvider time) : IGateway
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public bool Serves(Means means) => means is Means.Email;

    public async Task<GatewayAnswer> SayAsync(AlertWord word, Means means, CancellationToken cancellationToken)
    {
        var smtp = options.Value.Smtp;
        if (!smtp.On)
            return new GatewayAnswer.NotSetUp("the bot has no mail server; set WaysOut:Smtp:Host and WaysOut:Smtp:From");
        using var client = new SmtpClient(smtp.Host, smtp.Port)
        {
            EnableSsl = smtp.StartTls,
            Credentials = smtp.User.Length > 0 ? new NetworkCredential(smtp.User, smtp.Password) : null,
        };
        using var mail = Mail(word, ((Means.Email)means).Address, smtp.From);
        using var enough = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            await client.SendMailAsync(mail, either.Token).WaitAsync(either.Token);
            return new GatewayAnswer.Taken();
        }
        catch (SmtpException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Of(exception);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or AuthenticationException or FormatException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new GatewayAnswer.Later(exception is OperationCanceledException ? "the mail server does not answer in time" : "the connection to the mail server broke");
        }
    }

    public async Task<Finding> ProveAsync(string what, Means means, CancellationToken cancellationToken)
    {
        var smtp = options.Value.Smtp;
        if (!smtp.On)
            return Finding.Fails(what, "the bot has no mail server", "Set WaysOut:Smtp:Host and WaysOut:Smtp:From");
        using var enough = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            return await SmtpVisit.PayAsync(what, smtp, either.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Finding.Fails(
                what, exception is OperationCanceledException ? "the mail server does not answer in time" : "no connection to the mail server",
                "Look at WaysOut:Smtp:Host and WaysOut:Smtp:Port, and whether a firewall lets the bot out");
        }
        catch (AuthenticationException)
        {
            return Finding.Fails(what, "no secure connection to the mail server", "Look at its certificate, and whether WaysOut:Smtp:Host is the name in it");
        }
    }

    /// <summary>The server's text is left out: it may quote what it was sent.</summary>
    private static GatewayAnswer Of(SmtpException exception)
    {
        var status = (int)exception.StatusCode;
        var words = string.Create(CultureInfo.InvariantCulture, $"SMTP {status}");
        return status switch
        {
            >= 500 => new GatewayAnswer.Refused($"{words}; look at the address in the plan and at WaysOut:Smtp"),
            >= 400 => new GatewayAnswer.Later(words),
            _ => new GatewayAnswer.Later("no connection to the mail server"),
        };
    }

    private static MailMessage Mail(AlertWord word, string to, string from)
    {
        var sender = new MailAddress(from, "WarRoomBot");
        var subject = $"{(word.IsRehearsal ? "Rehearsal: " : "")}{word.Headline}";
        return new(sender, new MailAddress(to))
        {
            // A line break in a subject would begin a header of its own.
            Subject = Texts.Cut(string.Concat(subject.Select(letter => char.IsControl(letter) ? ' ' : letter)), 200),
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
            Body = Body(word),
            Priority = word.Stage == AlertStage.Firing && word.Severity <= SignalSeverity.P1 ? MailPriority.High : MailPriority.Normal,
            Headers =
            {
                ["Message-ID"] = $"<{word.Id.Replace('/', '.')}@{sender.Host}>",
                ["References"] = $"<{word.Key.Replace('/', '.')}@{sender.Host}>",
                ["Auto-Submitted"] = "auto-generated",
            },
        };
    }

    private static string Body(AlertWord word) => string.Join("\r\n",
    [
        word.Headline,
        word.Room,
        "",
        .. word.Lines.Select(line => $"{line.Name}: {line.Text.ReplaceLineEndings(" ")}"),
        .. word.Links.Select(link => $"{link.Text}: {link.Address}"),
        "",
    ]);
}
