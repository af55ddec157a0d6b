using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using WarRoomBot.Web.Rendering;

namespace WarRoomBot.Web.Serving;

/// <summary>Answers as whole pages, and as the parts of a page that its script asks for.</summary>
internal static class Parts
{
    /// <summary>Set by the script of our own pages.</summary>
    private const string PartHeader = "X-WarRoom-Part";

    internal static bool WantsPart(this HttpRequest request) => request.Headers.ContainsKey(PartHeader);

    internal static Task<IResult> PageAsync<TComponent>(
        this Html html, Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where TComponent : IComponent =>
        Task.FromResult<IResult>(new Page<TComponent>(html, parameters, status));
}
