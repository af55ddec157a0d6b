using Microsoft.Extensions.Options;
using WarRoomBot.Chat;
using WarRoomBot.Checkups;
using WarRoomBot.Features.Doctor;
using WarRoomBot.Storage;

namespace WarRoomBot.Host.Cli;

/// <summary><c>warroombot doctor [plan]</c>: as <c>/warroom doctor</c>, without starting the service.</summary>
/// <param name="build">Builds the service; wrong settings may stop that.</param>
/// <param name="output">Gets a line for everything that was looked at.</param>
internal sealed class DoctorRun(Func<WebApplication> build, TextWriter output)
{
    private const int Good = 0;
    private const int Failed = 1;

    /// <param name="plan">The one plan to look at; null for all.</param>
    /// <param name="channel">The id of the Slack channel in which to prove what the bot may do; null for none.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <param name="workspace">The id of the Slack workspace that the channel is in; null where there is only one.</param>
    /// <returns>The exit code: 1 when something failed, 0 otherwise.</returns>
    internal async Task<int> RunAsync(string? plan, string? channel, CancellationToken cancellationToken, string? workspace = null)
    {
        try
        {
            await using var app = build();
            app.Services.GetService<IStartupValidator>()?.Validate();
            return await LookAsync(app.Services, plan, channel is null ? null : new("slack", workspace ?? "", channel), cancellationToken);
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            return await RefusedAsync(exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures));
        }
        catch (OptionsValidationException exception)
        {
            return await RefusedAsync(exception.Failures);
        }
        catch (InvalidOperationException exception)
        {
            return await RefusedAsync([exception.Message]);
        }
    }

    /// <summary>What does not even let the service start comes alone: the rest would be about other settings than meant.</summary>
    private async Task<int> RefusedAsync(IEnumerable<string> mistakes)
    {
        foreach (var mistake in mistakes)
            await output.WriteLineAsync($"FAILED   Settings: {mistake}");
        return Failed;
    }

    private async Task<int> LookAsync(IServiceProvider services, string? plan, Conversation? channel, CancellationToken cancellationToken)
    {
        // What is stored is looked at too, where there is something.
        await services.GetRequiredService<IStorageHealth>().OpenAsIsAsync(cancellationToken);
        var time = services.GetRequiredService<TimeProvider>();
        var now = time.GetUtcNow();
        var order = new CheckupOrder($"doctor/{Guid.CreateVersion7(now):N}", now)
        {
            Plan = plan,
            Conversation = channel,
        };
        var diagnosis = await services.GetRequiredService<Examiner>().ExamineAsync(order, cancellationToken);
        foreach (var part in diagnosis.Parts)
        {
            foreach (var finding in part.Findings)
                await output.WriteLineAsync(Line(part.Name, finding));
        }

        await output.WriteLineAsync(DiagnosisCard.Counted(diagnosis));
        return diagnosis.Worst == Grade.Fails ? Failed : Good;
    }

    private static string Line(string part, Finding finding)
    {
        var grade = finding.Grade switch { Grade.Passes => "passed", Grade.Warns => "WARNING", _ => "FAILED" };
        var remedy = finding.Remedy is { } what ? $". {what}." : "";
        return $"{grade,-8} {(finding.What == part ? part : $"{part} · {finding.What}")}{(finding.Found.Length > 0 ? ": " : "")}{finding.Found}{remedy}";
    }
}
