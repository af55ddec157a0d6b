using System.Security.Cryptography;

namespace WarRoomBot.Web.Rendering;

/// <summary>What makes a post of a form the same post: it is put into the form when it is shown, so sending it twice does nothing twice.</summary>
internal static class FormKey
{
    private const int Shortest = 16;
    private const int Longest = 64;

    internal static string New() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    internal static bool IsKey(string? key) =>
        key is { Length: >= Shortest and <= Longest } && key.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');
}
