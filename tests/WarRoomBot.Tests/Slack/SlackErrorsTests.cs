using WarRoomBot.Chat;
using WarRoomBot.Slack;
using WarRoomBot.TestKit;

namespace WarRoomBot.Tests.Slack;

/// <summary>Every error that Slack documents for what the bot calls is tried again, made up for, told, or stops it calmly.</summary>
public sealed class SlackErrorsTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Documented = Read();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Methods => [.. SlackMethod.All.Select(method => method.Name).Where(name => name.Contains('.', StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Methods))]
    public void No_documented_error_of_a_method_is_unknown(string method)
    {
        Assert.True(Documented.ContainsKey(method), $"documented-errors.txt does not say how {method} may fail");

        Assert.DoesNotContain(Errors(method), error => SlackErrors.FaultOf(error) == SlackFault.Unknown);
    }

    [Theory]
    [InlineData("chat.postMessage")]
    [InlineData("chat.update")]
    [InlineData("chat.delete")]
    [InlineData("chat.postEphemeral")]
    [InlineData("pins.add")]
    [InlineData("conversations.history")]
    [InlineData("files.getUploadURLExternal")]
    public async Task Each_documented_error_has_the_outcome_of_its_kind(string method)
    {
        await using var bot = await SlackBot.StartAsync();
        var beta = bot.Workspace.Channel("beta");
        var ana = bot.Workspace.Person("ana");
        beta.Say("ana", "hello");
        List<string> wrong = [];

        foreach (var error in Errors(method))
        {
            bot.Clock.Advance(TimeSpan.FromMinutes(1));
            var message = bot.Message("beta", "Card", $"op-{error}");
            var handle = Assert.IsType<Delivered.Done>(await bot.PostAsync(message)).Handle;
            bot.Clock.Advance(TimeSpan.FromSeconds(2));
            // Reads are tried twice at once.
            bot.Workspace.Faults.Refuse(method, error, method == "conversations.history" ? 2 : 1);
            var outcome = await (method switch
            {
                "chat.postMessage" => bot.PostAsync(message with { Op = "op2" }),
                "chat.update" => bot.Platform.EditAsync(message, handle, Token),
                "chat.delete" => bot.Platform.DeleteAsync(bot.In("beta"), handle, Token),
                "chat.postEphemeral" => bot.PostAsync(message with { To = new(ana.Id, "ana"), ReplyTo = $"@{ana.Id}" }),
                "pins.add" => bot.Platform.PinAsync(bot.In("beta"), handle, Token),
                "conversations.history" => bot.Platform.FindAsync(message, bot.Clock.GetUtcNow().AddMinutes(-1), Token),
                _ => bot.Files.UploadAsync("file", bot.In("beta"), new("a.txt", "A", "text/plain", "text"), Token),
            });
            bot.Workspace.Faults.Forget(method);
            if (!Fits(SlackErrors.FaultOf(error), error, outcome))
                wrong.Add($"{error} ({SlackErrors.FaultOf(error)}) ended as {outcome}");
            if (!bot.State.Ready)
                await bot.SignOnAsync();
        }

        Assert.Empty(wrong);
        Assert.DoesNotContain(bot.Logs.Lines, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    [Fact]
    public void Whoever_asked_reads_a_sentence_whatever_Slack_refuses()
    {
        foreach (var error in Documented.Values.SelectMany(errors => errors).Append("something_new").Distinct())
        {
            var advice = SlackErrors.AdviceFor(new(SlackErrors.FaultOf(error), error), "warroom");

            Assert.Matches(@"^[A-Z].*\.$", advice);
            if (SlackErrors.FaultOf(error) == SlackFault.Configuration)
                Assert.DoesNotContain("log", advice, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("token_revoked", "Slack refuses the bot token (token_revoked): the app was uninstalled; install it again, put its token into Slack:BotToken and restart.")]
    [InlineData("account_inactive", "Slack refuses the bot token (account_inactive): the app or its workspace was deactivated; install the app again, put its token into Slack:BotToken and restart.")]
    [InlineData("invalid_auth", "Slack refuses the bot token (invalid_auth): put a good one into Slack:BotToken and restart, or allow this machine's address in the app's settings.")]
    public async Task With_a_token_that_is_no_longer_good_nothing_is_called_but_now_and_then_the_question_whether_it_is(string error, string sentence)
    {
        await using var bot = await SlackBot.StartAsync();
        bot.Clock.Advance(TimeSpan.FromMinutes(1));
        bot.Workspace.Faults.Refuse("*", error, 1000);

        Assert.True(Assert.IsType<Delivered.Later>(await bot.PostAsync(bot.Message("beta", "Card"))).Unreachable);
        Assert.Equal(sentence, bot.State.Why);
        var calls = bot.Workspace.Calls.Count;
        for (var time = 0; time < 100; time++)
            Assert.True(Assert.IsType<Delivered.Later>(await bot.PostAsync(bot.Message("beta", "Card"))).Unreachable);
        await bot.AdvanceAsync(TimeSpan.FromMinutes(21));

        Assert.All(bot.Workspace.Calls.Skip(calls), call => Assert.Equal("auth.test", call.Method));
        Assert.InRange(bot.Workspace.Calls.Count - calls, 3, 6);
        bot.Workspace.Faults.Forget("*");
        await bot.AdvanceAsync(TimeSpan.FromMinutes(6));
        Assert.True(bot.State.Ready);
        Assert.IsType<Delivered.Done>(await bot.PostAsync(bot.Message("beta", "Card")));
    }

    [Fact]
    public async Task A_token_that_was_refused_stays_so_while_Slack_cannot_be_asked()
    {
        await using var bot = await SlackBot.StartAsync();
        bot.Workspace.Faults.Refuse("*", "token_revoked", 1000);
        await bot.PostAsync(bot.Message("beta", "Card"));
        bot.Workspace.Faults.Down();
        await bot.AdvanceAsync(TimeSpan.FromMinutes(6));
        var calls = bot.Workspace.Calls.Count;

        Assert.True(Assert.IsType<Delivered.Later>(await bot.PostAsync(bot.Message("beta", "Card"))).Unreachable);
        Assert.Equal(calls, bot.Workspace.Calls.Count);

        bot.Workspace.Faults.Up();
        bot.Workspace.Faults.Forget("*");
        await bot.AdvanceAsync(TimeSpan.FromMinutes(6));
        Assert.IsType<Delivered.Done>(await bot.PostAsync(bot.Message("beta", "Card")));
    }

    [Fact]
    public async Task A_call_that_was_wrong_stops_no_other_call()
    {
        await using var bot = await SlackBot.StartAsync();
        List<string> stopping = [];

        foreach (var error in Documented.Values.SelectMany(errors => errors).Distinct().Where(error => error.StartsWith("missing_arg", StringComparison.Ordinal) || error.StartsWith("invalid_arg", StringComparison.Ordinal)))
        {
            bot.Clock.Advance(TimeSpan.FromMinutes(1));
            bot.Workspace.Faults.Refuse("chat.postMessage", error, 1);
            Assert.IsType<Delivered.Rejected>(await bot.PostAsync(bot.Message("beta", "Card", $"op-{error}")));
            if (await bot.PostAsync(bot.Message("beta", "Card", $"op-after-{error}")) is not Delivered.Done || !bot.State.Ready)
                stopping.Add(error);
        }

        Assert.Empty(stopping);
    }

    [Fact]
    public async Task Operators_read_which_scopes_are_missing_until_they_are_there()
    {
        await using var bot = await SlackBot.StartAsync();
        var handle = Assert.IsType<Delivered.Done>(await bot.PostAsync(bot.Message("beta", "Card"))).Handle;
        bot.Workspace.Scopes.Remove("pins:write");
        bot.Workspace.Scopes.Remove("channels:history");

        Assert.IsType<Delivered.Rejected>(await bot.Platform.PinAsync(bot.In("beta"), handle, Token));
        Assert.IsType<Delivered.Rejected>(await bot.Platform.FindAsync(bot.Message("beta", "Card"), bot.Clock.GetUtcNow(), Token));
        Assert.Equal(
            "The Slack app lacks channels:history (for conversations.history), pins:write (for pins.add): paste the manifest of this version under App Manifest, then reinstall the app to the workspace.",
            bot.State.Why);
        Assert.Contains(bot.Logs.Lines, line => line.Contains("The Slack app lacks a scope for pins.add: pins:write", StringComparison.Ordinal));

        bot.Workspace.Scopes.Add("pins:write");
        bot.Workspace.Scopes.Add("channels:history");
        Assert.IsType<Delivered.Done>(await bot.Platform.PinAsync(bot.In("beta"), handle, Token));
        Assert.False(bot.State.Ready);
        Assert.IsType<Delivered.Done>(await bot.Platform.FindAsync(bot.Message("beta", "Card"), bot.Clock.GetUtcNow(), Token));
        Assert.True(bot.State.Ready);
    }

    /// <summary>Retried, made up for, told, or stopped.</summary>
    private static bool Fits(SlackFault fault, string error, Delivered outcome) => (fault, outcome) switch
    {
        (SlackFault.Throttled, Delivered.Later { After: not null }) => true,
        (SlackFault.Busy, Delivered.Later { Unreachable: true }) => true,
        (SlackFault.Ambiguous, Delivered.Unsure) => true,
        (SlackFault.TokenDead, Delivered.Later { Unreachable: true }) => true,
        (SlackFault.AlreadySo, Delivered.Done) => true,
        (SlackFault.Configuration, Delivered.Rejected { Advice.Length: > 0 }) => true,
        // The same without blocks.
        (SlackFault.Bug, Delivered.Done) => SlackErrors.IsAboutBlocks(error),
        (SlackFault.Bug, Delivered.Rejected { Advice.Length: > 0 }) => !SlackErrors.IsAboutBlocks(error),
        // What was to be removed is not there; what was to be shown to one person was sent to them; not_in_channel was mended by joining.
        (SlackFault.TargetGone, Delivered.Done) => error is "message_not_found" or "user_not_in_channel" or "channel_not_found" or "is_archived" or "not_in_channel",
        (SlackFault.TargetGone, Delivered.Gone or Delivered.Rejected { Advice.Length: > 0 }) => true,
        _ => false,
    };

    private static IEnumerable<string> Errors(string method) => Documented[method].Concat(Documented["*"]);

    private static Dictionary<string, IReadOnlyList<string>> Read()
    {
        var documented = new Dictionary<string, IReadOnlyList<string>>();
        var method = "";
        foreach (var line in File.ReadLines(RepositoryFolder.Of("tests/WarRoomBot.Tests/Slack/documented-errors.txt")).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == ' ')
                documented[method] = [.. documented[method], .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
            else
                documented[method = line.Trim()] = [];
        }

        return documented;
    }
}
