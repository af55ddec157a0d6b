using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using WarRoomBot.Host.Signals.Reading;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Sources.UptimeRobot;

/// <summary>What UptimeRobot says, however it is sent. What does not apply stays as the variable's name between stars: it is missing.</summary>
internal sealed class UptimeRobotFields
{
    private const int MostFields = 256;
    private const int LongestValue = 8192;

    private readonly Func<string, string?> _query;
    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    private UptimeRobotFields(Func<string, string?> query) => _query = query;

    /// <summary>The body's field before the query's; null when neither has it.</summary>
    public string? this[string name] =>
        (_fields.TryGetValue(name, out var value) && !IsMissing(value) ? value : _query(name)) is { } found && !IsMissing(found) ? found : null;

    public static UptimeRobotFields OfForm(WebhookRequest request)
    {
        var fields = new UptimeRobotFields(request.Query);
        var form = new QueryStringEnumerable(Encoding.UTF8.GetString(request.Body.Span));
        foreach (var field in form)
        {
            if (fields._fields.Count == MostFields)
                break;
            if (field.EncodedValue.Length <= LongestValue)
                fields._fields.TryAdd(field.DecodeName().ToString(), field.DecodeValue().ToString());
        }

        return fields;
    }

    public static UptimeRobotFields OfJson(WebhookRequest request, JsonPart body)
    {
        var fields = new UptimeRobotFields(request.Query);
        foreach (var (name, value) in body.Properties().Take(MostFields))
        {
            if (value.Raw.Length <= LongestValue && value.Exact() is { } text)
                fields._fields.TryAdd(name, text);
        }

        return fields;
    }

    private static bool IsMissing(string value) => value.Length == 0 || (value is ['*', .., '*'] && value.AsSpan(1, value.Length - 2).IndexOf('*') < 0);
}
