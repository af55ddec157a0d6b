using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using WarRoomBot.Chat;

namespace WarRoomBot.Delivery;

/// <summary>The platforms there are. Each workspace on them is behind a gate of its own: one that takes nothing holds up no other.</summary>
internal sealed class PlatformGates(IEnumerable<IChatPlatform> platforms, TimeProvider time, ILogger<PlatformGate> logger)
{
    private readonly Dictionary<string, IChatPlatform> _platforms = platforms.ToDictionary(platform => platform.Name);
    private readonly ConcurrentDictionary<(string Platform, string Workspace), PlatformGate> _gates = [];

    public IReadOnlyCollection<string> Platforms => _platforms.Keys;

    /// <summary>Those that do not answer: a platform's name, with the workspace when it is that one alone.</summary>
    public IReadOnlyList<string> Silent =>
    [
        .. _gates.Where(gate => !gate.Value.Answers)
            .Select(gate => _gates.Any(other => other.Key.Platform == gate.Key.Platform && other.Value.Answers) ? $"{gate.Key.Platform} ({gate.Key.Workspace})" : gate.Key.Platform)
            .Distinct(),
    ];

    public PlatformGate? Of(Conversation conversation) => _platforms.TryGetValue(conversation.Platform, out var platform)
        ? _gates.GetOrAdd((conversation.Platform, conversation.Workspace), _ => new(platform, time, logger))
        : null;
}
