using System.Text;
using System.Text.Json.Nodes;
using WarRoomBot.Signals;
using WarRoomBot.TestKit;

namespace WarRoomBot.Tests.Signals;

/// <summary>Reads what a source sends, in a test's words.</summary>
internal static class Reads
{
    public static readonly DateTimeOffset Now = new FakeClock().GetUtcNow();

    /// <summary>The signals of a request that must be accepted.</summary>
    public static IReadOnlyList<Signal> Signals(this Sender sender, string? body = null) => sender.Accepted(body).Signals;

    public static Signal Signal(this Sender sender, string? body = null) => Assert.Single(sender.Signals(body));

    public static Received.Accepted Accepted(this Sender sender, string? body = null) =>
        Assert.IsType<Received.Accepted>(sender.Receive(Encoding.UTF8.GetBytes(body ?? sender.Body), Now));

    public static string Malformed(this Sender sender, string body) =>
        Assert.IsType<Received.Malformed>(sender.Receive(Encoding.UTF8.GetBytes(body), Now)).Why;

    public static string Unproven(this Sender sender, string? body = null, string secret = Sender.Secret, DateTimeOffset? now = null) =>
        Assert.IsType<Received.Unproven>(sender.Receive(Encoding.UTF8.GetBytes(body ?? sender.Body), now ?? Now, secret)).Why;

    /// <summary>The payload with one place changed; a null takes it away.</summary>
    public static string With(this string payload, string path, JsonNode? value)
    {
        var root = JsonNode.Parse(payload)!;
        var steps = path.Split('.');
        var at = root;
        foreach (var step in steps[..^1])
            at = (int.TryParse(step, out var index) ? at[index] : at[step])!;
        if (value is null)
            at.AsObject().Remove(steps[^1]);
        else
            at[steps[^1]] = value;
        return root.ToJsonString();
    }

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();
}
