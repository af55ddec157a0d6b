using System.Security.Cryptography;
using System.Text;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;

namespace WarRoomBot.Probes.Docker;

/// <summary>One figure of a container.</summary>
/// <param name="Engine">A path of a Unix socket, or a web address.</param>
/// <param name="Container">Its name or id.</param>
internal sealed record DockerSpec(string Engine, string Container, DockerFigure Read) : ProbeSpec
{
    private bool IsSocket => Engine.StartsWith('/');

    /// <summary>Asks the engine for something about the container.</summary>
    /// <param name="what">Begins without a slash, with its query.</param>
    public HttpAsk About(string what) => new()
    {
        Address = $"{(IsSocket ? SocketHost : Engine.TrimEnd('/'))}/containers/{Container}/{what}",
        Socket = IsSocket ? Engine : null,
    };

    public override string Origin => $"Docker → {Container}: {Read.Words}";

    public override string? Host => About("").Host;

    public override Unit? Unit => Read.Unit;

    /// <summary>A name that leads nowhere, and only to this socket.</summary>
    private string SocketHost => $"http://{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Engine)).AsSpan(..16))}.invalid";
}

/// <summary>What can be read of a container.</summary>
/// <param name="Name">As plans write it.</param>
/// <param name="Words">For people.</param>
internal sealed record DockerFigure(string Name, string Words, Unit Unit)
{
    public static readonly DockerFigure Running = new("running", "running", Unit.UpDown);
    public static readonly DockerFigure Health = new("health", "health", Unit.UpDown);
    public static readonly DockerFigure Restarts = new("restarts", "restarts since the last reading", Unit.Count);
    public static readonly DockerFigure Cpu = new("cpu", "CPU, of all there are", Unit.Percent);
    public static readonly DockerFigure Memory = new("memory", "memory, of its limit", Unit.Percent);
    public static readonly DockerFigure MemoryUsed = new("memory-used", "memory in use", Unit.Bytes);

    public static readonly IReadOnlyList<DockerFigure> All = [Running, Health, Restarts, Cpu, Memory, MemoryUsed];
}
