using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;

namespace WarRoomBot.Probes.Statuspage;

/// <summary>What a status page says about a service, or one component of it.</summary>
/// <param name="Ask">For the page's summary.</param>
/// <param name="Component">Null for the page as a whole.</param>
internal sealed record StatuspageSpec(HttpAsk Ask, string? Component) : ProbeSpec
{
    public override string Origin => Component is null ? "status page" : $"status page → {Component}";

    public override string? Host => Ask.Host;

    public override Unit? Unit => Plans.Unit.UpDown;
}
