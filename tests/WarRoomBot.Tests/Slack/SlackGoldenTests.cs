using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Slack;

namespace WarRoomBot.Tests.Slack;

/// <summary>Cards as they go to Slack, each approved by eye.</summary>
public sealed class SlackGoldenTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 14, 12, 5, TimeSpan.Zero);
    private static readonly Person Ana = new("U0ANA", "ana");
    private static readonly Person Bo = new("U0BO", "bo");
    private static readonly Person Local = new("chi", "chi");

    [Fact]
    public void Board() => Check("slack-board", new(
        Mark.Good,
        "Beta war room · v1.0.0-beta",
        [
            new Line(RichText.Of($"T+3h12 of 48h · {Span.Strong("Active monitoring")} · next check {Span.Time(At.AddMinutes(18))}")),
            new Line(RichText.Of($"On call: {Ana} (until {Span.Date(At.AddHours(4))}) · lead {Bo} · QA {Local}")),
            new Rows(
            [
                new(Mark.Done, "Error rate", "0.04 %", "▁▁▂▁▁▃▁", "target < 0.1 %"),
                new(Mark.Watch, "DB connections", "61", "▂▃▅▆▇▇▇", "warning, > 50 for 9 min"),
                new(Mark.Unknown, "Sentry", "no data", null, RichText.Of($"since {Span.Time(At.AddMinutes(-4))}")),
            ]),
            new Divider(),
            new Line(RichText.Of($"Open: 🟠 Alert #7 DB connections (acknowledged by {Ana})")),
            new Buttons(
            [
                new("Status now", "room.status", "7") { Style = ButtonStyle.Primary },
                new("Log a note", "room.note", "7"),
                new("Board ↗", "", "") { Address = "https://bot.example.com/rooms/7?from=slack&view=board" },
            ]),
            new Context(RichText.Of($"Updated {new Moment(At, MomentStyle.TimeWithSeconds)} · checks answered 11/12 · 1 missed")),
        ]));

    [Fact]
    public void Question() => Check("slack-check", new(
        Mark.Waiting,
        "T+10m · Critical monitoring",
        [
            new Rows([new(Mark.Done, "p95", "312 ms", "▂▂▃", "target < 500 ms")]),
            new Prompt(
                RichText.Of($"First real user login?  {Ana}"),
                [
                    new("OK", "check.answer", "12/login/ok") { Style = ButtonStyle.Primary, Label = "OK: first real user login" },
                    new("Watch", "check.answer", "12/login/watch") { Label = "Watch: first real user login" },
                    new("Problem", "check.answer", "12/login/problem") { Style = ButtonStyle.Danger, Label = "Problem: first real user login" },
                ]),
            new Prompt(RichText.Of($"Any new Sentry issue?  ✅ OK · {Bo} {Span.Time(At)}"), []),
        ]));

    [Fact]
    public void ForeignWords() => Check("slack-foreign-words", new(
        Mark.Bad,
        "P1 <!channel> & *disk* full",
        [
            new Line(RichText.Of(
                $"{"<!here> see <https://evil.example|the dashboard> *now* & `rm -rf`"} from {new Code("/api/metrics?a=1&b=<2>")}")),
            new Line(RichText.Of(
                $"{new Link("High error rate ↗", "https://bot.example.com/playbooks/high?x=1&y=2")} {new Link("trap", "javascript:alert(1)")}")),
            new Buttons(
            [
                new("Roll back", "incident.rollback", "12")
                {
                    Style = ButtonStyle.Danger,
                    Confirm = "This rolls back production & cannot be undone.",
                },
            ]),
        ]));

    [Fact]
    public void TooMuch() => Check("slack-too-much", new(
        Mark.Bad,
        string.Concat(Enumerable.Repeat("A title that goes on ", 10)),
        [
            new Rows([.. Enumerable.Range(1, 200).Select(
                number => new Row(Mark.Good, $"Metric {number}", $"{number} ms", "▁▂▃▄▅▆▇█", "target < 500 ms at the ninety-fifth percentile"))]),
            new Buttons([.. Enumerable.Range(1, 3).Select(number => new Button($"Button {number}", "x", $"{number}"))]),
        ]));

    [Fact]
    public void IncidentForm() => Golden.Json("slack-form", JsonBytes.Object(json => SlackFormRenderer.WriteTo(
        json,
        new(
            "incident.open",
            "Open an incident now, please",
            "Open",
            "7",
            [
                new ChoiceField("severity", "Severity", [new("P0", "P0 Critical"), new("P1", "P1 High")]) { Initial = "P1" },
                new TextField("title", "What is wrong?") { Longest = 150 },
                new TextField("impact", "Impact") { Optional = true, Multiline = true, Hint = "Who notices, and how", Initial = "not known yet" },
            ]),
        new(new("slack", "T0FAKE", "C0BETA"), "7"))).Span);

    private static void Check(string name, Card card) =>
        Golden.Json(name, JsonBytes.Object(json => SlackRenderer.Render(card).WritePostTo(json, "0198f3a2")).Span);
}
