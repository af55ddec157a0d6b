using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace WarRoomBot.Probes.Network;

/// <summary>The usual check of a server's certificate, with words for what is wrong with it.</summary>
internal sealed class CertificateCheck(TimeProvider time)
{
    public SslClientAuthenticationOptions Options => new()
    {
        RemoteCertificateValidationCallback = Check,
        CertificateChainPolicy = new()
        {
            // Certificates name addresses of further certificates: fetching those would go round the address guard.
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
        },
    };

    /// <exception cref="CertificateRefusedException">Instead of false, so that the reason is not lost on the way.</exception>
    private bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None ? true : throw new CertificateRefusedException(Why(certificate as X509Certificate2, chain, errors));

    /// <param name="errors">At least one.</param>
    public string Why(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return "the server shows no certificate";
        if (certificate.NotAfter.ToUniversalTime() < time.GetUtcNow().UtcDateTime)
            return $"certificate expired on {Day(certificate.NotAfter)}";
        if (certificate.NotBefore.ToUniversalTime() > time.GetUtcNow().UtcDateTime)
            return $"certificate is not valid before {Day(certificate.NotBefore)}";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return "certificate is for another name";
        return chain?.ChainStatus.Any(status => status.Status == X509ChainStatusFlags.NotTimeValid) == true
            ? "a certificate in the chain has expired"
            : "certificate is not trusted";
    }

    private static string Day(DateTime moment) => moment.ToUniversalTime().ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}

/// <summary>The server's certificate does not pass.</summary>
/// <param name="message">The words that people read.</param>
internal sealed class CertificateRefusedException(string message) : AuthenticationException(message);
