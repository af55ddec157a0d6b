using System.Globalization;

namespace WarRoomBot.Probes.Redis;

/// <summary>What INFO says: lines of <c>field:value</c>.</summary>
internal sealed class RedisInfo
{
    private readonly Dictionary<string, string> _fields;

    private RedisInfo(Dictionary<string, string> fields) => _fields = fields;

    public static RedisInfo Parse(string text)
    {
        var fields = new Dictionary<string, string>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.Length > 0 && line[0] != '#' && line.Split(':', 2) is [var name, var value])
                fields.TryAdd(name, value);
        }

        return new(fields);
    }

    /// <summary>A field that is a number; null when it is not there or is none.</summary>
    public double? this[string field] =>
        _fields.TryGetValue(field, out var text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value)
            ? value
            : null;

    /// <summary>How much a counter rose; a server that was started again, or another one in its place, counts from zero.</summary>
    public double? Since(RedisInfo before, string field) => (before[field], this[field]) switch
    {
        ({ } then, { } now) => Run == before.Run ? LastSeen<RedisInfo>.Rise(then, now) : now,
        _ => null,
    };

    /// <summary>Differs after every start.</summary>
    private string? Run => _fields.GetValueOrDefault("run_id");
}
