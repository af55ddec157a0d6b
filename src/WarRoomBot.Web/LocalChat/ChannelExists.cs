using Microsoft.AspNetCore.Http;

namespace WarRoomBot.Web.LocalChat;

/// <summary>For what is posted to a channel: its name has to be one.</summary>
internal sealed class ChannelExists : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.RouteValues["channel"] is string channel && !LocalNames.IsChannel(channel)
            ? ValueTask.FromResult<object?>(TypedResults.NotFound())
            : next(context);
}
