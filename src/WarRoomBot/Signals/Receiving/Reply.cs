using System.Text;
using System.Text.Json;

namespace WarRoomBot.Host.Signals.Receiving;

/// <summary>What a caller is answered.</summary>
/// <param name="Json">Null for an empty body.</param>
internal sealed record Reply(int Status, string? Json, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    public static Reply Error(int status, string why) => new(status, $$"""{"error":"{{JsonEncodedText.Encode(why)}}"}""", []);

    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        foreach (var (name, value) in Headers)
            response.Headers[name] = value;
        if (Json is null)
        {
            response.ContentLength = 0;
            return Task.CompletedTask;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = Encoding.UTF8.GetByteCount(Json);
        return response.WriteAsync(Json, context.RequestAborted);
    }
}
