using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using WarRoomBot.Probes.Http;

namespace WarRoomBot.Probes.Selecting;

/// <summary>An answer read as JSON.</summary>
internal abstract record JsonAnswer
{
    private JsonAnswer()
    {
    }

    public sealed record Understood(JsonElement Root) : JsonAnswer;

    /// <param name="Why">A few words for people, secrets masked.</param>
    public sealed record NotUnderstood(Failure Failure, string Why) : JsonAnswer;

    /// <summary>What a probe makes of it: what is not understood is told as it is.</summary>
    /// <param name="read">May throw <see cref="InvalidOperationException"/> where the document holds broken text.</param>
    public Reading Read(Func<JsonElement, Reading> read)
    {
        try
        {
            return this switch
            {
                Understood understood => read(understood.Root),
                NotUnderstood other => new Reading.Failed(other.Failure, other.Why),
                _ => throw new UnreachableException(),
            };
        }
        catch (InvalidOperationException)
        {
            // The reader of JSON checks text only when it is asked for: half a surrogate pair ends here.
            return new Reading.Failed(Failure.NotUnderstood, "the answer holds broken text");
        }
    }

    /// <param name="ask">What was asked.</param>
    /// <param name="answer">Whatever it calls itself: what parses as JSON is JSON.</param>
    public static JsonAnswer Of(HttpAsk ask, HttpAnswer.Answered answer)
    {
        if (!answer.Whole)
            return new NotUnderstood(Failure.TooLarge, $"answer larger than {Size(ask.Cap)}");
        var body = answer.Body.AsSpan();
        if (body.StartsWith(Encoding.UTF8.Preamble))
            body = body[Encoding.UTF8.Preamble.Length..];
        if (body.IsEmpty)
            return new NotUnderstood(Failure.NotUnderstood, "empty answer, not JSON");

        // The parser does not look into the text it passes by.
        if (!Utf8.IsValid(body))
            return new NotUnderstood(Failure.NotUnderstood, "not JSON: broken text");
        try
        {
            return new Understood(JsonElement.Parse(body));
        }
        catch (JsonException)
        {
            var isCalledOtherwise = answer.MediaType.Length > 0 && !answer.MediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase);
            var called = isCalledOtherwise ? $" ({ask.Secrets.Clip(answer.MediaType)})" : "";
            return new NotUnderstood(Failure.NotUnderstood, $"not JSON{called}");
        }
    }

    private static string Size(int bytes) => bytes >= 1 << 20 ? $"{bytes >> 20} MiB" : $"{bytes >> 10} KiB";
}
