using System.CommandLine;
using WarRoomBot.Chat;
using WarRoomBot.Host.Demo;
using WarRoomBot.Host.Plans;
using WarRoomBot.Plans;
using WarRoomBot.Slack;

namespace WarRoomBot.Host.Cli;

/// <summary>
/// The commands of the executable. Exit code 0: good; 1: a finding, or the service could not run; 2: wrong use. Anything of the form
/// <c>--Section:Key=value</c> is configuration.
/// </summary>
internal static class CommandLine
{
    internal const int WrongUse = 2;

    internal static async Task<int> RunAsync(string[] arguments)
    {
        var parsed = Root().Parse(arguments);
        var wrong = parsed.Errors.Count > 0;
        var code = await parsed.InvokeAsync();
        return wrong ? WrongUse : code;
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("WarRoomBot runs a team's war room after a launch. Without a command it serves.") { TreatUnmatchedTokensAsErrors = false };
        root.SetAction((parsed, cancellationToken) => Serving.RunAsync([.. parsed.UnmatchedTokens], cancellationToken));
        root.Add(Plan());
        root.Add(Manifest());
        root.Add(Verify());
        root.Add(Doctor());
        root.Add(Demo());
        return root;
    }

    private static Command Plan()
    {
        var files = new Argument<string[]>("file") { Description = "Plan files", Arity = ArgumentArity.ZeroOrMore };
        var check = new Command("check", "Tells every mistake in plan files: file, line, what is wrong and what would be right.") { files };
        check.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = WarRoomHost.Build([]);
            return app.Services.GetRequiredService<PlanCheck>().Run(parsed.GetValue(files) ?? [], parsed.InvocationConfiguration.Output);
        });
        var schema = new Command("schema", "Writes the JSON Schema of plan files, for editors.");
        schema.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = WarRoomHost.Build([]);
            await parsed.InvocationConfiguration.Output.WriteAsync(PlanSchema.TextFor(app.Services.GetRequiredService<PlanReader>()));
            return 0;
        });
        return new Command("plan", "Works on plan files.") { check, schema };
    }

    private static Command Manifest()
    {
        var url = new Option<string>("--url") { Description = "Where Slack reaches the bot, such as https://bot.example.com" };
        var socket = new Option<bool>("--socket") { Description = "For Socket Mode instead: the bot connects to Slack and needs no address" };
        var oauth = new Option<bool>("--oauth") { Description = "For workspaces that install the app themselves; takes --url also with --socket, for their browsers" };
        var slack = new Command("slack", "Writes the app manifest for Slack, ready to paste.") { url, socket, oauth };
        slack.Validators.Add(given =>
        {
            var (hasUrl, isSocket, installs) = (given.GetValue(url) is not null, given.GetValue(socket), given.GetValue(oauth));
            if (installs && !hasUrl)
                given.AddError("Say with --url https://bot.example.com where people who install the app come back to.");
            else if (!installs && isSocket == hasUrl)
                given.AddError("Say either --url https://bot.example.com, where Slack reaches the bot, or --socket.");
        });
        slack.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = WarRoomHost.Build([]);
            try
            {
                var (commands, shortcuts) = (app.Services.GetServices<ChatCommand>(), app.Services.GetServices<ChatShortcut>());
                var manifest = parsed.GetValue(socket)
                    ? SlackManifest.CreateForSocket(commands, shortcuts, parsed.GetValue(url))
                    : SlackManifest.Create(parsed.GetValue(url)!, commands, shortcuts, parsed.GetValue(oauth));
                await parsed.InvocationConfiguration.Output.WriteLineAsync(manifest);
                return 0;
            }
            catch (FormatException exception)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(exception.Message);
                return WrongUse;
            }
        });
        return new Command("manifest", "Writes what a chat platform wants to know of the app.") { slack };
    }

    private static Command Verify()
    {
        var room = new Argument<long>("room") { Description = "The room's number, as on a decision's card" };
        var record = new Option<string?>("--record") { Description = "The hash on a decision's card, as in 3f9a1c22…c1d0: says whether the record has it" };
        var verify = new Command("verify", "Says whether a room's record is as it was written.") { room, record };
        verify.TreatUnmatchedTokensAsErrors = false;
        verify.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = WarRoomHost.Build([.. parsed.UnmatchedTokens]);
            var verification = new RecordVerification(app.Services.GetRequiredService<Data.IDatabase>());
            return await verification.RunAsync(parsed.GetValue(room), parsed.GetValue(record), parsed.InvocationConfiguration.Output, cancellationToken);
        });
        return verify;
    }

    private static Command Doctor()
    {
        var plan = new Argument<string?>("plan") { Description = "The one plan to look at; without it all are", Arity = ArgumentArity.ZeroOrOne };
        var channel = new Option<string?>("--channel") { Description = "A Slack channel's id, such as C0123456789, to prove there what the bot may do; nothing is left behind" };
        var workspace = new Option<string?>("--workspace") { Description = "The id of the workspace that the channel is in, such as T0123456789, where several have installed the bot" };
        var doctor = new Command("doctor", "Proves that everything a room needs works: Slack, storage, probes, ways out. Rings nobody.") { plan, channel, workspace };
        doctor.TreatUnmatchedTokensAsErrors = false;
        doctor.SetAction(async (parsed, cancellationToken) =>
        {
            // What looks like configuration is taken for the plan when it comes first.
            var named = parsed.GetValue(plan) is { } given && !given.StartsWith("--", StringComparison.Ordinal) ? given : null;
            // The lines printed say it all; those of the log would stand between them.
            string[] settings = ["--Logging:LogLevel:Default=Critical", .. new[] { parsed.GetValue(plan) }.OfType<string>().Where(word => word != named), .. parsed.UnmatchedTokens];
            return await new DoctorRun(() => WarRoomHost.Build(settings), parsed.InvocationConfiguration.Output).RunAsync(named, parsed.GetValue(channel), cancellationToken, parsed.GetValue(workspace));
        });
        return doctor;
    }

    private static Command Demo()
    {
        var demo = new Command("demo", "Serves the local chat with a sample target that misbehaves on purpose and a rehearsal already running.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        demo.SetAction((parsed, cancellationToken) => DemoRun.RunAsync([.. parsed.UnmatchedTokens], cancellationToken));
        return demo;
    }
}
