using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Chat;
using WarRoomBot.Host;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Tests.Conventions;

/// <summary>The rules of ARCHITECTURE.md that a compiler does not hold.</summary>
public sealed partial class HouseRulesTests
{
    /// <summary>A feature calls down this order only; facts go up.</summary>
    private static readonly string[] Order = ["Guide", "WarRooms", "Metrics", "Checks", "Alerts", "WaysOut", "Incidents", "Gates", "Feedback", "Shifts", "Reports", "Board", "Doctor", "Home"];

    [Fact]
    public void Nothing_below_the_features_knows_a_feature()
    {
        var wrong = SourceTree.Sources("src/WarRoomBot.Core")
            .Where(file => !file.Path.Contains("/Features/", StringComparison.Ordinal) && file.Name != "CoreServices.cs")
            .Where(file => file.Text.Contains("WarRoomBot.Features", StringComparison.Ordinal))
            .Select(file => file.Path);

        Assert.Empty(wrong);
    }

    [Fact]
    public void A_feature_sees_another_only_through_its_contract_and_only_down_the_order()
    {
        var wrong = from file in SourceTree.Sources("src/WarRoomBot.Core/Features")
                    let own = file.Path.Split('/')[3]
                    from Match match in Mention().Matches(file.Text)
                    let other = match.Groups["feature"].Value
                    where other != own && (match.Groups["part"].Value != "Contract" || Array.IndexOf(Order, other) > Array.IndexOf(Order, own))
                    select $"{file.Path}: {match.Value}";

        Assert.Empty(wrong);
        Assert.Equal(Order.Order(), Directory.GetDirectories(Path.Combine(SourceTree.Root, "src/WarRoomBot.Core/Features")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void The_core_knows_no_platform_no_web_and_no_engine()
    {
        string[] foreign = ["Microsoft.AspNetCore", "Npgsql", "Microsoft.Data.Sqlite", "Quartz", "YamlDotNet", "System.Net.Http"];
        var wrong = from file in SourceTree.Sources("src/WarRoomBot.Core")
                    from name in foreign
                    where file.Text.Contains($"using {name}", StringComparison.Ordinal)
                    select $"{file.Path}: {name}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Adapters_do_not_know_each_other()
    {
        string[] adapters = ["WarRoomBot.Slack", "WarRoomBot.Web", "WarRoomBot.Probes", "WarRoomBot.Storage"];
        var wrong = from adapter in adapters
                    let project = File.ReadAllText(Path.Combine(SourceTree.Root, "src", adapter, $"{adapter}.csproj"))
                    from other in adapters
                    where other != adapter && project.Contains($"{other}.csproj", StringComparison.Ordinal)
                    select $"{adapter} -> {other}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Cards_and_judgements_are_pure()
    {
        string[] impure = ["Session", "TimeProvider", "ILogger", "async "];
        var wrong = from file in SourceTree.Sources("src/WarRoomBot.Core")
                    where file.Path.Contains("/Cards/", StringComparison.Ordinal) || file.Name.EndsWith("Card.cs", StringComparison.Ordinal) || file.Name is "Judge.cs" or "OutboxRow.cs"
                    from word in impure
                    where file.Text.Contains(word, StringComparison.Ordinal)
                    select $"{file.Path}: {word}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void No_file_is_longer_than_five_hundred_lines() =>
        Assert.Empty(new[] { "src", "tests" }.SelectMany(SourceTree.Sources).Where(file => file.Lines.Count() > 500).Select(file => file.Path));

    [Fact]
    public void No_method_is_async_void() =>
        Assert.Empty(new[] { "src", "tests" }.SelectMany(SourceTree.Sources)
            .Where(file => file.Name != "HouseRulesTests.cs" && file.Text.Contains("async void", StringComparison.Ordinal)).Select(file => file.Path));

    [Fact]
    public void There_are_no_regions_and_no_drawers_for_odds_and_ends() =>
        Assert.Empty(new[] { "src", "tests" }.SelectMany(SourceTree.Sources)
            .Where(file => file.Name != "HouseRulesTests.cs" && (file.Text.Contains("#region", StringComparison.Ordinal) || Drawer().IsMatch(file.Name)))
            .Select(file => file.Path));

    [Fact]
    public async Task Every_command_has_one_handler_and_is_told_whole()
    {
        await using var app = WarRoomHost.Build([]);

        var commands = app.Services.GetServices<ChatCommand>().ToList();

        // Two handlers for one address stop the start.
        app.Services.GetRequiredService<Router>();
        Assert.NotEmpty(commands);
        Assert.All(commands, command =>
        {
            Assert.StartsWith($"{command.Command} {command.Word}", command.Example, StringComparison.Ordinal);
            Assert.True(char.IsLower(command.Does[0]) && !command.Does.EndsWith('.'), command.Does);
        });
    }

    [GeneratedRegex(@"Features\.(?<feature>\w+)(\.(?<part>\w+))?")]
    private static partial Regex Mention();

    [GeneratedRegex("(Helpers?|Utils?|Utilities|Managers?|Common)\\.cs$")]
    private static partial Regex Drawer();
}
