using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WarRoomBot.Signals;

namespace WarRoomBot.Tests.Signals;

/// <summary>Proved requests with anything in them: every kind answers, none throws, and what comes out can be shown and kept.</summary>
public sealed class MangledPayloadTests
{
    private static readonly string?[] Strangers =
        ["null", "true", "7", "-1e400", "\"\"", "\"\\ud800\"", "\"*x*\"", "[]", "{}", "[[[]]]", "{\"a\":{\"b\":[1]}}", $"\"{new string('w', 5000)}\"", "\"\\u202eevil\\u0000\\n\\n\\n\""];

    public static TheoryData<string> Names => Sender.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Whatever_stands_in_any_place_is_borne(string name)
    {
        var sender = Sender.Of(name);
        if (!sender.Body.StartsWith('{') && !sender.Body.StartsWith('['))
            return;

        foreach (var place in Places(JsonNode.Parse(sender.Body)!))
        {
            foreach (var stranger in Strangers)
                Bears(sender, Encoding.UTF8.GetBytes(Replaced(sender.Body, place, stranger)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Whatever_bytes_are_changed_is_borne(string name)
    {
        var sender = Sender.Of(name);
        // Chance that is the same in every run.
        var chance = new Random(20260303);
        var good = Encoding.UTF8.GetBytes(sender.Body);
        for (var round = 0; round < 400 && good.Length > 0; round++)
        {
            var body = good.ToList();
            for (var change = chance.Next(1, 6); change > 0 && body.Count > 0; change--)
            {
                var at = chance.Next(body.Count);
                switch (chance.Next(3))
                {
                    case 0:
                        body[at] = (byte)chance.Next(256);
                        break;
                    case 1:
                        body.RemoveRange(at, Math.Min(chance.Next(1, 20), body.Count - at));
                        break;
                    default:
                        body.InsertRange(at, body.Skip(chance.Next(body.Count)).Take(chance.Next(1, 20)).ToList());
                        break;
                }
            }

            Bears(sender, [.. body]);
        }
    }

    private static void Bears(Sender sender, byte[] body)
    {
        var received = sender.Receive(body, Reads.Now);
        if (received is Received.Malformed { Why: var why })
            Assert.InRange(why.Length, 1, 400);
        if (received is not Received.Accepted accepted)
            return;
        foreach (var signal in accepted.Signals)
        {
            Assert.InRange(signal.Title.Length, 1, 200);
            Assert.InRange(signal.Fingerprint.Length, 1, 255);
            Assert.True(signal.Text is null or { Length: > 0 and <= 2000 });
            Assert.All(
                new[] { signal.Title, signal.Fingerprint, signal.Service ?? "x", signal.Rule ?? "x", signal.Value ?? "x" },
                line => Assert.True(line == line.Trim() && !line.Any(char.IsControl), line));
            Assert.True(signal.Link is null || (Uri.TryCreate(signal.Link, UriKind.Absolute, out var link) && link.Scheme is "http" or "https"));
            Assert.True(signal.EndedAt is null || signal.Status == SignalStatus.Resolved);
            // It has to go through the store and come back.
            Assert.Equal(signal, JsonSerializer.Deserialize<Signal>(JsonSerializer.Serialize(signal)));
        }
    }

    /// <summary>The way to each value, outermost first.</summary>
    private static IEnumerable<object[]> Places(JsonNode? node)
    {
        var children = node switch
        {
            JsonObject properties => properties.Select(property => ((object)property.Key, property.Value)),
            JsonArray elements => elements.Select((element, index) => ((object)index, element)),
            _ => [],
        };
        foreach (var (step, child) in children)
        {
            yield return [step];
            foreach (var below in Places(child))
                yield return [step, .. below];
        }
    }

    private static string Replaced(string body, object[] place, string? by)
    {
        const string Here = "\u0001here\u0001";
        var root = JsonNode.Parse(body)!;
        var at = root;
        foreach (var step in place[..^1])
            at = step is int index ? at![index] : at![(string)step];
        if (place[^1] is int last)
            at![last] = Here;
        else
            at![(string)place[^1]] = Here;
        // As text, so that what no JSON library would write can stand there too.
        return root.ToJsonString().Replace("\"\\u0001here\\u0001\"", by, StringComparison.Ordinal);
    }
}
