using WarRoomBot.Chat;

namespace WarRoomBot.Host.Demo;

/// <summary>
/// <c>warroombot demo</c>: the whole product on a laptop with nothing else. A fresh SQLite file, a sample target that misbehaves, and a
/// rehearsal of the beta plan, opened the way anybody opens a room.
/// </summary>
internal static class DemoRun
{
    private const double Pace = 120;
    private const string Channel = "beta-war-room";

    internal static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("warroombot-demo-");
        try
        {
            await using var target = await SampleTarget.StartAsync(TimeProvider.System, Pace, 0, cancellationToken);
            await using var app = WarRoomHost.Build(arguments, builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Storage:Provider"] = "Sqlite",
                ["Storage:ConnectionString"] = $"Data Source={Path.Combine(folder.FullName, "demo.db")}",
                ["Plans:Directory"] = Path.Combine(AppContext.BaseDirectory, "plans"),
                ["Slack:BotToken"] = "",
                ["Slack:ClientId"] = "",
                ["Slack:ClientSecret"] = "",
                ["Slack:TokenKey"] = "",
                ["Slack:Workspaces"] = "",
                ["LocalChat:Enabled"] = "true",
                ["Probes:AllowPrivateNetworks"] = "true",
                ["TARGET"] = target.Address,

                // What the plan could read besides belongs to whoever runs the demo, not to the demo.
                ["DATABASE_URL"] = "",
                ["CONTAINER"] = "",
                ["DISK_PATH"] = "",
                ["SENTRY_ORG"] = "",
            }));
            await app.StartAsync(cancellationToken);
            app.Configuration["Web:Address"] = app.Urls.First();
            await OpenRoomAsync(app, cancellationToken);
            await Console.Out.WriteLineAsync($"A rehearsal at {Pace} times the pace is running: {app.Urls.First()}/chat/{Channel}");
            await Console.Out.WriteLineAsync($"It watches a sample service at {target.Address}. Ctrl+C ends the demo; nothing of it is kept.");
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (IOException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task OpenRoomAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await app.Services.GetRequiredService<Data.IDatabase>().Opened.WaitAsync(cancellationToken);
        var door = app.Services.GetRequiredService<IChatDoor>();
        var conversation = new Conversation("local", "local", Channel);
        var person = new Person("demo", "demo");
        string[] lines = [$"start beta-war-room v1.0.0-beta pace={Pace}", "role on-call @ana", "role qa @chi", "role lead @bo", "role devops @eli"];
        foreach (var (text, number) in lines.Select((text, number) => (text, number)))
        {
            var name = text.Split('@') is [_, var mentioned] ? mentioned : null;
            await door.AcceptAsync(
                new Typed
                {
                    Key = $"demo/{number}",
                    Conversation = conversation,
                    ConversationName = Channel,
                    Person = person,
                    Command = "warroom",
                    Text = text,
                    Mentions = name is null ? [] : [new(name, name)],
                },
                cancellationToken);
        }
    }
}
