using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WarRoomBot.Web.Serving;

/// <summary>
/// Takes posts only from our own pages. Browsers send Origin with every post, and the newer ones Sec-Fetch-Site; neither can be forged by
/// a page. Who sends no Origin is not a browser that we know.
/// </summary>
internal sealed class SameOrigin(ILogger<SameOrigin> logger) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (IsOwn(http.Request))
            return next(context);
        Log.RequestRefused(logger, http.Request.Method, http.Request.Path, StatusCodes.Status403Forbidden, "it comes from another site's page");
        return ValueTask.FromResult<object?>(
            TypedResults.Text("This comes from another site's page, so nothing was done.", statusCode: StatusCodes.Status403Forbidden));
    }

    internal static bool IsOwn(HttpRequest request)
    {
        var own = $"{request.Scheme}://{request.Host.Value}";
        if (!string.Equals(request.Headers.Origin.ToString(), own, StringComparison.OrdinalIgnoreCase))
            return false;
        var site = request.Headers["Sec-Fetch-Site"];
        return site.Count == 0 || site == "same-origin";
    }
}
