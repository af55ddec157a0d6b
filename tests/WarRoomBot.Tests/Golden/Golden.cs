using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WarRoomBot.TestKit.Slack;

namespace WarRoomBot.Tests;

/// <summary>
/// Approved texts beside the tests, one file each in <c>tests/WarRoomBot.Tests/Golden</c>. When a text is not as approved, the actual one
/// is written next to it as <c>*.actual.*</c> and the test shows where they part. With <c>GOLDEN=accept</c> in the environment the actual text
/// becomes the approved one: look at the difference in git before committing it.
/// </summary>
internal static partial class Golden
{
    private const int LinesAround = 3;

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string Folder = Path.Combine(Root(AppContext.BaseDirectory), "tests", "WarRoomBot.Tests", "Golden");

    /// <param name="name">Of the file, without its ending.</param>
    public static void Json(string name, ReadOnlySpan<byte> actual) =>
        Text($"{name}.json", Emoji().Replace(JsonNode.Parse(actual)!.ToJsonString(Indented), Unescaped) + "\n");

    /// <summary>A message as people read it (<c>name.txt</c>) and as Slack was sent it (<c>slack-name.json</c>).</summary>
    public static void Card(string name, FakeMessage message)
    {
        Text($"{name}.txt", Steady(message.Text) + "\n");
        Json($"slack-{name}", Encoding.UTF8.GetBytes(Steady(new JsonObject { ["text"] = message.Fallback, ["blocks"] = Plain(message.Blocks) }.ToJsonString())));
    }

    /// <summary>A form as Slack was sent it.</summary>
    public static void Form(FakeView view) => Json($"slack-form-{(string)view.Json["callback_id"]!}", Encoding.UTF8.GetBytes(Steady(view.Json.ToJsonString())));

    /// <summary>Somebody's Home tab.</summary>
    public static void Home(string name, FakeHome home)
    {
        Text($"{name}.txt", home.Text + "\n");
        var view = (JsonObject)home.Json!.DeepClone();
        view["blocks"] = Plain((JsonArray)view["blocks"]!);
        Json($"slack-{name}", Encoding.UTF8.GetBytes(Steady(view.ToJsonString())));
    }

    /// <param name="file">Of the file, with its ending.</param>
    public static void Text(string file, string actual)
    {
        var path = Path.Combine(Folder, file);
        var actualPath = Path.ChangeExtension(path, $".actual{Path.GetExtension(path)}");
        if (Environment.GetEnvironmentVariable("GOLDEN") == "accept")
        {
            File.WriteAllText(path, actual);
            File.Delete(actualPath);
            return;
        }

        var approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (approved == actual)
        {
            File.Delete(actualPath);
            return;
        }

        File.WriteAllText(actualPath, actual);
        Assert.Fail($"{file} is not as approved (GOLDEN=accept approves it):\n{Difference(approved.Split('\n'), actual.Split('\n'))}");
    }

    /// <summary>Without what the workspace, or the search for lost messages, adds.</summary>
    private static JsonArray? Plain(JsonArray? blocks)
    {
        var plain = (JsonArray?)blocks?.DeepClone();
        foreach (var block in plain?.OfType<JsonObject>() ?? [])
            block.Remove("block_id");
        return plain;
    }

    /// <summary>Hashes cover ids that differ from run to run, and how many seconds rate limits took is nobody's to approve.</summary>
    private static string Steady(string text) => Seconds().Replace(Hash().Replace(text, "3f9a1c22…c1d0"), "1772539200");

    [GeneratedRegex(@"(?<=\^)1772\d{6}(?=\^)|(?<=/p)1772\d{12}|1772\d{6}\.\d{6}")]
    private static partial Regex Seconds();

    [GeneratedRegex("[0-9a-f]{8}(…|\\\\u2026)[0-9a-f]{4}")]
    private static partial Regex Hash();

    /// <summary>The first place where they part, with a few lines around it.</summary>
    private static string Difference(string[] approved, string[] actual)
    {
        var first = approved.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        var last = approved.Reverse().Zip(actual.Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        last = Math.Min(last, Math.Min(approved.Length, actual.Length) - first);
        var text = new StringBuilder();
        foreach (var line in approved[Math.Max(0, first - LinesAround)..first])
            text.Append("  ").AppendLine(line);
        foreach (var line in approved[first..^last])
            text.Append("- ").AppendLine(line);
        foreach (var line in actual[first..^last])
            text.Append("+ ").AppendLine(line);
        foreach (var line in actual[^last..].Take(LinesAround))
            text.Append("  ").AppendLine(line);
        return text.ToString();
    }

    /// <summary>System.Text.Json always escapes what lies beyond 16 bits; people who approve a file want to see it.</summary>
    [GeneratedRegex(@"\\u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})")]
    private static partial Regex Emoji();

    private static string Unescaped(Match pair) =>
        string.Concat(pair.Groups.Values.Skip(1).Select(half => (char)ushort.Parse(half.Value, NumberStyles.HexNumber, null)));

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "WarRoomBot.sln")) ? folder
        : Path.GetDirectoryName(folder) is { } above ? Root(above)
        : throw new InvalidOperationException("the tests do not run inside the repository");
}
