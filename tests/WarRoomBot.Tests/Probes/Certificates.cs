using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace WarRoomBot.Tests.Probes;

/// <summary>Certificates that nobody trusts.</summary>
internal static class Certificates
{
    /// <param name="from">Valid from the first of January of this year, to that of <paramref name="to"/>.</param>
    public static X509Certificate2 SelfSigned(string name, int from, int to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(new(from, 1, 1, 0, 0, 0, TimeSpan.Zero), new(to, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
