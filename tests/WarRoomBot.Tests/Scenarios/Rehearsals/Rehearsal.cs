using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WarRoomBot.Plans;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;

namespace WarRoomBot.Tests.Scenarios.Rehearsals;

/// <summary>
/// A shipped plan over its whole length against a target that follows a script. One person holds each role, by the role's name; nobody answers.
/// </summary>
internal sealed partial class Rehearsal : IAsyncDisposable
{
    /// <summary>Slack takes one message a second in a channel: at this pace what waits for that stands there within five minutes.</summary>
    private const int Pace = 20;

    private readonly RoomStory _story;
    private readonly string _plan;
    private DateTimeOffset _start;

    private Rehearsal(RoomStory story, string plan) => (_story, _plan) = (story, plan);

    public FakeChannel Channel => _story.Channel;

    public string Board => _story.Board.Text;

    /// <param name="plan">Its name.</param>
    /// <param name="every">How often its metrics are read.</param>
    /// <param name="settings">The names it may read, at the target: <c>{target}</c> is its address.</param>
    public static async Task<Rehearsal> OfAsync(string plan, string every, params (string Name, string Value)[] settings)
    {
        var story = await RoomStory.BeginAsync(starts: false);
        foreach (var (name, value) in settings)
            story.Settings[name] = value.Replace("{target}", story.Target.Address, StringComparison.Ordinal);
        story.Plans.MeasureEvery(every, plan);
        // Requests one after the other wait on the clock in between.
        story.Plans.Change(plan, text => Samples().Replace(text, "samples: 1").Replace("sentry: \"${SENTRY_ORG}\"", "sentry: \"${SENTRY_ORG}\", at: \"${TARGET}\"", StringComparison.Ordinal));
        await story.BotStartsAsync();
        return new(story, plan);
    }

    /// <summary>What the target answers at a path from now on; null for 503.</summary>
    public void Answers(string path, Func<object?> answer) => _story.Target.Others[path] = _ => answer();

    public void Answers(string path, Func<Microsoft.AspNetCore.Http.HttpRequest, object?> answer) => _story.Target.Others[path] = answer;

    public async Task StartsAsync(params IReadOnlyList<string> roles)
    {
        _start = _story.Clock.GetUtcNow();
        await _story.TypesAsync("opener", $"/warroom start {_plan} v2 pace={Pace}");
        foreach (var role in roles)
            await _story.TypesAsync("opener", $"/warroom role {role} @{role}");
    }

    /// <summary>Lets the room's time pass.</summary>
    /// <param name="offset">As on a card: <c>T+3h05</c>, counted from T0.</param>
    public Task UntilAsync(string offset) => _story.Bot.AdvanceToAsync(_start + (TimeOf(offset) / Pace));

    public Task TypesAsync(string person, string line) => _story.TypesAsync(person, line);

    /// <summary>Somebody answers a question of the check that is due now.</summary>
    /// <param name="question">Words of it.</param>
    public Task AnswersAsync(string person, string check, string answer, string question) => _story.PressesAsync(person, _story.Check(check), answer, question);

    /// <summary>Somebody signs at the gate of this title and says why.</summary>
    public async Task SignsAsync(string person, string gate, string option, string why)
    {
        await _story.PressesAsync(person, GateCard(gate), option);
        await _story.SubmitsAsync(person, ("Why", why));
    }

    /// <summary>Somebody signs at the gate of this title, where there is nothing to explain.</summary>
    public Task SignsAsync(string person, string gate, string option) => _story.PressesAsync(person, GateCard(gate), option);

    /// <summary>Somebody says yes to what a gate asks.</summary>
    /// <param name="question">Words of it.</param>
    public Task SaysYesAsync(string person, string gate, string question) => _story.PressesAsync(person, GateCard(gate), "Yes", question);

    /// <summary>Somebody presses a button of the newest message with these words in its first line, and fills in the form that opens.</summary>
    public async Task PressesAsync(string person, string message, string button, params (string Field, string Value)[] values)
    {
        await _story.PressesAsync(person, Channel.Messages.Last(one => one.Buttons.Contains(button) && FirstLine(one).Contains(message, StringComparison.Ordinal)), button);
        if (values.Length > 0)
            await _story.SubmitsAsync(person, values);
    }

