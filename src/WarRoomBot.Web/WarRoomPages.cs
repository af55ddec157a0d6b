using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WarRoomBot.Cards;
using WarRoomBot.Checkups;
using WarRoomBot.Web.Reports;
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
        services.TryAddSingleton<AlertPages>();
        services.TryAddSingleton<WebAddress>();
        services.TryAddSingleton<IPages>(provider => provider.GetRequiredService<WebAddress>());
        services.TryAddSingleton<IncidentPages>();
        services.TryAddSingleton<GatePages>();
        services.TryAddSingleton<RoomPages>();
        services.TryAddSingleton<ReportPages>();
        services.TryAddSingleton<CsvPages>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICheckup, WebAddressCheckup>());
        services.AddHttpClient(WebAddressCheckup.Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            .RemoveAllLoggers();
        return services;
    }

    /// <summary>
    /// Maps <c>/</c>, the rooms there are, <c>/rooms/{id}</c>, each of them, with its alerts, incidents, gates, report, readings and record under it, and the style
    /// sheets and scripts of all pages. They answer on loopback only.
    /// </summary>
    /// <exception cref="InvalidOperationException"><c>Web:Address</c> is no web address.</exception>
    public static IEndpointRouteBuilder MapWarRoomPages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.ServiceProvider.GetRequiredService<WebAddress>().Check();
        var rooms = endpoints.ServiceProvider.GetRequiredService<RoomList>();
        var pages = endpoints.MapPages("");
        pages.MapGet("/", (CancellationToken cancellationToken) => rooms.PageAsync(cancellationToken));
        var alerts = endpoints.ServiceProvider.GetRequiredService<AlertPages>();
        pages.MapGet("/rooms/{room:long}/alerts", (long room, int? page, CancellationToken cancellationToken) => alerts.PageAsync(room, null, page, cancellationToken));
        pages.MapGet(
            "/rooms/{room:long}/alerts/{storm:int}",
            (long room, int storm, int? page, CancellationToken cancellationToken) => alerts.PageAsync(room, storm, page, cancellationToken));
        pages.MapGet($"{EmbeddedAssets.Folder}/{{name}}", EmbeddedAssets.Serve);
        var incidents = endpoints.ServiceProvider.GetRequiredService<IncidentPages>();
        pages.MapGet("/rooms/{room:long}/incidents/{number:int}", (long room, int number, CancellationToken cancellationToken) => incidents.PageAsync(room, number, cancellationToken));
        pages.MapGet("/rooms/{room:long}/incidents/{number:int}/post-mortem.md", (long room, int number, CancellationToken cancellationToken) => incidents.FileAsync(room, number, cancellationToken));
        var (reports, csv) = (endpoints.ServiceProvider.GetRequiredService<ReportPages>(), endpoints.ServiceProvider.GetRequiredService<CsvPages>());
        var (overview, gates) = (endpoints.ServiceProvider.GetRequiredService<RoomPages>(), endpoints.ServiceProvider.GetRequiredService<GatePages>());
        pages.MapGet("/rooms/{room:long}", (long room, CancellationToken cancellationToken) => overview.PageAsync(room, cancellationToken));
        var room = pages.MapGroup("/rooms/{room:long}");
        room.MapGet("gates/{number:int}", (long room, int number, CancellationToken cancellationToken) => gates.PageAsync(room, number, cancellationToken));
        room.MapGet("report", (HttpContext http, long room, CancellationToken cancellationToken) => reports.PageAsync(http, room, cancellationToken));
        room.MapGet("report.md", (HttpContext http, long room, CancellationToken cancellationToken) => reports.MarkdownAsync(http, room, cancellationToken));
        room.MapGet("report.json", (HttpContext http, long room, CancellationToken cancellationToken) => reports.JsonAsync(http, room, cancellationToken));
        room.MapGet("samples.csv", (HttpContext http, long room, CancellationToken cancellationToken) => csv.SamplesAsync(http, room, cancellationToken));
        room.MapGet("log.csv", (HttpContext http, long room, CancellationToken cancellationToken) => csv.LogAsync(http, room, cancellationToken));
        return endpoints;
    }
}
