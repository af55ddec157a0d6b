using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using WarRoomBot.Host.Signals.Reading;

namespace WarRoomBot.Host.Signals.Sources.Sns;

/// <summary>
/// The RSA signature of a message: over certain of its properties in alphabetical order, each name and value on a line of its own
/// (AWS docs "Verifying the signatures of Amazon SNS messages"). Version 1 is SHA-1, version 2 SHA-256.
/// </summary>
internal static class SnsSignature
{
    private static readonly string[] OfNotification = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
    private static readonly string[] OfConfirmation = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

    /// <param name="certificate">As it was fetched: PEM or DER.</param>
    internal static bool Signs(JsonPart body, ReadOnlySpan<byte> certificate, DateTimeOffset now)
    {
        HashAlgorithmName? algorithm = body["SignatureVersion"u8].Exact() switch
        {
            "1" => HashAlgorithmName.SHA1,
            "2" => HashAlgorithmName.SHA256,
            _ => null,
        };
        if (algorithm is null || body["Signature"u8].Exact() is not { } encoded || encoded.Length > 2048)
            return false;
        var signature = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, signature, out var length))
            return false;
        try
        {
            using var signer = X509CertificateLoader.LoadCertificate(certificate);
            using var key = signer.GetRSAPublicKey();
            return key is not null
                && signer.NotBefore.ToUniversalTime() <= now.UtcDateTime && now.UtcDateTime <= signer.NotAfter.ToUniversalTime()
                && key.VerifyData(Signed(body), signature.AsSpan(0, length), algorithm.Value, RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            // What was fetched is no certificate.
            return false;
        }
    }

    private static byte[] Signed(JsonPart body)
    {
        var text = new StringBuilder();
        foreach (var name in body["Type"u8].Is("Notification"u8) ? OfNotification : OfConfirmation)
        {
            // A subject is signed only where there is one.
            if (body[Encoding.ASCII.GetBytes(name)].Exact() is { } value)
                text.Append(name).Append('\n').Append(value).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
