namespace WarRoomBot.Web.Rendering;

/// <summary>Only http and https are ever linked: anything else, <c>javascript:</c> above all, is shown as text.</summary>
internal static class SafeAddress
{
    internal static bool Is(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
