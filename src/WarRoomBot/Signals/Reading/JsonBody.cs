using System.Text.Json;

namespace WarRoomBot.Host.Signals.Reading;

/// <summary>The JSON of a request, or why it is none. Dispose it when nothing of it is needed any more.</summary>
internal readonly struct JsonBody : IDisposable
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    private readonly JsonDocument? _document;

    private JsonBody(JsonDocument? document, string? wrong) => (_document, Wrong) = (document, wrong);

    /// <summary>One line for the sender; null when the JSON is well-formed.</summary>
    public string? Wrong { get; }

    public JsonPart Root => _document is null ? default : new(_document.RootElement);

    public static JsonBody Of(ReadOnlyMemory<byte> body)
    {
        // A byte order mark, as Windows tools write it.
        if (body.Span is [0xef, 0xbb, 0xbf, ..])
            body = body[3..];
        if (body.IsEmpty)
            return new(null, "the body is empty, JSON was expected");
        try
        {
            return new(JsonDocument.Parse(body, Options), null);
        }
        catch (JsonException exception)
        {
            return new(null, $"the body is not JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");
        }
    }

    public void Dispose() => _document?.Dispose();
}
