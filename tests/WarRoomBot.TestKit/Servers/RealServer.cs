using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace WarRoomBot.TestKit.Servers;

/// <summary>A server of the machine's own packages, in a process and a folder of its own, on a port of loopback that nobody else uses.</summary>
public sealed class RealServer : IAsyncDisposable
{
    private const int MostTries = 3;
    private static readonly string[] Places = ["/usr/bin", "/usr/local/bin", "/usr/sbin"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly string _folder;

    private RealServer(Process process, string folder, int port) => (_process, _folder, Port) = (process, folder, port);

    public int Port { get; }

    public int Id => _process.Id;

    /// <summary>Processor time so far.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Why there is none on this machine; null when there is.</summary>
    public static string? WhyNot(string program, string package) =>
        Find(program) is null ? $"{program} is not installed (Debian package {package})" : null;

    /// <summary>Starts it and waits until it takes connections.</summary>
    /// <param name="arguments">From its port and its own folder, which is gone afterwards.</param>
    public static async Task<RealServer> StartAsync(
        string program, Func<int, string, IEnumerable<string>> arguments, CancellationToken cancellationToken)
    {
        var path = Find(program) ?? throw new InvalidOperationException($"{program} is not installed");
        for (var attempt = 1; ; attempt++)
        {
            var folder = Directory.CreateTempSubdirectory("warroombot-server-").FullName;
            var port = FreePort();

            // Its words go to a file: an open pipe would be inherited, and a full one would stop it.
            var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = folder, UseShellExecute = false };
            foreach (var argument in new[] { "-c", "exec \"$0\" \"$@\" > log 2>&1 < /dev/null", path }.Concat(arguments(port, folder)))
                start.ArgumentList.Add(argument);
            var server = new RealServer(Process.Start(start)!, folder, port);
            if (await server.IsReadyAsync(cancellationToken))
                return server;
            var log = await File.ReadAllTextAsync(Path.Combine(folder, "log"), cancellationToken);
            await server.DisposeAsync();

            // Somebody else may have taken the port in between.
            if (attempt == MostTries)
                throw new InvalidOperationException($"{program} does not start: {log}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string? Find(string program) => Places.Select(place => Path.Combine(place, program)).FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (!_process.HasExited && Stopwatch.GetElapsedTime(began) < Patience)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
                return !_process.HasExited;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
            }
        }

        return false;
    }
}
