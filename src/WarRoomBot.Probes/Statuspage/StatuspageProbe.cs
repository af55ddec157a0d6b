using System.Text.Json;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.Statuspage;

/// <summary>
/// The probe <c>statuspage</c>, as <c>{ statuspage: https://status.example.com, component? }</c>: what a vendor says about itself. That
/// proves nothing about a service of one's own. Source: Atlassian Statuspage, "Status API", summary.json.
/// </summary>
internal sealed class StatuspageProbe(Documents documents) : ProbeKind<StatuspageSpec>
{
    public override string Name => "statuspage";

    public override Shape<ProbeSpec> Shape { get; } = Shapes.Group<ProbeSpec>(keys =>
    {
        var page = keys.Required("statuspage", HttpShapes.Address("statuspage"), "the address of the status page, as in https://status.example.com");
        var component = keys.Optional("component", Shapes.Text, "the name of one component of the page; all of it without it");
        return values => page.In(values) is { } address
            ? new StatuspageSpec(new HttpAsk { Address = address.Value }.Below("/api/v2/summary.json"), component.In(values)?.Value)
            : null;
    });

    protected override async Task<Reading> ReadAsync(StatuspageSpec spec, ProbeRound round, CancellationToken cancellationToken)
    {
        var document = await documents.OnceAsync(spec.Ask, round, cancellationToken);
        return document.Read(root => spec.Component is null ? Page(spec, root) : Component(spec, root));
    }

    private static Reading Page(StatuspageSpec spec, JsonElement root)
    {
        if (root.Member("status") is not { } status || status.Text("indicator") is not { } indicator)
            return Foreign;
        var words = spec.Ask.Secrets.Clip(status.Text("description") ?? indicator);
        var incident = root.List("incidents")?.Select(one => one.Text("name")).FirstOrDefault(name => name is not null);
        return indicator switch
        {
            "none" => new Reading.Truth(true),
            "minor" or "major" or "critical" => new Reading.Truth(false, incident is null ? words : $"{words}: {spec.Ask.Secrets.Clip(incident)}"),

            // Maintenance is announced, and words of tomorrow are not known to be bad.
            _ => new Reading.Truth(true, words),
        };
    }

    private static Reading Component(StatuspageSpec spec, JsonElement root)
    {
        if (root.List("components") is not { } components)
            return Foreign;
        var found = components
            .Where(component => string.Equals(component.Text("name"), spec.Component, StringComparison.OrdinalIgnoreCase))
            .Select(component => component.Text("status") ?? "")
            .ToList();
        if (found.Count == 0)
            return new Reading.Failed(Failure.Configuration, "the page has no such component");
        return found.Select(Standing).MinBy(standing => (standing.Value, standing.Why is null))!;
    }

    private static Reading.Truth Standing(string status) => status switch
    {
        "operational" => new(true),
        "degraded_performance" => new(false, "degraded performance"),
        "partial_outage" => new(false, "partial outage"),
        "major_outage" => new(false, "major outage"),
        "under_maintenance" => new(true, "under maintenance"),
        _ => new(true, "the page calls it something unknown"),
    };

    private static Reading.Failed Foreign => new(Failure.NotUnderstood, "not the summary of a status page");
}
