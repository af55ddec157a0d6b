using Microsoft.Extensions.DependencyInjection;

namespace WarRoomBot.TestKit;

internal static class Wrapping
{
    /// <summary>Puts something between a service and everything that uses it.</summary>
    internal static void Wrap<T>(this IServiceCollection services, Func<T, T> wrap)
        where T : class
    {
        foreach (var descriptor in services.Where(descriptor => descriptor.ServiceType == typeof(T)).ToList())
        {
            services.Remove(descriptor);
            services.AddSingleton(provider => wrap((T)(descriptor.ImplementationInstance
                ?? descriptor.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, descriptor.ImplementationType!))));
        }
    }
}
