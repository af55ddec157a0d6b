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
        // A renderer keeps what it rendered until it is disposed of, so each rendering takes its own.
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
