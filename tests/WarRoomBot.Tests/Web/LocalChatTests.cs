using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Chat;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Web;

/// <summary>The local chat over HTTP, as a browser uses it.</summary>
public sealed partial class LocalChatTests
{
    private static readonly Conversation Room = new("local", "local", "beta");

    [Theory, Engines]
    public async Task What_somebody_says_is_seen_by_everybody(Engine engine)
    {
        await using var scene = await Scene.OpenAsync(engine);

        using var answer = await scene.SayAsync("ana", "the deploy is out, @bo");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var page = await scene.PageAsync("bo");
        Assert.Contains("the deploy is out, <span class=\"mention you\">@bo</span>", page, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task What_the_bot_answers_is_seen_by_who_asked(Engine engine)
    {
        await using var scene = await Scene.OpenAsync(engine);

        await scene.SayAsync("ana", "/WARROOM  help");
        await scene.Bot.SettleAsync();

        Assert.Contains("What you can type", await scene.PageAsync("Ana"), StringComparison.Ordinal);
        Assert.DoesNotContain("What you can type", await scene.PageAsync("bo"), StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task The_same_form_sent_twice_does_nothing_twice(Engine engine)
    {
        await using var scene = await Scene.OpenAsync(engine);
        await scene.SayAsync("ana", "/warroom drill card");
        await scene.Bot.SettleAsync();
        (string, string)[] press = [.. Scene.As("ana"), ("message", "1"), ("does", Drill.CountAction), ("value", "7")];
        (string, string)[] said = [.. Scene.As("ana"), ("text", "once")];

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.NoContent, (await scene.Visitor.PostAsync("/chat/beta/press", press)).StatusCode);
            Assert.Equal(HttpStatusCode.NoContent, (await scene.Visitor.PostAsync("/chat/beta/say", said)).StatusCode);
        }

        await scene.Bot.SettleAsync();
        var page = await scene.PageAsync("ana");
        Assert.Single(Regex.Matches(page, "counted 7</p>"));
        Assert.Single(Regex.Matches(page, "once</p>"));
    }

    [Fact]
    public async Task A_command_that_opens_a_form_is_answered_with_the_form()
    {
        await using var scene = await Scene.OpenAsync();

        using var answer = await scene.SayAsync("ana", "/warroom drill");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var form = await answer.Content.ReadAsStringAsync(Token);
        Assert.Contains("<h2 id=\"form-title\">Begin a drill</h2>", form, StringComparison.Ordinal);
        Assert.Contains("name=\"field.severity\"", form, StringComparison.Ordinal);
        Assert.Contains(">Nobody is affected.</textarea>", form, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", form, StringComparison.Ordinal);
        Assert.Equal(0, await scene.InboxAsync());
    }

    [Fact]
    public async Task A_form_filled_in_wrong_comes_back_with_the_reasons_and_what_was_filled_in()
    {
        await using var scene = await Scene.OpenAsync();

        using var wrong = await scene.SubmitAsync(("field.severity", "P9"), ("field.title", new string('x', 41)), ("field.impact", "<b>many</b>"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var form = await wrong.Content.ReadAsStringAsync(Token);
        Assert.Contains("Please choose one of the options.", form, StringComparison.Ordinal);
        Assert.Contains("At most 40 characters; this has 41.", form, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;many&lt;/b&gt;</textarea>", form, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\"", form, StringComparison.Ordinal);
        Assert.Equal(0, await scene.InboxAsync());
    }

    [Fact]
    public async Task A_form_filled_in_right_is_handled_once()
    {
        await using var scene = await Scene.OpenAsync();
        (string, string)[] fields = [("field.severity", "P1"), ("field.title", "checkout is down"), ("field.impact", " \r\n ")];

        Assert.Equal(HttpStatusCode.NoContent, (await scene.SubmitAsync(fields)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await scene.SubmitAsync(fields)).StatusCode);
        await scene.Bot.SettleAsync();

        var page = await scene.PageAsync("bo");
        Assert.Single(Regex.Matches(page, @"began a drill \(typed\): severity=P1, title=checkout is down</p>"));
    }

    [Fact]
    public async Task A_room_is_started_by_form_and_its_roles_are_given_on_the_next_sheet()
    {
        await using var scene = await Scene.OpenAsync(settings: new() { ["Plans:Directory"] = RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans"), ["TARGET"] = "http://127.0.0.1:9" });
        (string, string)[] fields = [.. Scene.As("ana", "starts"), ("form", "room.start"), ("context", ""), ("field.plan", "incidents")];

        using var next = await scene.Visitor.PostAsync("/chat/beta/submit", fields);
        var sheet = await next.Content.ReadAsStringAsync(Token);
        await scene.Bot.SettleAsync();
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Contains("Who holds what</h2>", sheet, StringComparison.Ordinal);
        var context = WebUtility.HtmlDecode(Regex.Match(sheet, "name=\"context\" value=\"([^\"]*)\"").Groups[1].Value);
        using var saved = await scene.Visitor.PostAsync(
            "/chat/beta/submit", [.. Scene.As("ana", "gives"), ("form", "room.roles"), ("context", context), ("people.cto", "@Chi, bo"), ("people.lead", " ")]);
        await scene.Bot.SettleAsync();

        Assert.Equal(HttpStatusCode.NoContent, saved.StatusCode);
        Assert.Matches("CTO is .*@Chi.*@bo", await scene.PageAsync("ana"));
    }

    [Fact]
    public async Task A_press_that_wants_to_be_confirmed_is_asked_about_first()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.SayAsync("ana", "/warroom drill card");
        await scene.Bot.SettleAsync();
        (string, string)[] press = [("as", "ana"), ("message", "1"), ("does", Drill.StopAction), ("value", "")];

        using var question = await scene.Visitor.PostAsync("/chat/beta/press", [Scene.Key("first-press-of-ana"), .. press]);
        Assert.Equal(HttpStatusCode.OK, question.StatusCode);
        Assert.Contains("The drill ends for everybody.", await question.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        await scene.Bot.SettleAsync();
        Assert.DoesNotContain("Stopped by", await scene.PageAsync("ana"), StringComparison.Ordinal);

        await scene.Visitor.PostAsync("/chat/beta/press", [Scene.Key("second-press-of-ana"), .. press, ("confirmed", "yes")]);
        await scene.Bot.SettleAsync();
        Assert.Contains("Stopped by", await scene.PageAsync("ana"), StringComparison.Ordinal);

        // The button is gone; whoever handles the press answers, and nobody is asked again.
        using var late = await scene.Visitor.PostAsync("/chat/beta/press", [Scene.Key("third-press-of-ana"), .. press]);
        Assert.Equal(HttpStatusCode.NoContent, late.StatusCode);
    }

    [Fact]
    public async Task A_command_that_is_none_is_refused_with_a_sentence()
    {
        await using var scene = await Scene.OpenAsync();

        using var answer = await scene.SayAsync("ana", "/warrom <b>");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("There is no /warrom here: commands begin with /warroom or /incident. /warroom help lists them.", await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Welcome to", await scene.PageAsync("ana"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_refused_with_a_sentence()
    {
        await using var scene = await Scene.OpenAsync();

        using var answer = await scene.SayAsync("ana", new string('x', 3001));

        Assert.Equal("At most 3,000 characters; this has 3,001.", await answer.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Without_script_a_post_leads_back_to_the_page_and_a_question_is_a_whole_page()
    {
        await using var scene = await Scene.OpenAsync();

        using var said = await scene.Visitor.PostWholeAsync("/chat/beta/say", [.. Scene.As("ana"), ("text", "hello")]);
        Assert.Equal(HttpStatusCode.SeeOther, said.StatusCode);
        Assert.Equal("/chat/beta?as=ana", said.Headers.Location?.ToString());

        using var asked = await scene.Visitor.PostWholeAsync("/chat/beta/say", [.. Scene.As("ana", "asks"), ("text", "/warroom drill")]);
        var page = await asked.Content.ReadAsStringAsync(Token);
        Assert.Contains("<dialog open", page, StringComparison.Ordinal);
        Assert.Contains("hello</p>", page, StringComparison.Ordinal);

        using var refused = await scene.Visitor.PostWholeAsync("/chat/beta/say", [.. Scene.As("ana", "errs"), ("text", "/foo <x>")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("value=\"/foo &lt;x&gt;\"", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_says_their_name_is_known_by_it_next_time()
    {
        await using var scene = await Scene.OpenAsync();
        Assert.Contains("You are <strong>guest</strong>", await scene.Visitor.ReadAsync("/chat/beta"), StringComparison.Ordinal);

        using var answer = await scene.Visitor.PostWholeAsync("/chat/beta/name", ("name", "Dee"));

        Assert.Equal("/chat/beta?as=Dee", answer.Headers.Location?.ToString());
        Assert.Contains("You are <strong>Dee</strong>", await scene.Visitor.ReadAsync("/chat/beta"), StringComparison.Ordinal);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/chat", "/chat/war-room?as=guest")]
    [InlineData("/chat?channel=%23New%20One", "/chat/new-one?as=guest")]
    [InlineData("/chat?channel=../x", "/chat/war-room?as=guest")]
    public async Task The_chat_leads_into_a_channel(string path, string channel)
    {
        await using var scene = await Scene.OpenAsync();

        using var answer = await scene.Visitor.GetAsync(path);

        Assert.Equal((HttpStatusCode.SeeOther, channel), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task The_chat_leads_to_where_something_was_said_last()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.SayAsync("ana", "hello");

        using var answer = await scene.Visitor.GetAsync("/chat?as=bo");

        Assert.Equal("/chat/beta?as=bo", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Older_messages_are_a_page_further()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.Bot.HappenAsync([.. Enumerable.Range(1, 130).Select(number => new Notice($"n{number}", Room, WarRoomBot.Cards.Card.Text($"message {number}.")))]);
        await scene.Bot.SettleAsync();

        var newest = await scene.PageAsync("ana");
        var earlier = WebUtility.HtmlDecode(EarlierLink().Match(newest).Groups["address"].Value);
        var older = await scene.Visitor.ReadAsync(earlier);

        Assert.DoesNotContain("message 30.", newest, StringComparison.Ordinal);
        Assert.Contains("message 31.", newest, StringComparison.Ordinal);
        Assert.Contains("message 1.", older, StringComparison.Ordinal);
        Assert.Contains("message 30.", older, StringComparison.Ordinal);
        Assert.DoesNotContain("message 31.", older, StringComparison.Ordinal);
        Assert.DoesNotContain("data-live", older, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_is_part_of_its_thread_and_a_lost_thread_is_told()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.SayAsync("ana", "first");

        using var reply = await scene.Visitor.PostAsync("/chat/beta/say", [.. Scene.As("bo", "reply"), ("thread", "1"), ("text", "second")]);
        using var lost = await scene.Visitor.PostAsync("/chat/beta/say", [.. Scene.As("bo", "lost"), ("thread", "99"), ("text", "third")]);

        Assert.Equal(HttpStatusCode.NoContent, reply.StatusCode);
        Assert.Equal("The message you reply to was removed meanwhile.", await lost.Content.ReadAsStringAsync(Token));
        Assert.Contains("1 reply", await scene.PageAsync("ana"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LocalChat:Enabled", "false")]
    [InlineData("Slack:BotToken", "xoxb-1")]
    [InlineData("Teams:AppId", "1")]
    public async Task Where_there_is_another_chat_or_none_is_wanted_there_is_no_local_one(string setting, string value)
    {
        await using var scene = await Scene.OpenAsync(settings: new() { [setting] = value, ["Slack:SigningSecret"] = "secret" });

        using var answer = await scene.Visitor.GetAsync("/chat/beta");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain(scene.Bot.Services.GetServices<IChatPlatform>(), platform => platform.Name == "local");
    }

    [Fact]
    public async Task The_local_chat_may_be_wanted_beside_another()
    {
        await using var scene = await Scene.OpenAsync(settings: new() { ["Teams:AppId"] = "1", ["LocalChat:Enabled"] = "true" });

        Assert.Contains("#beta", await scene.PageAsync("ana"), StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [GeneratedRegex("href=\"(?<address>[^\"]+)\">Earlier messages")]
    private static partial Regex EarlierLink();
}