    /// <summary>The report as programs read it, in lines that can be compared with a table.</summary>
    /// <param name="to">Until when; its minutes are the room's.</param>
    /// <param name="metric">Whose peak is told.</param>
    /// <param name="from">Since when.</param>
    public async Task<IReadOnlyList<string>> ReportAsync(string to, string metric, string from = "0m")
    {
        var report = JsonNode.Parse((await _story.GetsAsync($"/rooms/1/report.json?from={from}&to={to}")).Body)!;
        var deployed = (DateTimeOffset)report["room"]!["deployedAt"]!;
        var (checks, incidents, alerts) = (report["checks"]!, report["incidents"]!, report["alerts"]!);
        var peak = All("metrics").Single(one => (string?)one["name"] == metric)["peak"];
        return
        [
            .. from target in All("targets") select $"{target["title"]} {target["target"]}: {target["actual"]} {target["verdict"]}",
            .. from uptime in All("uptime")
               from outage in List(uptime, "outages")
               select $"{uptime["title"]} down at {Minute(outage["from"]!)} for {Took(outage["lasted"])}",
            peak is null ? $"Peak of {metric}: not read" : $"Peak of {metric} {peak["value"]} at {Minute(peak["at"]!)}",
            $"Checks posted {checks["posted"]} of {checks["due"]}, questions answered {checks["answered"]}, missed {checks["missed"]} of {checks["questions"]}",
            $"Alerts {Counts(alerts)}; MTTA {Took(alerts["meanTimeToAcknowledge"])}",
            $"Incidents {Counts(incidents)}; MTTD {Took(incidents["meanTimeToDetect"])}, MTTA {Took(incidents["meanTimeToAcknowledge"])}, MTTR {Took(incidents["meanTimeToResolve"])}",
            .. from incident in List(incidents, "list") select $"{incident["severity"]} {incident["title"]}: {incident["status"]}",
            .. from section in All("sections") select $"{section["title"]}: {string.Join("; ", Section(section))}",
            .. from said in All("feedback") select $"Feedback {said["kind"]}: {said["text"]}",
            .. from lesson in All("lessons") select $"{((bool)lesson["wentWell"]! ? "Went well" : "To improve")}: {lesson["text"]}",
            .. from action in All("actionItems") select $"To do: {action["text"]} ({action["owner"]}, {action["due"]})",
            .. from decision in All("decisions")
               from line in List(decision, "signatures").Select(vote => $"  {vote["role"]} {vote["by"]}: {vote["option"]}{(vote["reason"] is { } why ? $", {why}" : "")}")
                   .Prepend($"{decision["title"]}: {decision["decision"]}")
                   .Concat(List(decision, "conditions").Select(condition => $"  if: {condition["text"]}"))
               select line,
            $"Record {((bool)report["record"]!["isIntact"]! ? "intact" : "altered")}",
        ];

        IEnumerable<JsonNode> All(string name) => List(report, name);

        IEnumerable<string> Section(JsonNode section) =>
        [
            .. from figure in List(section, "figures") select $"{figure["title"]} {figure["value"]?.ToString() ?? "not told"}",
            .. from name in section["metrics"]!.AsArray()
               let read = All("metrics").FirstOrDefault(one => (string?)one["name"] == (string?)name)
               where read is not null
               select $"{read["title"]} {read["average"]?.ToString() ?? "not read"}, peak {read["peak"]?["value"]?.ToString() ?? "not read"}",
            .. from answer in List(section, "answers") select $"{answer["text"]} {answer["answer"]?.ToString() ?? "nobody answered"}",
        ];

        string Minute(JsonNode at) => Durations.Offset(TimeSpan.FromMinutes(Math.Floor((((DateTimeOffset)at) - deployed).TotalMinutes * Pace)));
    }

    /// <summary>The report as people read it, line by line, with a … for each moment: those are real ones, and the room's run faster.</summary>
    public async Task<IReadOnlyList<string>> MarkdownAsync(string to, string from = "0m") =>
        Lines((await _story.GetsAsync($"/rooms/1/report.md?from={from}&to={to}")).Body);

    /// <summary>The reports that were posted: when, their titles, and their files as <see cref="MarkdownAsync"/> has them.</summary>
    public IReadOnlyList<(string At, string Title, IReadOnlyList<string> Lines)> Reports =>
    [
        .. from message in Channel.Messages
           from file in message.Files
           select (At(message), file.Title, Lines(file.Text)),
    ];

    /// <summary>Everything that is handed over, as its card reads first.</summary>
    public IReadOnlyList<string> Handovers =>
        [.. Channel.Messages.Where(message => FirstLine(message).Contains("Hand-over · ", StringComparison.Ordinal)).Select(message => $"{At(message)} {FirstLine(message)}")];

