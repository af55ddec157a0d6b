using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Host.Signals.Offers;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Signals;

/// <summary>A subscription from the request that offers it to the fetched address that confirms it, in the whole product.</summary>
public sealed class OfferTests
{
    [Theory, Engines]
    public async Task A_subscription_is_confirmed_once_however_often_it_is_offered(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var fetch = new FakeFetch();
        await using var bot = await StartAsync(database, fetch);

        await OfferAsync(bot);
        await OfferAsync(bot);
        await bot.SettleAsync();

        Assert.Equal([SnsSender.CertificateAddress, SnsSender.SubscribeAddress], fetch.Asked.Select(address => address.AbsoluteUri));
    }

    [Fact]
    public async Task Trouble_on_the_way_is_tried_again_and_a_refusal_is_not()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        var fetch = new FakeFetch();
        var usual = fetch.Answers;
        var troubles = 2;
        fetch.Answers = address => address.AbsoluteUri == SnsSender.SubscribeAddress && troubles-- > 0 ? new(null, "answered 503", IsLasting: false) : usual(address);
        await using var bot = await StartAsync(database, fetch);

        await OfferAsync(bot);
        await bot.SettleAsync();
        Assert.Equal(3, fetch.Asked.Count(address => address.AbsoluteUri == SnsSender.SubscribeAddress));

        fetch.Answers = address => address.AbsoluteUri == SnsSender.SubscribeAddress ? new(null, "answered 403", IsLasting: true) : usual(address);
        await OfferAsync(bot, "another");
        await bot.SettleAsync();
        Assert.Equal(4, fetch.Asked.Count(address => address.AbsoluteUri == SnsSender.SubscribeAddress));
    }

    private static Task<Bot> StartAsync(TestDatabase database, FakeFetch fetch) => Bot.StartAsync(
        database,
        new FakeClock(),
        Sender.Of("aws").Configuration.ToDictionary(key => key.Key, key => key.Value),
        services => services.AddSingleton<ISourceFetch>(fetch));

    private static async Task OfferAsync(Bot bot, string? id = null)
    {
        var offer = SnsSender.ConfirmationOf(bot.Clock.GetUtcNow());
        if (id is not null)
            offer["MessageId"] = id;
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bot.Address, $"/alerts/aws?token={Sender.Secret}"))
        {
            Content = new ByteArrayContent(SnsSender.Sign(offer)),
        };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
