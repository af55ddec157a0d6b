using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Host.Signals.Offers;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;
using WarRoomBot.Tests.Signals;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>Sources that did not hear our answer send again: the whole product, every kind of source with what it really sends.</summary>
public sealed class RedeliveryStories
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Engines]
    public async Task What_a_source_sends_again_does_nothing_a_second_time(Engine engine)
    {
        var settings = Sender.All.SelectMany(sender => sender.Configuration).ToDictionary(setting => setting.Key, setting => setting.Value);
        settings["Plans:Directory"] = RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans");
        await using var story = await RoomStory.BeginAsync(engine, settings, services => services.AddSingleton<ISourceFetch>(new FakeFetch()));
        await story.TypesAsync("ana", "/warroom start alerts v1.0.0");
        foreach (var sender in Sender.All)
            await SendAsync(story, sender);
        await story.Bot.SettleAsync();
        var before = await KeptAsync(story);
        var said = story.Slack.Transcript();
        Assert.Equal(Sender.All.Count, before.Count(line => line.StartsWith("arrived ", StringComparison.Ordinal)));
        Assert.InRange(before.Count(line => line.StartsWith("alert ", StringComparison.Ordinal)), 20, 40);

        await Task.WhenAll(Sender.All.Where(sender => sender.IsKnownAgain).SelectMany(sender => new[] { sender, sender }).Select(sender => SendAsync(story, sender)));
        await story.Bot.SettleAsync();
        await story.BotStopsAsync();
        await story.BotStartsAsync();
        foreach (var sender in Sender.All.Where(sender => sender.IsKnownAgain))
            await SendAsync(story, sender);
        await story.Bot.SettleAsync();

        Assert.Equal(before, await KeptAsync(story));
        Assert.Equal(said, story.Slack.Transcript());
    }

    /// <summary>Sends as the source really does, always the same bytes.</summary>
    private static async Task SendAsync(RoomStory story, Sender sender)
    {
        var body = sender.Wraps(Encoding.UTF8.GetBytes(sender.Body), story.Began);
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(new(sender.Method), new Uri(story.Bot.Address, $"/alerts/{sender.Name}?{sender.Query(Sender.Secret)}"));
        if (sender.Method != "GET")
            request.Content = new ByteArrayContent(body);
        foreach (var (name, value) in sender.Signs(body, Sender.Secret, story.Began).Concat(sender.Headers).Prepend(("Content-Type", sender.ContentType)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request, Token);
        Assert.True((int)answer.StatusCode == sender.Good, $"{sender}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Token)}");
    }

    /// <summary>Everything that is kept of alerts: what came in, what they are, what was said of them.</summary>
    private static Task<IReadOnlyList<string>> KeptAsync(RoomStory story) => story.Bot.Store.ReadAsync(
        (session, token) => session.ListAsync<string>(
            """
            select 'alert ' || fingerprint || ' ' || row_version || ' ' || body as line from alert
            union all select 'arrived ' || key from inbox where kind = 'signals'
            union all select 'record ' || text from log
            order by line
            """,
            null,
            token),
        Token);
}
