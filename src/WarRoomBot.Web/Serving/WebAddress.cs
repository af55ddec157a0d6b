using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Web.LocalChat;

namespace WarRoomBot.Web.Serving;

/// <summary>
/// <c>Web:Address</c>: how people reach the pages, such as <c>https://bot.example.com</c>. The bot cannot see it from within, except where the
/// local chat is all there is: who uses that sits at this machine.
/// </summary>
internal sealed class WebAddress(IConfiguration configuration, IServer server, IEnumerable<IChatPlatform> platforms) : IPages
{
    internal const string Key = "Web:Address";

    public string? AddressOf(string path) => (Base() ?? Own()) is { } address ? $"{address.TrimEnd('/')}{path}" : null;

    /// <exception cref="InvalidOperationException">What is configured is no web address.</exception>
    internal void Check()
    {
        if (Base() is { } address && !Rendering.SafeAddress.Is(address))
            throw new InvalidOperationException($"{Key} is \"{address}\", which is no web address: write https://bot.example.com, for instance.");
    }

    /// <summary>Where we listen, as this machine calls it; null while we do not yet.</summary>
    private string? Own() => platforms.All(platform => platform.Name == LocalNames.Platform)
        ? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(address => address.StartsWith("http:", StringComparison.Ordinal))
            ?.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal)
            .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal).Replace("//[::]", "//localhost", StringComparison.Ordinal)
        : null;

    private string? Base() => configuration[Key] is { Length: > 0 } address ? address : null;
}
