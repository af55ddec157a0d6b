using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;

namespace WarRoomBot.Probes.Docker;

/// <summary><c>{ docker: container, read: figure, at?: unix:///var/run/docker.sock | http://docker-proxy:2375 }</c></summary>
internal static class DockerShape
{
    private const string UsualSocket = "/var/run/docker.sock";

    private static readonly Shape<string> Containers = Shapes.Parsed(
        new() { ["type"] = "string" },
        (scalar, mistakes) =>
        {
            var name = scalar.Text.Trim().TrimStart('/');
            if (name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-'))
                return name;
            mistakes.Add(scalar, $"{scalar.Shown} is not the name of a container", "write it as docker ps shows it, as in beta-web-1");
            return null;
        });

    private static readonly Shape<string> Engines = Shapes.Parsed(
        new() { ["type"] = "string" },
        (scalar, mistakes) =>
        {
            var text = scalar.Text.Trim();
            if (text.StartsWith("unix:///", StringComparison.Ordinal))
                return text["unix://".Length..];
            if (HttpShapes.IsAddress(text))
                return text;
            mistakes.Add(scalar, "'at' is not where a Docker Engine is", "write it as in unix:///var/run/docker.sock or http://docker-proxy:2375");
            return null;
        });

    private static readonly Shape<DockerFigure> Figures = Shapes.Choice([.. DockerFigure.All.Select(figure => (figure.Name, figure))]);

    internal static Shape<ProbeSpec> Shape { get; } = Shapes.Group<ProbeSpec>(keys =>
    {
        var container = keys.Required("docker", Containers, "the name of the container, as in beta-web-1");
        var read = keys.Required("read", Figures, "the figure that is read of the container");
        var at = keys.Optional(
            "at", Engines, "where the Docker Engine is; unix:///var/run/docker.sock without it. Who may use that socket is root: a proxy that only reads is safer");
        return values =>
        {
            var engine = at.In(values)?.Value ?? UsualSocket;
            return container.In(values) is { } name && read.In(values) is { } figure ? new DockerSpec(engine, name.Value, figure.Value) : null;
        };
    });
}
