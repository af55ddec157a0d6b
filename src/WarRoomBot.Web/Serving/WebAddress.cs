using Microsoft.Extensions.Configuration;
using WarRoomBot.Cards;

namespace WarRoomBot.Web.Serving;

/// <summary><c>Web:Address</c>: how people reach the pages, such as <c>https://bot.example.com</c>. The bot cannot see it from within.</summary>
internal sealed class WebAddress(IConfiguration configuration) : IPages
{
    private const string Key = "Web:Address";

    public string? AddressOf(string path) => Base() is { } address ? $"{address.TrimEnd('/')}{path}" : null;

    /// <exception cref="InvalidOperationException">What is configured is no web address.</exception>
    internal void Check()
    {
        if (Base() is { } address && !Rendering.SafeAddress.Is(address))
            throw new InvalidOperationException($"{Key} is \"{address}\", which is no web address: write https://bot.example.com, for instance.");
    }

    private string? Base() => configuration[Key] is { Length: > 0 } address ? address : null;
}
