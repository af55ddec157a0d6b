using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WarRoomBot.TestKit.Servers;

/// <summary>A real Alertmanager that tells one webhook, or nobody, at once, with a bearer token, group by group of <c>alertname</c>.</summary>
public sealed class AlertmanagerServer : IAsyncDisposable
{
    private const string Program = "prometheus-alertmanager";

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler());

    private AlertmanagerServer(RealServer server) => Server = server;

    public RealServer Server { get; }

    public static string? WhyNot => RealServer.WhyNot(Program, "prometheus-alertmanager");

    /// <param name="webhook">Null for nobody.</param>
    /// <param name="token">For the webhook.</param>
    /// <param name="repeat">Its repeat_interval, in Prometheus' words.</param>
    /// <param name="cancellationToken">Stops starting.</param>
    public static async Task<AlertmanagerServer> StartAsync(Uri? webhook, string token, string repeat, CancellationToken cancellationToken) =>
        new(await RealServer.StartAsync(
            Program,
            (port, folder) =>
            {
                File.WriteAllText(Path.Combine(folder, "alertmanager.yml"), Settings(webhook, token, repeat));
                return
                [
                    "--config.file=alertmanager.yml", "--storage.path=data", $"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address=", "--log.level=error",
                ];
            },
            cancellationToken));

    /// <summary>The fingerprints of the alerts that fire, silenced or not.</summary>
    public async Task<IReadOnlyList<string>> FiringAsync(CancellationToken cancellationToken) =>
        [.. (await AskAsync(HttpMethod.Get, "alerts", null, cancellationToken))!.AsArray().Select(alert => alert!["fingerprint"]!.GetValue<string>())];

    /// <summary>Silences for an hour what has this label.</summary>
    /// <returns>The silence's id.</returns>
    public async Task<string> SilenceAsync(string label, string value, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var silence = new JsonObject
        {
            ["matchers"] = new JsonArray(new JsonObject { ["name"] = label, ["value"] = value, ["isRegex"] = false, ["isEqual"] = true }),
            ["startsAt"] = now,
            ["endsAt"] = now.AddHours(1),
            ["createdBy"] = "test",
            ["comment"] = "known",
        };
        return (await AskAsync(HttpMethod.Post, "silences", silence, cancellationToken))!["silenceID"]!.GetValue<string>();
    }

    public Task EndSilenceAsync(string silence, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Delete, $"silence/{silence}", null, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }

    private async Task<JsonNode?> AskAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"http://127.0.0.1:{Server.Port}/api/v2/{path}");
        if (body is not null)
            request.Content = JsonContent.Create(body, options: JsonSerializerOptions.Web);
        using var answer = await _http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    private static string Settings(Uri? webhook, string token, string repeat) =>
        $$"""
        route: { receiver: warroom, group_by: [alertname], group_wait: 0s, group_interval: 200ms, repeat_interval: {{repeat}} }
        receivers:
          - name: warroom
            webhook_configs: [{{(webhook is null ? "" : $$""" { url: "{{webhook}}", http_config: { authorization: { credentials: "{{token}}" } } } """)}}]
        """;
}
