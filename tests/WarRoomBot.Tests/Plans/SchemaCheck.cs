using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WarRoomBot.Tests.Plans;

/// <summary>As much of JSON Schema as the plan's schema uses; a keyword that it does not know fails the test.</summary>
internal static class SchemaCheck
{
    public static bool Takes(JsonObject schema, JsonNode? value) => schema.All(keyword => Holds(keyword.Key, keyword.Value!, schema, value));

    private static bool Holds(string keyword, JsonNode said, JsonObject schema, JsonNode? value) => keyword switch
    {
        "$schema" or "title" or "description" => true,
        "type" => (said as JsonArray ?? [said.DeepClone()]).Any(type => IsOf(type!.GetValue<string>(), value)),
        "enum" => said.AsArray().Any(one => JsonNode.DeepEquals(one, value)),
        "minLength" => Text(value) is not { } text || text.Length >= said.GetValue<int>(),
        "maxLength" => Text(value) is not { } text || text.Length <= said.GetValue<int>(),
        "pattern" => Text(value) is not { } text || Regex.IsMatch(text, said.GetValue<string>()),
        "minimum" => Number(value) is not { } number || number >= (double)said.AsValue(),
        "maximum" => Number(value) is not { } number || number <= (double)said.AsValue(),
        "exclusiveMinimum" => Number(value) is not { } number || number > (double)said.AsValue(),
        "items" => value is not JsonArray list || list.All(item => Takes(said.AsObject(), item)),
        "minItems" => value is not JsonArray list || list.Count >= said.GetValue<int>(),
        "maxItems" => value is not JsonArray list || list.Count <= said.GetValue<int>(),
        "properties" => value is not JsonObject group || group.All(entry => said[entry.Key] is not JsonObject known || Takes(known, entry.Value)),
        "required" => value is not JsonObject group || said.AsArray().All(key => group.ContainsKey(key!.GetValue<string>())),
        "propertyNames" => value is not JsonObject group || group.All(entry => Takes(said.AsObject(), JsonValue.Create(entry.Key))),
        "additionalProperties" => value is not JsonObject group || group.Where(entry => schema["properties"]?[entry.Key] is null)
            .All(entry => said is JsonObject more ? Takes(more, entry.Value) : said.GetValue<bool>()),
        "anyOf" => said.AsArray().Any(one => Takes(one!.AsObject(), value)),
        "oneOf" => said.AsArray().Count(one => Takes(one!.AsObject(), value)) == 1,
        _ => throw new NotSupportedException($"the keyword {keyword} is not checked here"),
    };

    private static bool IsOf(string type, JsonNode? value) => type switch
    {
        "object" => value is JsonObject,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "array" => value is JsonArray,
        "string" => Text(value) is not null,
        "number" => Number(value) is not null,
        "integer" => Number(value) is { } number && double.IsInteger(number),
        _ => throw new NotSupportedException($"the type {type} is not checked here"),
    };

    private static string? Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static double? Number(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number ? (double)value.AsValue() : null;
}
