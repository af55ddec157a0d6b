using Microsoft.Extensions.Logging;
using WarRoomBot.Chat;

namespace WarRoomBot.Delivery;

/// <summary>The platforms there are, each behind its gate.</summary>
internal sealed class PlatformGates(IEnumerable<IChatPlatform> platforms, TimeProvider time, ILogger<PlatformGate> logger)
{
    private readonly Dictionary<string, PlatformGate> _gates = platforms.ToDictionary(platform => platform.Name, platform => new PlatformGate(platform, time, logger));

    public IEnumerable<PlatformGate> All => _gates.Values;

    public PlatformGate? Of(Conversation conversation) => _gates.GetValueOrDefault(conversation.Platform);
}
