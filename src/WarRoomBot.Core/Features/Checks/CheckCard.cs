using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Checks;

/// <summary>A check as people see it: state first, figures beside their targets, then what is asked. Pure.</summary>
internal static class CheckCard
{
    internal const string AnswerAction = "check.answer";
    internal const string NoteAction = "check.note";

    internal static string Key(WarRoom room, int number) => room.Key($"check/{number}");

    internal static Card Of(Check check, WarRoom room, Plan plan)
    {
        var (mark, state) = State(check);
        var elements = new List<Element> { new Line(RichText.Of($"{Span.Strong(state)}{(check.Day is null ? $" · {check.Phase}" : "")}{room.RehearsalNote}")) };
        if (check.IsLate)
            elements.Add(new Line(Late(check)));
        elements.AddRange(Figures(check, plan));
        elements.AddRange(check.Questions.Select(question => Question(check, question, room, plan)));
        if (!check.IsMissed && check.Questions.Any(question => question.Answer is not null))
            elements.Add(new Buttons([new("Add note", NoteAction, $"{CheckPlace.Of(room, check, null)}")]));
        if (!check.Closed && check.Unanswered.Any())
            elements.Add(new Context(WhatHappensNext(check, room, plan)));
        return new(mark, check.Label, elements);
    }

    private static (Mark Mark, string State) State(Check check)
    {
        var problems = check.Questions.Count(question => question.Answer?.Verdict == Verdict.Problem)
            + (check.Figures?.Count(figure => figure.Level == Level.Critical) ?? 0);
        var watches = check.Questions.Count(question => question.Answer?.Verdict == Verdict.Watch || check.Contradicts(question) is not null)
            + (check.Figures?.Count(figure => figure.Level == Level.Warning) ?? 0);
        var unknown = check.Figures?.Count(figure => figure.Level == Level.Unknown) ?? 0;
        var missed = check.Closed ? check.Unanswered.Count() : 0;
        var found = string.Join(", ", new[]
        {
            problems > 0 ? "problem".ToQuantity(problems) : "",
            watches > 0 ? $"{watches} to watch" : "",
            missed > 0 ? $"{missed} missed" : "",
            unknown > 0 ? $"{unknown} unknown" : "",
        }.Where(part => part.Length > 0));
        var open = !check.Closed && !check.IsAnswered ? $"{check.Questions.Count - check.Unanswered.Count()} of {check.Questions.Count} answered"
            : check.Figures is null && check.Metrics.Count > 0 ? "measuring" : "";
        var mark = problems > 0 ? Mark.Bad
            : watches > 0 ? Mark.Watch
            : open.Length > 0 ? Mark.Waiting
            : missed + unknown > 0 ? Mark.Unknown
            : Mark.Done;
        var state = string.Join(" · ", new[] { found, open }.Where(part => part.Length > 0));
        return (mark, state.Length > 0 ? state : "all well");
    }

    private static RichText Late(Check check)
    {
        var late = RichText.Of($"Posted {Durations.Words(check.PostedAt - check.DueAt)} late: it was due at {Span.Time(check.DueAt)}.");
        return check.StandsFor.Count == 0 ? late
            : check.Day is not null ? late + $" It stands for the {"time".ToQuantity(check.StandsFor.Count)} it came round since then too."
            : late + $" It stands for {check.StandsFor.Select(Durations.Offset).Humanize("and")} too.";
    }

    private static IEnumerable<Element> Figures(Check check, Plan plan)
    {
        if (check.Metrics.Count == 0)
            yield break;
        if (check.Figures is null)
        {
            yield return new Line($"Measuring {check.Metrics.Select(name => plan.Metric(name)!.Title).Humanize("and")}…");
            yield break;
        }

        yield return new Rows([.. check.Figures.Select(figure => Figure(figure, plan.Metric(figure.Metric)!))]);
        yield return new Context(RichText.Of($"Measured {new Moment(check.MeasuredAt!.Value, MomentStyle.TimeWithSeconds)}"));
    }

    private static Row Figure(Measured figure, Metric metric)
    {
        var limits = new[]
        {
            metric.Target is { } target && metric.Unit != Unit.UpDown ? ValueWords.Target(target, metric.Unit) : "",
            figure.Level is Level.Warning or Level.Critical && metric.Warning is { } warning ? $"warning {ValueWords.Of(warning.Condition, metric.Unit)}" : "",
            figure.Level is Level.Critical && metric.Critical is { } critical ? $"critical {ValueWords.Of(critical.Condition, metric.Unit)}" : "",
        };
        var note = string.Join(", ", limits.Where(limit => limit.Length > 0));
        return new(
            ValueWords.MarkOf(metric, figure.Level, Mark.Done), metric.Title, figure.Value, null, note.Length > 0 ? $"({note})" : RichText.Empty);
    }

    private static Prompt Question(Check check, Asked question, WarRoom room, Plan plan)
    {
        if (question.Answer is { } answer)
            return new(Answered(check, question, answer), []);
        if (check.Closed)
            return new(RichText.Of($"{PlainText.Symbol(Mark.Unknown)} {question.Text} missed, nobody answered"), []);
        var owner = question.Owner is { } role ? RichText.Of($"  {room.Names(plan.Role(role)!)}") : RichText.Empty;
        return new(RichText.Of($"{Span.Strong(question.Text)}{owner}"), ButtonsOf(check, question, room));
    }

    internal static IReadOnlyList<Button> ButtonsOf(Check check, Asked question, WarRoom room)
    {
        var at = CheckPlace.Of(room, check, question.Name);
        return
        [
            AnswerButton(at, question, Verdict.Ok, "OK"),
            AnswerButton(at, question, Verdict.Watch, "Watch"),
            AnswerButton(at, question, Verdict.Problem, "Problem"),
            new("Note", NoteAction, $"{at}") { Label = Texts.Cut($"Note: {question.Text}", 75) },
        ];
    }

    private static RichText Answered(Check check, Asked question, Answer answer)
    {
        var (mark, word) = answer.Verdict switch
        {
            Verdict.Ok => (Mark.Done, "OK"),
            Verdict.Watch => (Mark.Watch, "Watch"),
            _ => (Mark.Bad, "Problem"),
        };
        var line = RichText.Of($"{PlainText.Symbol(mark)} {question.Text} {Span.Strong(word)} · {answer.By} {Span.Time(answer.At)}");
        if (answer.Note is not null)
            line += RichText.Of($"\n“{answer.Note}”");
        if (check.Contradicts(question) is { } measured)
            line += RichText.Of($"\n{PlainText.Symbol(Mark.Watch)} {answer.By} says OK, the measurement says {measured.Value} ({measured.Level.ToString().ToLowerInvariant()})");
        return line;
    }

    private static Button AnswerButton(CheckPlace at, Asked question, Verdict verdict, string text) =>
        new(text, AnswerAction, $"{at} {verdict}") { Label = Texts.Cut($"{text}: {question.Text}", 75) };

    private static RichText WhatHappensNext(Check check, WarRoom room, Plan plan)
    {
        var missedAt = Span.Time(CheckDeadlines.MissedAt(check, room, plan));
        return CheckDeadlines.NextReminder(check, room, plan) is { } reminder
            ? RichText.Of($"Unanswered questions are asked again at {Span.Time(reminder)}, then count as missed at {missedAt}")
            : RichText.Of($"Unanswered questions count as missed at {missedAt}");
    }
}
