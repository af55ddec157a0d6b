using WarRoomBot.Plans;

namespace WarRoomBot.Probes.Http;

/// <summary>What some probes over HTTP write alike.</summary>
internal static class HttpShapes
{
    /// <summary><c>method:</c></summary>
    public static Shape<HttpMethod> Method { get; } = Shapes.Choice(("GET", HttpMethod.Get), ("POST", HttpMethod.Post));
}
