namespace WarRoomBot.Plans.Format;

/// <summary>How a plan writes a tree of questions: as it is drawn, one within the other.</summary>
internal static class DecisionFormat
{
    /// <summary>Who needs more questions than this to decide has decided otherwise.</summary>
    private const int Deepest = 6;

    private const int MostAnswers = 5;

    /// <summary>What fits on a button.</summary>
    private const int LongestAnswer = 30;

    internal static Shape<WrittenDecision> Decision() => Shapes.Group<WrittenDecision>(keys =>
    {
        var title = keys.Required("title", Shapes.Text, "what people read, as in Rollback");
        var ask = keys.Required("ask", Shapes.Text, "the first question, with its question mark");
        var answers = keys.Required("answers", Answers(Deepest - 1), "what may be answered, each with what follows from it");
        return values => new(title.In(values), new(ask.In(values), Checked(answers.In(values), values), null, null));
    });

    internal static Decision Make(string name, WrittenDecision written) => new(name, written.Title!.Value, Make(written.Begin));

    private static DecisionPoint Make(WrittenPoint written) => written.Recommend is { } recommend
        ? new DecisionPoint.Recommendation(recommend.Value, written.Because?.Value)
        : new DecisionPoint.Question(written.Ask!.Value, [.. written.Answers.Select(answer => new DecisionAnswer(answer.Name.Value, Make(answer.Value!.Value)))]);

    private static Shape<IReadOnlyList<Named<WrittenPoint>>> Answers(int deeper) => Shapes.Entries(Point(deeper));

    private static Shape<WrittenPoint> Point(int deeper) => Shapes.Group<WrittenPoint>(keys =>
    {
        var recommend = keys.Optional("recommend", Shapes.Text, "what is recommended when the answers lead here, as in Roll back");
        var because = keys.Optional("because", Shapes.Text, "why, continuing the sentence, as in the service is down and a fix takes too long; nothing is said without it");
        if (deeper == 0)
        {
            keys.ExactlyOne(recommend);
            return values => new(null, [], recommend.In(values), because.In(values));
        }

        var ask = keys.Optional("ask", Shapes.Text, "the next question, with its question mark");
        var answers = keys.Optional("answers", Answers(deeper - 1), "what may be answered, each with what follows from it");
        keys.ExactlyOne(recommend, ask);
        return values =>
        {
            if (values.Has(ask) && !values.Has(answers))
                values.Mistakes.Add(values.At, "'answers' is missing", "add it: what may be answered, each with what follows from it");
            else if (values.Has(answers) && !values.Has(ask))
                values.Mistakes.Add(values.At, "these answers have no question", "add ask: in front of them");
            return new(ask.In(values), Checked(answers.In(values), values), recommend.In(values), because.In(values));
        };
    });

    private static IReadOnlyList<Named<WrittenPoint>> Checked(Placed<IReadOnlyList<Named<WrittenPoint>>>? answers, Values values)
    {
        if (answers is null)
            return [];
        if (answers.Value.Count is < 2 or > MostAnswers)
            values.Mistakes.Add(answers.At, $"this question has {answers.Value.Count} answers", $"write 2 to {MostAnswers}");
        foreach (var name in answers.Value.Select(answer => answer.Name).Where(name => name.Value.Length is 0 or > LongestAnswer))
            values.Mistakes.Add(name.At, $"{name.At.Shown} does not fit on a button", $"write an answer of at most {LongestAnswer} letters");
        return answers.Value;
    }
}

internal sealed record WrittenDecision(Placed<string>? Title, WrittenPoint Begin);

/// <param name="Answers">Empty where something is recommended.</param>
internal sealed record WrittenPoint(Placed<string>? Ask, IReadOnlyList<Named<WrittenPoint>> Answers, Placed<string>? Recommend, Placed<string>? Because);
