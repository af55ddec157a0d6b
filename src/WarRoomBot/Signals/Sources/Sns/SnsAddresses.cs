using System.Text.RegularExpressions;

namespace WarRoomBot.Host.Signals.Sources.Sns;

/// <summary>The only addresses that are fetched on the word of a message: those of Amazon SNS itself.</summary>
internal static partial class SnsAddresses
{
    internal static bool IsCertificate(Uri address) =>
        IsOfSns(address) && address.Query.Length == 0 && Certificate().IsMatch(address.AbsolutePath);

    internal static bool IsConfirmation(Uri address) =>
        IsOfSns(address) && address.AbsolutePath == "/" && address.Query.Contains("Action=ConfirmSubscription", StringComparison.Ordinal);

    private static bool IsOfSns(Uri address) =>
        address is { IsAbsoluteUri: true, Scheme: "https", IsDefaultPort: true, UserInfo.Length: 0 } && Host().IsMatch(address.IdnHost);

    [GeneratedRegex(@"\Asns\.[a-z0-9][a-z0-9-]{0,30}\.amazonaws\.com(\.cn)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Host();

    [GeneratedRegex(@"\A/SimpleNotificationService-[0-9A-Za-z]{1,64}\.pem\z", RegexOptions.CultureInvariant)]
    private static partial Regex Certificate();
}
