using System.Text.Encodings.Web;
using System.Text.Json;

namespace WarRoomBot.Plans;

/// <summary>The text of <c>plans/plan.schema.json</c>.</summary>
public static class PlanSchema
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string TextFor(PlanReader reader) => reader.Schema().ToJsonString(Layout) + "\n";
}
