using WarRoomBot.Cards;
using WarRoomBot.Chat;

namespace WarRoomBot.TestKit.Chat;

/// <summary>Cards as a room in the middle of its first afternoon shows them: every element and every span is on one of them.</summary>
public static class SampleCards
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 3, 11, 0, 0, TimeSpan.Zero);
    private static readonly Person Ana = new("ana", "ana");
    private static readonly Person Bo = new("bo", "bo");
    private static readonly Person Chi = new("chi", "chi");

    public static Card Board { get; } = new(
        Mark.Watch,
        "Beta war room · v1.0.0-beta · 1 warning",
        [
            new Line(RichText.Of($"{Span.Strong("T+3h12")} of 48h · Active monitoring · next check {Span.Time(T0.AddHours(3.5))} (in 18 min) · ends {Span.Date(T0.AddHours(48))}")),
            new Line(RichText.Of($"On-call engineer {Ana} · Lead developer {Bo} · QA {Chi}")),
            new Rows(
            [
                new(Mark.Watch, "DB connections", "61", "▂▃▅▆▇▇▇█", "warning, above 50 for 9 min"),
                new(Mark.Good, "Error rate", "0.04 %", "▁▁▂▁▁▃▁▁", "target < 0.1 %"),
                new(Mark.Good, "p95 latency", "312 ms", "▂▂▃▂▂▂▂▃", "target < 500 ms"),
                new(Mark.Good, "API health", "up", null, "100 % over 3h12"),
                new(Mark.Unknown, "New Sentry issues", "no data", "▁▁▁▂····", "nothing for 4 min: HTTP 503"),
            ]),
            new Line("3 more normal"),
            new Buttons([new("Status now", "board.status", "")]),
            new Context(RichText.Of($"Updated {new Moment(T0.AddHours(3).AddMinutes(12).AddSeconds(5), MomentStyle.TimeWithSeconds)} · checks answered 11/12 · 1 missed")),
        ]);

    public static Card Check { get; } = new(
        Mark.Waiting,
        "T+10m",
        [
            new Line(RichText.Of($"{Span.Strong("1 to watch · 1 of 3 answered")} · Critical monitoring")),
            new Rows(
            [
                new(Mark.Done, "Error rate", "0.04 %", null, "(target < 0.1 %)"),
                new(Mark.Done, "p95 latency", "312 ms", null, "(target < 500 ms)"),
                new(Mark.Watch, "DB connections", "61", null, "(target < 50, warning above 50)"),
            ]),
            new Context(RichText.Of($"Measured {new Moment(T0.AddMinutes(10).AddSeconds(2), MomentStyle.TimeWithSeconds)}")),
            Question("First real user login?"),
            Question("Do the payment webhooks still arrive within a minute?"),
            new Prompt(RichText.Of($"✅ Any new Sentry issue? {Span.Strong("OK")} · {Ana} {Span.Time(T0.AddMinutes(11))}"), []),
            new Buttons([new("Add note", "check.note", "1")]),
            new Context(RichText.Of($"Unanswered questions are asked again at {Span.Time(T0.AddMinutes(20))}, then count as missed at {Span.Time(T0.AddMinutes(40))}")),
        ]);

    public static Card Alert { get; } = new(
        Mark.Bad,
        "P1 High · Error rate 7.2 % for 5 min",
        [
            new Line(RichText.Of($"{Span.Strong("Not acknowledged")} · crossed 5 % at {Span.Time(T0.AddMinutes(185))} · now 7.2 %, read from {new Code("/api/metrics/errors")}")),
            new Rows([new(Mark.Bad, "Error rate", "7.2 %", "▁▁▁▂▂▅▇█", "critical, above 5 % for 5 min")]),
            new Line(RichText.Of($"Acknowledge within 15 min: 9 min left, then {Bo} at {Span.Time(T0.AddMinutes(200))}")),
            new Line(RichText.Of($"Identify the failing endpoint; is a provider down?  {new Link("Playbook: high error rate", "https://example.com/playbooks/high-error-rate")}")),
            new Buttons(
            [
                new("Acknowledge", "alert.acknowledge", "7") { Style = ButtonStyle.Primary },
                new("Open incident", "alert.incident", "7"),
                new("Escalate", "alert.escalate", "7") { Confirm = "bo is called at once, before their time. Go on?" },
                new("Mute 1h", "alert.mute", "7"),
                new("Resolve", "alert.resolve", "7") { Style = ButtonStyle.Danger, Confirm = "The alert is closed although the error rate is still above 5 %." },
            ]),
        ]);

    public static Card Resolved { get; } = new(
        Mark.Done,
        "Error rate back to 0.3 %",
        [new Line(RichText.Of($"Resolved {Span.Time(T0.AddMinutes(211))} · lasted 26 min · peak 9.1 % at {Span.Time(T0.AddMinutes(192))}"))]);

    public static Card Gate { get; } = new(
        Mark.Rehearsal,
        "Go-live decision · T+48h · rehearsal ×120",
        [
            new Line(RichText.Of($"{Span.Strong("1 of 3 signed")} · open until {Span.Date(T0.AddHours(49))}")),
            new Rows(
            [
                new(Mark.Done, "Error rate below 1 % for 12 h", "max 0.6 %", "▁▂▁▁▃▂▁▁", "samples 99.4 %"),
                new(Mark.Bad, "No P0 in the last 8 h", "1", null, "#14 API down, 12 min"),
                new(Mark.Held, "Metrics stable", "yes", null, "memory, CPU and disk within normal"),
                new(Mark.Unknown, "User feedback mostly positive", "?", null, RichText.Of($"not answered · {Chi}")),
            ]),
            new Divider(),
            new Line(RichText.Of($"CTO {new Person("dee", "dee")} missing · Lead developer {Bo} signed {Span.Strong("Proceed")} {Span.Time(T0.AddMinutes(182))}")),
            new Buttons(
            [
                new("Proceed to full release", "gate.sign", "proceed") { Style = ButtonStyle.Primary },
                new("Extended beta", "gate.sign", "extend"),
                new("Rollback", "gate.sign", "rollback") { Style = ButtonStyle.Danger, Confirm = "You sign for going back to v0.9.4." },
                new("Evidence", "", "") { Address = "https://example.com/evidence" },
            ]),
            new Context("The most cautious signed option decides."),
        ]);

    /// <summary>What people and other systems might write to break out of a page.</summary>
    public static Card Nasty { get; } = new(
        Mark.Off,
        "<script>alert('title')</script> & \"quotes\" </h3>",
        [
            new Line(RichText.Of($"<img src=x onerror=alert(1)> {Span.Strong("<b>bold</b>")} {new Code("</code><script>alert(2)</script>")} {new Person("x", "<i>x</i>")}")),
            new Line(RichText.Of($"{new Link("<u>go</u>", "javascript:alert(3)")} {new Link("data", "data:text/html,<script>alert(4)</script>")} {new Link("fine", "https://example.com/?a=1&b=\"><script>")}")),
            new Rows([new(Mark.Bad, "<td>label", "</dd><script>", "▁█\" onload=\"alert(5)", "<svg onload=alert(6)>")]),
            new Prompt("'\"><script>alert(7)</script>", [new("<b>press</b>", "a\"><script>", "v'\"><script>alert(8)</script>") { Label = "\" onfocus=\"alert(9)" }]),
            new Buttons([new("Away", "", "") { Address = "javascript:alert(10)" }, new("Home", "", "") { Address = "https://example.com/\"onclick=\"alert(11)" }]),
            new Context("<!-- comment --> ]]> &lt;already&gt;"),
        ]);

    private static Prompt Question(string text) => new(
        RichText.Of($"{Span.Strong(text)}  {Chi}"),
        [
            new("OK", "check.answer", $"1 {text} Ok") { Label = $"OK: {text}" },
            new("Watch", "check.answer", $"1 {text} Watch") { Label = $"Watch: {text}" },
            new("Problem", "check.answer", $"1 {text} Problem") { Label = $"Problem: {text}" },
            new("Note", "check.note", $"1 {text}") { Label = $"Note: {text}" },
        ]);
}
