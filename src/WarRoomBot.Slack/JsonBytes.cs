using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace WarRoomBot.Slack;

/// <summary>JSON for Slack, written by hand: what is not written is not sent, and Slack dislikes explicit nulls.</summary>
internal static class JsonBytes
{
    /// <summary>Slack reads JSON, not HTML, so only what JSON itself demands is escaped.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="content">Writes the properties of the object.</param>
    internal static ReadOnlyMemory<byte> Object(Action<Utf8JsonWriter> content) => Of(writer =>
    {
        writer.WriteStartObject();
        content(writer);
        writer.WriteEndObject();
    });

    /// <param name="content">Writes the items of the array.</param>
    internal static ReadOnlyMemory<byte> Array(Action<Utf8JsonWriter> content) => Of(writer =>
    {
        writer.WriteStartArray();
        content(writer);
        writer.WriteEndArray();
    });

    private static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            content(writer);
        }

        return buffer.WrittenMemory;
    }
}
