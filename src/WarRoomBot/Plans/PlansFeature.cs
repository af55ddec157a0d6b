using WarRoomBot.Plans;

namespace WarRoomBot.Host.Plans;

/// <summary>The plans: read from files, offered to the product as an <see cref="IPlanCatalog"/>.</summary>
internal static class PlansFeature
{
    /// <summary>Needs the kinds of probe to be registered, before or after.</summary>
    /// <param name="configuration">The root: <c>Plans:Directory</c> is the directory, and a plan's <c>${NAME}</c> is looked up in it.</param>
    public static IServiceCollection AddPlans(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<PlanReader>()
        .AddSingleton(new Placeholders(name => configuration[name]))
        .AddSingleton<PlanLoader>()
        .AddSingleton<PlanCheck>()
        .AddSingleton<IPlanCatalog>(provider => new PlanCatalog(provider.GetRequiredService<PlanLoader>(), configuration["Plans:Directory"] ?? "plans"));
}
