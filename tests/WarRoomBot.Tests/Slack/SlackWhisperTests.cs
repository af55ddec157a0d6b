using WarRoomBot.Chat;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Tests.Slack;

/// <summary>Answers that only one person sees: nobody's click is answered by silence.</summary>
public sealed class SlackWhisperTests
{
    [Fact]
    public async Task An_answer_goes_to_the_address_that_came_with_the_question()
    {
        await using var bot = await SlackBot.StartAsync();
        var (person, reply) = await AskedAsync(bot);

        Assert.IsType<Delivered.Done>(await bot.PostAsync(bot.Message("beta", "Only you") with { To = person, ReplyTo = reply }));

        Assert.Equal("Only you", Assert.Single(bot.Workspace.WhispersTo("ana")).Text);
        Assert.Empty(bot.Workspace.Channel("beta").Messages);
        Assert.DoesNotContain(bot.Workspace.Calls, call => call.Method == "chat.postEphemeral");
    }

    [Fact]
    public async Task An_answer_needs_no_membership_of_the_bot()
    {
        await using var bot = await SlackBot.StartAsync();
        (bot.Workspace.Channel("beta").IsPrivate, bot.Workspace.Channel("beta").BotIsMember) = (true, false);
        var (_, reply) = await AskedAsync(bot);

        Assert.IsType<Delivered.Done>(await bot.PostAsync(bot.Message("beta", "Type /invite") with { To = new("", ""), ReplyTo = reply }));

        Assert.Equal("Type /invite", Assert.Single(bot.Workspace.WhispersTo("ana")).Text);
    }

    [Fact]
    public async Task A_used_up_address_gives_way_to_a_message_shown_in_the_channel()
    {
        await using var bot = await SlackBot.StartAsync();
        var (person, reply) = await AskedAsync(bot);

        for (var time = 0; time < 6; time++)
            Assert.IsType<Delivered.Done>(await bot.PostAsync(bot.Message("beta", "Again") with { To = person, ReplyTo = reply }));

        Assert.Equal(6, bot.Workspace.WhispersTo("ana").Count);
        Assert.Single(bot.Workspace.Calls, call => call.Method == "chat.postEphemeral");
    }

    [Fact]
    public async Task An_address_half_an_hour_old_gives_way_too()
    {
        await using var bot = await SlackBot.StartAsync();
        var (person, reply) = await AskedAsync(bot);
        bot.Clock.Advance(TimeSpan.FromMinutes(31));

        Assert.IsType<Delivered.Done>(await bot.PostAsync(bot.Message("beta", "Late") with { To = person, ReplyTo = reply }));

        Assert.Equal(bot.Workspace.Channel("beta"), Assert.Single(bot.Workspace.WhispersTo("ana")).Channel);
    }

    [Fact]
    public async Task Without_an_address_it_is_shown_in_the_channel()
    {
        await using var bot = await SlackBot.StartAsync();
        var (person, _) = await AskedAsync(bot);

        Assert.IsType<Delivered.Done>(await bot.PostAsync(bot.Message("beta", "Your turn") with { To = person }));

        Assert.Equal("Your turn", Assert.Single(bot.Workspace.Channel("beta").Whispers).Text);
    }

    [Fact]
    public async Task Where_the_bot_is_not_in_the_channel_it_is_sent_directly()
    {
        await using var bot = await SlackBot.StartAsync();
        var (person, _) = await AskedAsync(bot);
        (bot.Workspace.Channel("beta").IsPrivate, bot.Workspace.Channel("beta").BotIsMember) = (true, false);

        // The handle that a form which was sent in brings along.
        Assert.IsType<Delivered.Done>(
            await bot.PostAsync(bot.Message("beta", "Type /invite") with { To = new("", ""), ReplyTo = $"@{person.Id}" }));

        var direct = Assert.Single(bot.Workspace.WhispersTo("ana"));
        Assert.Equal(("Type /invite", "@ana"), (direct.Text, direct.Channel.Name));
    }

    [Fact]
    public async Task Somebody_who_has_left_the_channel_is_written_to_directly()
    {
        await using var bot = await SlackBot.StartAsync();
        var bo = bot.Workspace.Person("bo");

        Assert.IsType<Delivered.Done>(await bot.PostAsync(bot.Message("beta", "Your turn") with { To = new(bo.Id, "bo") }));

        Assert.Equal("@bo", Assert.Single(bot.Workspace.WhispersTo("bo")).Channel.Name);
    }

    [Fact]
    public async Task An_answer_to_nobody_is_refused()
    {
        await using var bot = await SlackBot.StartAsync();

        Assert.IsType<Delivered.Rejected>(await bot.PostAsync(bot.Message("beta", "Hello?") with { To = new("", "") }));
        Assert.IsType<Delivered.Rejected>(await bot.PostAsync(
            bot.Message("beta", "Hello?") with { To = new("", ""), ReplyTo = new Uri(bot.Workspace.ApiBaseUrl, "/response/99").ToString() }));
    }

    [Fact]
    public async Task A_throttled_or_lost_answer_is_told_as_such()
    {
        await using var bot = await SlackBot.StartAsync();
        var (person, reply) = await AskedAsync(bot);
        var whisper = bot.Message("beta", "Only you") with { To = person, ReplyTo = reply };

        bot.Workspace.Faults.DropAfterSuccess("response_url");
        Assert.IsType<Delivered.Unsure>(await bot.PostAsync(whisper));
        bot.Workspace.Faults.Throttle("response_url", TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), Assert.IsType<Delivered.Later>(await bot.PostAsync(whisper)).After);
        Assert.Equal(
            TimeSpan.FromSeconds(3), bot.Platform.Take(ChatCall.Post, bot.In("beta"), Priority.Urgent));
    }

    private static async Task<(Person Person, string Reply)> AskedAsync(SlackBot bot)
    {
        Assert.True((await bot.Workspace.SlashCommand("beta", "ana", "/warroom status")).IsOk);
        return (bot.Door.Brought[^1].Person, bot.Door.Brought[^1].Reply!);
    }
}
