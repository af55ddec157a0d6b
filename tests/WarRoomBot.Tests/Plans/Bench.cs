using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Host.Plans;
using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Plans;

/// <summary>Reads plan text as the product does, with fake kinds of probe and a given environment.</summary>
internal static class Bench
{
    /// <summary>A plan without mistakes that uses a little of everything; its lines are known to the tests.</summary>
    public const string Good =
        """
        name: Beta
        channel: "#beta"
        duration: 4h
        time-zone: Europe/Berlin
        roles:
          qa: { title: QA lead }
        answers: { remind-after: 5m, missed-after: 20m }
        metrics:
          api:
            title: API health
            unit: up-down
            probe: { health: "https://app.example.com/health" }
            critical: { is: down, failures: 3 }
          errors:
            title: Error rate
            unit: percent
            probe: { http: "https://app.example.com/errors", select: rate }
            every: 30s
            target: { below: 0.1 }
            warning: { above: 1 }
            critical: { above: 5, for: 5m, hint: Roll back. }
        questions:
          smoke: { text: "Smoke tests passed?", owner: qa, about: api }
        phases:
          - name: First
            from: 0m
            to: 1h
            checks:
              - { at: 5m, metrics: [api], ask: [smoke] }
              - { at: 1h, metrics: [errors] }
          - name: Then
            from: 1h
            to: 4h
            every: 90m
            metrics: [errors, api]
        """;

    public static PlanLoader Loader(params (string Name, string Value)[] environment) => new(
        new PlanReader(FakeKind.All), new Placeholders(name => environment.FirstOrDefault(set => set.Name == name).Value));

    /// <summary>Reads a shipped plan with the kinds of probe that the product has.</summary>
    /// <param name="path">In the repository.</param>
    public static PlanReading Shipped(string path, params (string Name, string Value)[] environment)
    {
        using var services = new ServiceCollection().AddLogging().AddProbes(new ConfigurationBuilder().Build()).BuildServiceProvider();
        var placeholders = new Placeholders(name => environment.FirstOrDefault(set => set.Name == name).Value);
        return new PlanLoader(new PlanReader(services.GetServices<ProbeKind>()), placeholders).ReadFile(Repository(path), path);
    }

    public static PlanReading Read(string text, params (string Name, string Value)[] environment) =>
        Loader(environment).Read("beta", "beta.yaml", text.ReplaceLineEndings("\n"));

    /// <summary>The good plan with one part of it written differently.</summary>
    public static PlanReading With(string part, string changed)
    {
        var text = Good.ReplaceLineEndings("\n");
        Assert.Contains(part, text, StringComparison.Ordinal);
        return Read(text.Replace(part, changed, StringComparison.Ordinal));
    }

    /// <summary>Reads one value by its shape.</summary>
    public static (T? Value, IReadOnlyList<Mistake> Mistakes) Read<T>(Shape<T> shape, string yaml, params (string Name, string Value)[] environment)
    {
        var mistakes = new Mistakes("plan.yaml");
        var root = YamlTree.Read(yaml, new Placeholders(name => environment.FirstOrDefault(set => set.Name == name).Value), mistakes);
        return (root is null ? default : shape.Read(root, mistakes), mistakes.All);
    }

    /// <summary>A plan's text as an editor sees it: plain words that look like numbers, true or false are such.</summary>
    public static JsonNode? Json(string yaml) => Json(YamlTree.Read(yaml, new Placeholders(name => $"${{{name}}}"), new("plan.yaml"))!);

    private static JsonNode? Json(PlanNode node) => node switch
    {
        PlanNode.Mapping group => new JsonObject(group.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Json(entry.Value)))),
        PlanNode.Sequence list => new JsonArray([.. list.Items.Select(Json)]),
        PlanNode.Scalar { IsNothing: true } => null,
        PlanNode.Scalar { Quoted: false } scalar when bool.TryParse(scalar.Text, out var flag) => flag,
        PlanNode.Scalar { Quoted: false } scalar when double.TryParse(scalar.Text, CultureInfo.InvariantCulture, out var number) => number,
        _ => ((PlanNode.Scalar)node).Text,
    };

    /// <summary>A file of the repository.</summary>
    public static string Repository(string path, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", path));
}