    /// <summary>Each line of the table stands in the report, in this order.</summary>
    public static void StandsInOrder(string table, IReadOnlyList<string> report)
    {
        var from = 0;
        foreach (var line in table.ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0))
        {
            var found = report.Skip(from).ToList().FindIndex(one => one.Contains(line, StringComparison.Ordinal));
            Assert.True(found >= 0, $"\"{line}\" does not stand where it should in:\n{string.Join('\n', report.Skip(from))}");
            from += found + 1;
        }
    }

    /// <summary>Every check that was posted, by its title, in the order of time.</summary>
    public IReadOnlyList<FakeMessage> Checks => [.. Channel.Messages.Where(message => CheckTitle().IsMatch(message.Text))];

    /// <summary>Each check of the table at its time with the words it has to show, and no other.</summary>
    /// <param name="rows">Offset and words.</param>
    public void PostedExactly(IEnumerable<(string At, IEnumerable<string> Words)> rows)
    {
        var expected = rows.GroupBy(row => row.At).Select(row => (At: row.Key, Words: row.SelectMany(one => one.Words).ToList())).ToList();
        Assert.Equal(expected.Select(row => row.At), Checks.Select(check => CheckTitle().Match(check.Text).Value));
        Assert.All(expected.Zip(Checks), pair =>
        {
            Assert.Equal(pair.First.At, Durations.Offset(At(pair.Second.PostedAt)));
            Assert.All(pair.First.Words, word => Assert.Contains(word, pair.Second.Text, StringComparison.Ordinal));
        });
    }

    /// <summary>Every routine's check that was posted, in the order of time.</summary>
    public IReadOnlyList<(string At, string Title, string Text)> Routines =>
    [
        .. from message in Channel.Messages
           let title = FirstLine(message)[(FirstLine(message).IndexOf(' ', StringComparison.Ordinal) + 1)..]
           where RoutineTitle().IsMatch(title)
           select (At(message), title, message.Text),
    ];

    /// <summary>The open gate of this title, with when it opened.</summary>
    public (string At, string Text) Gate(string title)
    {
        var gate = GateCard(title);
        return (At(gate), gate.Text);
    }

    /// <summary>Each alert as its card reads first, with everything said in its thread, each with its time.</summary>
    public IEnumerable<string> Alerts =>
        from alert in Channel.Messages
        where AlertTitle().IsMatch(alert.Text)
        from line in alert.Replies.Select(reply => $"  {At(reply)} {FirstLine(reply)}").Prepend($"{At(alert)} {FirstLine(alert)}")
        select line;

    public async ValueTask DisposeAsync() => await _story.DisposeAsync();

    private static IEnumerable<JsonNode> List(JsonNode of, string name) => of[name]!.AsArray().Select(one => one!);

    private static string Counts(JsonNode of) => string.Join(", ", List(of, "bySeverity").Select(one => $"{one["severity"]} {one["count"]}"));

    private static string Took(JsonNode? time) => time is null ? "–" : Durations.Words(TimeSpan.Parse((string)time!, CultureInfo.InvariantCulture));

    private static IReadOnlyList<string> Lines(string markdown) => [.. Moments().Replace(markdown, "…").Split('\n').Where(line => line.Length > 0)];

    private FakeMessage GateCard(string title) => Channel.Messages.Single(message => FirstLine(message).StartsWith($"🚦 {title} · ", StringComparison.Ordinal));

    private string At(FakeMessage message) => Durations.Offset(At(message.PostedAt));

    /// <summary>On the room's clock, to five minutes: what waits for its second in the channel is not late.</summary>
    private TimeSpan At(DateTimeOffset at) => TimeSpan.FromMinutes(5 * Math.Floor(((at - _start) * Pace).TotalMinutes / 5));

    private static string FirstLine(FakeMessage message) => message.Text.Split('\n')[0].Replace($" · 🎭 Rehearsal ×{Pace}", "", StringComparison.Ordinal);

    private static TimeSpan TimeOf(string offset)
    {
        var parts = OffsetForm().Match(offset);
        return TimeSpan.FromHours(Number(parts.Groups["hours"])) + TimeSpan.FromMinutes(Number(parts.Groups["minutes"]));

        static int Number(Group group) => group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"(?<=^\S+ )T\+\w+")]
    private static partial Regex CheckTitle();

    [GeneratedRegex(@"\d+ \w{3} (2026 )?\d\d:\d\d UTC")]
    private static partial Regex Moments();

    [GeneratedRegex(@" of \d+ \w+ 2026$")]
    private static partial Regex RoutineTitle();

    [GeneratedRegex(@"^\S+ P[0-3] \w+ · ")]
    private static partial Regex AlertTitle();

    [GeneratedRegex(@"^T\+(?:(?<hours>\d+)h)?(?:(?<minutes>\d+)m?)?$")]
    private static partial Regex OffsetForm();

    [GeneratedRegex(@"samples: \d+")]
    private static partial Regex Samples();
}
