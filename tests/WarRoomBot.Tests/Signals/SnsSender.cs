using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace WarRoomBot.Tests.Signals;

/// <summary>Amazon SNS with a certificate of our own, which lies where Amazon's would.</summary>
internal static class SnsSender
{
    public const string Topic = "arn:aws:sns:eu-west-1:123456789012:alarms";
    public const string CertificateAddress = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0f2c1b7a9d3e4c5b8a6f7e0d1c2b3a49.pem";
    public const string SubscribeAddress =
        "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-west-1:123456789012:alarms&Token=2336412f37";

    private static readonly string[] Signed = ["Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
    private static readonly RSA Key = RSA.Create(2048);

    public static byte[] Certificate { get; } = Certify(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static byte[] Expired { get; } = Certify(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static byte[]? Fetched(Uri address) => address.AbsoluteUri == CertificateAddress ? Certificate : null;

    public static byte[] Notification(string message, DateTimeOffset now) => Sign(NotificationOf(message, now));

    public static Dictionary<string, string> NotificationOf(string message, DateTimeOffset now) => new()
    {
        ["Type"] = "Notification",
        ["MessageId"] = "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        ["TopicArn"] = Topic,
        ["Subject"] = "ALARM: \"checkout-5xx\" in EU (Ireland)",
        ["Message"] = message,
        ["Timestamp"] = now.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture),
        ["SignatureVersion"] = "2",
        ["SigningCertURL"] = CertificateAddress,
        ["UnsubscribeURL"] = "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe",
    };

    public static Dictionary<string, string> ConfirmationOf(DateTimeOffset now)
    {
        var message = NotificationOf("You have chosen to subscribe to the topic.", now);
        message.Remove("Subject");
        message["Type"] = "SubscriptionConfirmation";
        message["Token"] = "2336412f37";
        message["SubscribeURL"] = SubscribeAddress;
        return message;
    }

    public static byte[] Sign(Dictionary<string, string> message)
    {
        var text = string.Concat(Signed.Where(message.ContainsKey).Select(name => $"{name}\n{message[name]}\n"));
        var algorithm = message["SignatureVersion"] == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        var signature = Convert.ToBase64String(Key.SignData(Encoding.UTF8.GetBytes(text), algorithm, RSASignaturePadding.Pkcs1));
        return JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(message) { ["Signature"] = signature });
    }

    private static byte[] Certify(DateTimeOffset from, DateTimeOffset to)
    {
        var request = new CertificateRequest("CN=sns.amazonaws.com", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(from, to);
        return Encoding.ASCII.GetBytes(certificate.ExportCertificatePem());
    }
}
