using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using WarRoomBot.Web.Rendering;

namespace WarRoomBot.Web.Serving;

/// <summary>A component as a whole page, written straight into the answer: the report of a long room is a megabyte.</summary>
internal sealed class Page<TComponent>(Html html, Dictionary<string, object?> parameters, int status) : IResult
    where TComponent : IComponent
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        await using var output = new Utf8Writer(response.BodyWriter);
        await html.WriteAsync<TComponent>(parameters, output);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    /// <summary>Encodes as it is written to.</summary>
    private sealed class Utf8Writer(IBufferWriter<byte> bytes) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write([value]);

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(ReadOnlySpan<char> buffer) => Encoding.GetBytes(buffer, bytes);
    }
}
