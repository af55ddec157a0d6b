using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WarRoomBot.Data;
using WarRoomBot.Web.Rendering;

namespace WarRoomBot.Web.Serving;

/// <summary>When nothing can be stored or read, says so in a sentence: 503, and what was sent may be sent again.</summary>
internal sealed class StoragePatience(Html html, ILogger<StoragePatience> logger) : IEndpointFilter
{
    internal const string Sentence = "The bot cannot reach its storage right now. Nothing was lost; please try again in a moment.";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            return await next(context);
        }
        catch (StorageUnavailableException exception)
        {
            Log.RequestWaitsForStorage(logger, http.Request.Method, http.Request.Path, exception.Message);
            http.Response.Headers.RetryAfter = "3";
            return http.Request.WantsPart()
                ? TypedResults.Text(Sentence, statusCode: StatusCodes.Status503ServiceUnavailable)
                : await html.PageAsync<TroublePage>(
                    new()
                    {
                        [nameof(TroublePage.Title)] = "One moment",
                        [nameof(TroublePage.Sentence)] = Sentence,
                        // A page that was only read may ask again by itself.
                        [nameof(TroublePage.AsksAgain)] = HttpMethods.IsGet(http.Request.Method),
                    },
                    StatusCodes.Status503ServiceUnavailable);
        }
    }
}
