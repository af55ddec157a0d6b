using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using WarRoomBot.Chat;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Settings;

/// <summary>The sources that may send, by the name in their address, in any case.</summary>
internal sealed class SignalSources(IOptions<AlertsOptions> options, IEnumerable<SignalSource> kinds, IEnumerable<IChatPlatform> platforms)
{
    private readonly FrozenDictionary<string, ConfiguredSource> _sources =
        new SourceReader([.. kinds], [.. platforms.Select(platform => platform.Name)], []).Read(options.Value.Sources).ToFrozenDictionary(source => source.Settings.Name, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<ConfiguredSource> All => _sources.Values;

    public ConfiguredSource? Find(string? name) => name is not null && _sources.TryGetValue(name, out var source) ? source : null;
}
