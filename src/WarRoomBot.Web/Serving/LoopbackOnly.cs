using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WarRoomBot.Web.Serving;

/// <summary>
/// Lets in only who sits at this machine; for everybody else there is nothing here. The name asked for has to be this machine's too: a foreign
/// page may point a name of its own at 127.0.0.1 (DNS rebinding) and would otherwise read along. What a proxy passed on came from elsewhere.
/// </summary>
internal sealed class LoopbackOnly(ILogger<LoopbackOnly> logger) : IEndpointFilter
{
    private static readonly string[] OwnNames = ["localhost", "127.0.0.1", "[::1]"];
    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP"];

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (WhyNot(http) is not { } why)
            return next(context);
        Log.RequestRefused(logger, http.Request.Method, http.Request.Path, StatusCodes.Status404NotFound, why);
        return ValueTask.FromResult<object?>(TypedResults.NotFound());
    }

    /// <summary>Why the request is not answered; null when it is.</summary>
    internal static string? WhyNot(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } remote || !IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote))
            return "it does not come from this machine";
        if (!OwnNames.Contains(http.Request.Host.Host, StringComparer.OrdinalIgnoreCase))
            return "it asks for another machine's name";
        return ProxyHeaders.Any(http.Request.Headers.ContainsKey) ? "a proxy passed it on" : null;
    }
}
