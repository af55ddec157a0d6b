namespace WarRoomBot.TestKit.Servers;

/// <summary>A real Prometheus that scrapes nothing: expressions alone give all that is needed.</summary>
public static class PrometheusServer
{
    private const string Program = "prometheus";

    public static string? WhyNot => RealServer.WhyNot(Program, "prometheus");

    /// <param name="web">What its web.yml says; null for none.</param>
    public static async Task<RealServer> StartAsync(CancellationToken cancellationToken, string? web = null)
    {
        var server = await RealServer.StartAsync(Program, Arguments, cancellationToken);
        await IsReadyAsync(server, cancellationToken);
        return server;

        IEnumerable<string> Arguments(int port, string folder)
        {
            File.WriteAllText(Path.Combine(folder, "prometheus.yml"), "global: { scrape_interval: 1s }\n");
            List<string> arguments =
                ["--config.file=prometheus.yml", "--storage.tsdb.path=data", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error"];
            if (web is null)
                return arguments;
            File.WriteAllText(Path.Combine(folder, "web.yml"), web);
            return [.. arguments, "--web.config.file=web.yml"];
        }
    }

    /// <summary>It listens before it answers queries.</summary>
    private static async Task IsReadyAsync(RealServer server, CancellationToken cancellationToken)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{server.Port}/-/ready");
            using var answer = await client.SendAsync(request, cancellationToken);
            if (answer.StatusCode != System.Net.HttpStatusCode.ServiceUnavailable)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        }
    }
}
