using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Slack;
using WarRoomBot.TestKit.Slack;

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

    [Theory]
    [InlineData("Slack:BotToken", "xoxb-secret", "Slack:BotToken and Slack:ClientId are both set: a bot token is for one workspace, a client id for workspaces that install the app themselves; take one of them away.")]
    [InlineData("Slack:ClientId", "a b", "Slack:ClientId is no client id: it has blanks or line breaks in it.")]
    [InlineData("Slack:ClientId", "", "Slack:ClientId is missing: Slack:ClientSecret, Slack:TokenKey and Slack:Workspaces are for workspaces that install the app themselves. It is under Basic Information of the Slack app.")]
    [InlineData("Slack:ClientSecret", "", "Slack:ClientSecret is missing: it is under Basic Information of the Slack app.")]
    [InlineData("Slack:ClientSecret", "secret\nevil", "Slack:ClientSecret is no client secret: it has blanks or line breaks in it.")]
    [InlineData("Slack:TokenKey", "", "Slack:TokenKey is missing: it encrypts the workspaces' tokens. Make one with: openssl rand -base64 32")]
    [InlineData("Slack:TokenKey", "hidden", "Slack:TokenKey is no key: it takes 32 bytes in Base64, or several such keys with commas between. Make one with: openssl rand -base64 32")]
    [InlineData("Slack:TokenKey", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=,AAEC", "Slack:TokenKey is no key: it takes 32 bytes in Base64, or several such keys with commas between. Make one with: openssl rand -base64 32")]
    [InlineData("Slack:Workspaces", " , ", "Slack:Workspaces is missing: whoever installs the app can run this bot's plans, so name the ids of the workspaces that may, with commas between, or say * for any.")]
    [InlineData("Slack:Workspaces", "T0FAKE, acme", "Slack:Workspaces names what is no workspace's id: one begins with T and stands in the address of Slack in the browser, https://app.slack.com/client/T…")]
    [InlineData("Slack:PublicUrl", "", "Slack:PublicUrl is no https address without a query: people come back there when they have installed the app, as to https://bot.example.com.")]
    [InlineData("Slack:PublicUrl", "http://bot.example.com", "Slack:PublicUrl is no https address without a query: people come back there when they have installed the app, as to https://bot.example.com.")]
    [InlineData("Slack:SigningSecret", "", "Slack:SigningSecret is missing: without it anybody could forge a request. It is under Basic Information of the Slack app. For Socket Mode set Slack:AppToken instead.")]
    public async Task A_mistake_in_the_settings_for_workspaces_that_install_the_app_is_one_sentence(string key, string value, string sentence)
    {
        var settings = new Dictionary<string, string?>(FakeInstalls.Settings) { ["Slack:SigningSecret"] = "hidden", [key] = value };
        using var host = Build([.. settings.SelectMany(pair => new[] { pair.Key, pair.Value! })]);

        var stopped = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(sentence, Assert.Single(stopped.Failures));
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
        // Nothing is asked of the storage before the settings are found good.
        builder.Services.AddSingleton<IDatabase>(_ => throw new InvalidOperationException("no storage is needed"));
        builder.Services.AddSingleton<IChatDoor>(new NotingDoor()).AddSingleton(new Random(1)).AddSlack(builder.Configuration);
        return builder.Build();
    }
}
