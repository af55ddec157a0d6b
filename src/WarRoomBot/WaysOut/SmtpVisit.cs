using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using WarRoomBot.Checkups;

namespace WarRoomBot.Host.WaysOut;

/// <summary>
/// Goes to a mail server as the framework's client would, signs in, names the sender, and leaves without a mail (RFC 5321; RFC 3207 for
/// STARTTLS; AUTH LOGIN, the one way that client has of giving a password).
/// </summary>
internal sealed class SmtpVisit
{
    private readonly Stream _stream;
    private readonly StreamReader _reader;

    private SmtpVisit(Stream stream) => (_stream, _reader) = (stream, new(stream, Encoding.ASCII, false, 1024, leaveOpen: true));

    /// <exception cref="IOException">The connection broke, or what answers is no mail server.</exception>
    /// <exception cref="SocketException">No connection.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The certificate is not to be trusted.</exception>
    internal static async Task<Finding> PayAsync(string what, WaysOutOptions.SmtpOptions smtp, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(smtp.Host, smtp.Port, cancellationToken);
        var visit = new SmtpVisit(client.GetStream());
        await visit.HearAsync(cancellationToken);
        await visit.SayAsync("EHLO warroombot", cancellationToken);
        if (!smtp.StartTls)
            return await visit.SignInAsync(what, smtp, cancellationToken);
        if (await visit.SayAsync("STARTTLS", cancellationToken) is var answer and not 220)
            return Finding.Fails(what, $"{Words(answer)} to STARTTLS", "Look at WaysOut:Smtp:Port, 587 as a rule, and at WaysOut:Smtp:StartTls");
        await using var secure = new SslStream(client.GetStream());
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = smtp.Host }, cancellationToken);
        var secured = new SmtpVisit(secure);
        await secured.SayAsync("EHLO warroombot", cancellationToken);
        return await secured.SignInAsync(what, smtp, cancellationToken);
    }

    private async Task<Finding> SignInAsync(string what, WaysOutOptions.SmtpOptions smtp, CancellationToken cancellationToken)
    {
        if (smtp.User.Length > 0)
        {
            var answer = await SayAsync($"AUTH LOGIN {Encoded(smtp.User)}", cancellationToken);
            if (answer == 334)
                answer = await SayAsync(Encoded(smtp.Password), cancellationToken);
            if (answer != 235)
                return Finding.Fails(what, $"{Words(answer)} to the password", "Look at WaysOut:Smtp:User and WaysOut:Smtp:Password");
        }

        if (await SayAsync($"MAIL FROM:<{smtp.From}>", cancellationToken) is var taken and not 250)
            return Finding.Fails(what, $"{Words(taken)} to the sender", "Look at WaysOut:Smtp:From: the server lets this user send from another address");
        await SayAsync("RSET", cancellationToken);
        await SayAsync("QUIT", cancellationToken);
        return Finding.Passes(what, "the mail server lets me in; no mail was sent");
    }

    private async Task<int> SayAsync(string line, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(Encoding.ASCII.GetBytes($"{line}\r\n"), cancellationToken);
        return await HearAsync(cancellationToken);
    }

    /// <returns>The status of a reply, which may have several lines: all but the last have a dash behind it.</returns>
    private async Task<int> HearAsync(CancellationToken cancellationToken)
    {
        while (await _reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
                throw new IOException("what answers is no mail server");
            if (line.Length == 3 || line[3] != '-')
                return status;
        }

        throw new IOException("the connection broke");
    }

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Words(int status) => string.Create(CultureInfo.InvariantCulture, $"SMTP {status}");
}
