using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WarRoomBot.Chat;
using WarRoomBot.Slack;

namespace WarRoomBot.Tests.Slack;

public sealed class SlackServicesTests
{
    [Fact]
    public async Task Without_a_bot_token_Slack_is_off()
    {
        using var host = Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.Null(host.Services.GetService<IChatPlatform>());
        Assert.Null(host.Services.GetService<SlackState>());
    }

    [Theory]
    [InlineData("Slack:SigningSecret", "Slack:BotToken", "xoxb-secret")]
    [InlineData("Slack:SigningSecret", "Slack:BotToken", "xoxb-secret", "Slack:SigningSecret", "  ")]
    [InlineData("Slack:BotToken", "Slack:BotToken", "xoxb-secret\nevil", "Slack:SigningSecret", "hidden")]
    [InlineData("Slack:ApiBaseUrl", "Slack:BotToken", "xoxb-secret", "Slack:SigningSecret", "hidden", "Slack:ApiBaseUrl", "slack.example.com")]
    [InlineData("Slack:AppToken", "Slack:BotToken", "xoxb-secret", "Slack:AppToken", "xoxb-secret")]
    [InlineData("Slack:AppToken", "Slack:BotToken", "xoxb-secret", "Slack:AppToken", "xapp-secret\nevil", "Slack:SigningSecret", "hidden")]
    public async Task A_start_that_cannot_work_stops_with_the_name_of_the_key(string key, params string[] settings)
    {
        using var host = Build(settings);

        var stopped = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(key, stopped.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", stopped.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", stopped.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void With_an_app_token_no_signing_secret_is_needed()
    {
        using var host = Build("Slack:BotToken", "xoxb-1", "Slack:AppToken", "xapp-1");

        Assert.False(host.Services.GetRequiredService<IOptions<SlackOptions>>().Value.AnswersHttp);
        Assert.Equal("slack", host.Services.GetRequiredService<IChatPlatform>().Name);
    }

    [Fact]
    public void Options_never_show_their_secrets()
    {
        var options = new SlackOptions { BotToken = "xoxb-1", SigningSecret = "hidden", AppToken = "xapp-1" };

        Assert.Equal(typeof(SlackOptions).FullName, options.ToString());
    }

    private static IHost Build(params string[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Chunk(2).Select(pair => new KeyValuePair<string, string?>(pair[0], pair[1])));
        builder.Services.AddSingleton<IChatDoor>(new NotingDoor()).AddSingleton(new Random(1)).AddSlack(builder.Configuration);
        return builder.Build();
    }
}
