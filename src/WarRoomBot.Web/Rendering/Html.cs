using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace WarRoomBot.Web.Rendering;

/// <summary>Renders a component on the server, once and whole.</summary>
internal sealed class Html(IServiceProvider services, ILoggerFactory loggers)
{
    /// <param name="parameters">By the names of the component's parameters.</param>
    public async Task<string> OfAsync<TComponent>(Dictionary<string, object?> parameters)
        where TComponent : IComponent
    {
        await using var text = new StringWriter();
        await WriteAsync<TComponent>(parameters, text);
        return text.ToString();
    }

    /// <param name="parameters">By the names of the component's parameters.</param>
    /// <param name="output">Nothing is written before all of it is rendered.</param>
    public async Task WriteAsync<TComponent>(Dictionary<string, object?> parameters, TextWriter output)
        where TComponent : IComponent
    {
        // A renderer keeps what it rendered until it is disposed of, so each rendering takes its own.
        await using var renderer = new HtmlRenderer(services, loggers);
        await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters))).WriteHtmlTo(output));
    }
}
