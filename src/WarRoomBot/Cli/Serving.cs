using Microsoft.Extensions.Options;
using WarRoomBot.Storage;

namespace WarRoomBot.Host.Cli;

/// <summary>Runs the service until it is told to stop.</summary>
internal static class Serving
{
    /// <returns>1 when it could not run; the reason is on the error output.</returns>
    internal static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = WarRoomHost.Build(arguments);
            await app.RunAsync(cancellationToken);
            return app.Services.GetRequiredService<IStorageHealth>().Refused is null ? 0 : 1;
        }
        catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException or IOException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
