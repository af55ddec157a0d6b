using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Sources.Generic;

/// <summary>What a sender of the product's own contract is told: the keys its alerts go by, also those it left to us.</summary>
internal static class GenericAnswer
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string For(IReadOnlyList<Signal> signals)
    {
        var buffer = new ArrayBufferWriter<byte>(64 + (64 * signals.Count));
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("accepted"u8, signals.Count);
            writer.WriteStartArray("results"u8);
            foreach (var signal in signals)
            {
                writer.WriteStartObject();
                writer.WriteString("dedup_key"u8, signal.Fingerprint);
                writer.WriteString("status"u8, signal.Status.ToString().ToLowerInvariant());
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
