using System.Text.Json.Nodes;

namespace WarRoomBot.Plans.Format;

/// <summary>A time zone by its IANA name.</summary>
internal sealed class TimeZoneShape : Shape<TimeZoneInfo>
{
    public override TimeZoneInfo? Read(PlanNode node, Mistakes mistakes)
    {
        if (node is PlanNode.Scalar { IsNothing: false } scalar && TimeZoneInfo.TryFindSystemTimeZoneById(scalar.Text, out var zone))
            return zone;
        mistakes.Unfit(
            node, "a time zone known here", Likely(node) is { } likely ? $"did you mean '{likely}'?" : "write UTC, or a name such as Europe/Berlin");
        return null;
    }

    public override JsonObject Schema() => new() { ["type"] = "string", ["minLength"] = 1 };

    /// <summary>People write the city alone, too.</summary>
    private static string? Likely(PlanNode node)
    {
        if (node is not PlanNode.Scalar { IsFilled: false } written)
            return null;
        var known = TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).ToList();
        return Nearest.To(City(written.Text), known.Select(City)) is { } city
            ? known.Where(name => City(name) == city).MaxBy(name => name.Split('/')[0] == written.Text.Split('/')[0])
            : Nearest.To(written.Text, known);
    }

    private static string City(string name) => name[(name.LastIndexOf('/') + 1)..];
}
