using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WarRoomBot.Chat;
using WarRoomBot.Web.LocalChat;
using WarRoomBot.Web.Serving;

namespace WarRoomBot.Web;

/// <summary>What the host calls to have the chat in the browser.</summary>
public static class LocalChatServices
{
    /// <summary>Registers the platform <c>local</c> and its pages. Call it only when the local chat is on.</summary>
    public static IServiceCollection AddLocalChat(this IServiceCollection services)
    {
        services.AddServing();
        services.TryAddSingleton<Commotion>();
        services.TryAddSingleton<OpenForms>();
        services.TryAddSingleton<ChannelReader>();
        services.TryAddSingleton<ChatAnswers>();
        services.TryAddSingleton<ChatPages>();
        services.TryAddSingleton<ChatPosts>();
        services.TryAddSingleton<LiveUpdates>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChatPlatform, LocalChatPlatform>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannels, LocalChannels>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMessages, LocalMessages>());
        services.TryAddSingleton<LocalFiles>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IFiles, LocalFiles>(provider => provider.GetRequiredService<LocalFiles>()));
        return services;
    }

    /// <summary>
    /// Maps <c>/chat</c> and what belongs to it; nothing when the local chat is off. It answers on loopback only, and posts only from its own
    /// pages: 303 or 204 once stored, 400 and 415 to what is malformed, 403 to foreign pages, 413 to what is too long, 422 to what cannot be
    /// taken, 503 when the storage is away.
    /// </summary>
    public static IEndpointRouteBuilder MapLocalChat(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<ChatPages>() is not { } pages)
            return endpoints;
        var posts = endpoints.ServiceProvider.GetRequiredService<ChatPosts>();
        var chat = endpoints.MapPages("/chat").AddEndpointFilter<ChannelExists>();
        chat.MapGet("", (HttpContext http, CancellationToken cancellationToken) => pages.EnterAsync(http, cancellationToken));
        chat.MapGet("{channel}", (HttpContext http, string channel, CancellationToken cancellationToken) => pages.ChannelAsync(http, channel, cancellationToken));
        chat.MapGet("{channel}/live", (HttpContext http, string channel, CancellationToken cancellationToken) => pages.LiveAsync(http, channel, cancellationToken));

        var files = endpoints.ServiceProvider.GetRequiredService<LocalFiles>();
        chat.MapGet("{channel}/files/{id:long}", (string channel, long id, CancellationToken cancellationToken) => files.ServeAsync(channel, id, cancellationToken));

        var own = chat.MapGroup("{channel}").AddEndpointFilter<SameOrigin>();
        own.MapPost("name", (HttpContext http, string channel, CancellationToken cancellationToken) => pages.NameAsync(http, channel, cancellationToken));
        own.MapPost("say", (HttpContext http, string channel, CancellationToken cancellationToken) => posts.SayAsync(http, channel, cancellationToken));
        own.MapPost("press", (HttpContext http, string channel, CancellationToken cancellationToken) => posts.PressAsync(http, channel, cancellationToken));
        own.MapPost("mark", (HttpContext http, string channel, CancellationToken cancellationToken) => posts.MarkAsync(http, channel, cancellationToken));
        own.MapPost("submit", (HttpContext http, string channel, CancellationToken cancellationToken) => posts.SubmitAsync(http, channel, cancellationToken));
        return endpoints;
    }
}
