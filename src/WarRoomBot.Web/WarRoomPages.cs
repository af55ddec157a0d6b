using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WarRoomBot.Web.Rooms;
using WarRoomBot.Web.Serving;

namespace WarRoomBot.Web;

/// <summary>What the host calls to have the pages of the rooms.</summary>
public static class WarRoomPages
{
    public static IServiceCollection AddWarRoomPages(this IServiceCollection services)
    {
        services.AddServing();
        services.TryAddSingleton<RoomList>();
        return services;
    }

    /// <summary>Maps <c>/</c>, the rooms there are, and the style sheets and scripts of all pages. They answer on loopback only.</summary>
    public static IEndpointRouteBuilder MapWarRoomPages(this IEndpointRouteBuilder endpoints)
    {
        var rooms = endpoints.ServiceProvider.GetRequiredService<RoomList>();
        var pages = endpoints.MapPages("");
        pages.MapGet("/", (CancellationToken cancellationToken) => rooms.PageAsync(cancellationToken));
        pages.MapGet($"{EmbeddedAssets.Folder}/{{name}}", EmbeddedAssets.Serve);
        return endpoints;
    }
}
