using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WarRoomBot.Web.Rendering;

namespace WarRoomBot.Web.Serving;

/// <summary>What all pages have in common.</summary>
internal static class ServingServices
{
    internal static void AddServing(this IServiceCollection services) => services.TryAddSingleton<Html>();

    /// <summary>Pages under a path: seen from this machine only, and safe whatever is written on them.</summary>
    internal static RouteGroupBuilder MapPages(this IEndpointRouteBuilder endpoints, string path)
    {
        var pages = endpoints.MapGroup(path);
        pages.AddEndpointFilter<LoopbackOnly>().AddEndpointFilter<PageHeaders>().AddEndpointFilter<StoragePatience>();
        return pages;
    }
}
