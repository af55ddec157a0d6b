using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WarRoomBot.TestKit;

/// <summary>The product in a process of its own, on loopback and in real time.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _complaints;

    private HostProcess(Process process, int port, TimeSpan readyAfter, StringBuilder complaints) =>
        (_process, Port, ReadyAfter, _complaints) = (process, port, readyAfter, complaints);

    public int Port { get; }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}"));

    public int Id => _process.Id;

    /// <summary>From starting the process to the first 200 of <c>/health/ready</c>.</summary>
    public TimeSpan ReadyAfter { get; }

    /// <param name="settings">Its whole configuration, beside what it ships with.</param>
    /// <param name="configuration">Which build; null for the one these tests were built with.</param>
    public static async Task<HostProcess> StartAsync(IReadOnlyDictionary<string, string?> settings, string? configuration = null)
    {
        var port = FreePort();
        var start = Program(configuration, settings);
        start.RedirectStandardError = true;
        start.Environment["Urls"] = $"http://127.0.0.1:{port}";
        start.Environment["Logging__LogLevel__Default"] = "Error";
        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        var complaints = new StringBuilder();
        process.ErrorDataReceived += (_, line) => complaints.AppendLine(line.Data);
        process.BeginErrorReadLine();
        while (!await IsReadyAsync(port))
        {
            if (process.HasExited)
            {
                await process.WaitForExitAsync();
                throw new InvalidOperationException($"the host ended with {process.ExitCode}: {complaints}");
            }

            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(30))
                throw new TimeoutException("the host does not become ready");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        return new(process, port, Stopwatch.GetElapsedTime(began), complaints);
    }

    /// <summary>One of its commands, from beginning to end.</summary>
    /// <returns>The exit code, and what it wrote.</returns>
    public static async Task<(int Code, string Output)> RunAsync(IReadOnlyDictionary<string, string?> settings, params IEnumerable<string> arguments)
    {
        var start = Program(null, settings);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    /// <summary>Bytes of memory that are really in use: VmRSS of proc(5).</summary>
    public long ResidentBytes() => Status("VmRSS:");

    /// <summary>The most memory that was ever really in use: VmHWM of proc(5).</summary>
    public long PeakBytes() => Status("VmHWM:");

    public TimeSpan CpuTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public void Kill() => _process.Kill();

    /// <summary>As a service manager stops it: SIGTERM, then waiting for it.</summary>
    /// <returns>Its exit code, and what it wrote on its error output.</returns>
    public async Task<(int Code, string Complaints)> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, _complaints.ToString().Trim());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static ProcessStartInfo Program(string? configuration, IReadOnlyDictionary<string, string?> settings)
    {
        var program = configuration is null
            ? Path.Combine(AppContext.BaseDirectory, "warroombot.dll")
            : RepositoryFolder.Of($"src/WarRoomBot/bin/{configuration}/net10.0/warroombot.dll");
        if (!File.Exists(program))
            throw new InvalidOperationException($"{program} is not there: build it first");
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = RepositoryFolder.Root, RedirectStandardOutput = true };
        start.ArgumentList.Add(program);
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return start;
    }

    private long Status(string name)
    {
        var line = File.ReadLines($"/proc/{Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> IsReadyAsync(int port)
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, port);
            await socket.SendAsync("GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"u8.ToArray());
            var buffer = new byte[64];
            var read = await socket.ReceiveAsync(buffer);
            return Encoding.ASCII.GetString(buffer, 0, read).StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
