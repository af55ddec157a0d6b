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
            // Before the host does it, which would log each mistake as an error of the program.
            app.Services.GetService<IStartupValidator>()?.Validate();
            // Asked for now: when the host has run, its services are gone.
            var storage = app.Services.GetRequiredService<IStorageHealth>();
            try
            {
                await app.RunAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (storage.Refused is not null)
            {
                // The refusal came while the host was still starting.
            }

            return storage.Refused is { } refused ? await RefusedAsync([refused]) : 0;
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            return await RefusedAsync(exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures));
        }
        catch (OptionsValidationException exception)
        {
            return await RefusedAsync(exception.Failures);
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException)
        {
            return await RefusedAsync([exception.Message]);
        }
    }

    private static async Task<int> RefusedAsync(IEnumerable<string> mistakes)
    {
        foreach (var mistake in mistakes)
            await Console.Error.WriteLineAsync(mistake);
        return 1;
    }
}
