using Humanizer;

namespace WarRoomBot.Plans.Format;

/// <summary>How a plan says when reports are written and what stands in them.</summary>
internal sealed class ReportFormat
{
    private static readonly TimeSpan DefaultLessonsBefore = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly Shape<IReadOnlyList<Placed<string>>> Names = Shapes.List(Shapes.Line("a name", "write it as it stands where it is defined"));

    private static readonly Shape<Unit> NumberUnit =
        Shapes.Choice([.. Enum.GetValues<Unit>().Where(unit => unit != Unit.UpDown).Select(unit => (unit.ToString().Kebaberize(), unit))]);

    private readonly Key<IReadOnlyList<Placed<WrittenReportMoment>>> _moments;
    private readonly Key<WrittenReport> _content;
    private readonly Key<IReadOnlyList<Named<WrittenFigure>>> _figures;

    internal ReportFormat(Keys keys)
    {
        _figures = keys.Optional("figures", Shapes.Map(Figure()), "numbers that only people know, by names that people type");
        _moments = keys.Optional("reports", Shapes.List(Moment()), "when reports are written; the final one is written at the room's end in any case");
        _content = keys.Optional("report", Content(), "what reports hold beyond what every report holds");
    }

    internal WrittenReports In(Values values) => new()
    {
        Figures = _figures.In(values)?.Value ?? [],
        Moments = _moments.In(values)?.Value ?? [],
        Content = _content.In(values)?.Value,
    };

    internal static IReadOnlyList<Figure> MakeFigures(WrittenReports written) =>
        [.. written.Figures.Select(figure => new Figure(figure.Name.Value, figure.Value!.Value.Title!.Value, figure.Value.Value.Unit?.Value ?? Unit.Count))];

    internal static ReportRules Make(WrittenReports written) => new(
        [.. written.Moments.Select(moment => Make(moment.Value))],
        [.. written.Content?.Targets?.Value.Select(target => Make(target.Value)) ?? []],
        [.. written.Content?.Sections?.Value.Select(section => Make(section.Value)) ?? []],
        written.Content?.LessonsBefore?.Value ?? DefaultLessonsBefore);

    /// <summary>What has to hold between the reports, the room and its metrics.</summary>
    internal static void Check(WrittenPlan plan, Mistakes mistakes)
    {
        foreach (var moment in plan.Reports.Moments.Select(moment => moment.Value))
            CheckTime(moment, plan.Ends, mistakes);
        if (plan.Reports.Content is not { } content)
            return;
        var upDown = plan.Metrics.Where(metric => metric.Value?.Value.Unit?.Value == Unit.UpDown).Select(metric => metric.Name.Value).ToHashSet();
        foreach (var target in content.Targets?.Value.Select(target => target.Value) ?? [])
        {
            if (target.Of is not { } of || target.Measure == ReportMeasure.Figure || plan.Metrics.All(metric => metric.Name.Value != of.Value))
                continue;
            if (target.Measure == ReportMeasure.Uptime && !upDown.Contains(of.Value))
                mistakes.Add(of.At, $"{of.At.Shown} is a number, it has no uptime", "write average:, peak: or lowest: instead");
            else if (target.Measure != ReportMeasure.Uptime && upDown.Contains(of.Value))
                mistakes.Add(of.At, $"{of.At.Shown} is up or down, it has no {target.Measure.ToString().ToLowerInvariant()}", "write uptime: instead");
        }

        if (content.LessonsBefore is { } before && before.Value >= plan.Ends?.Value)
            mistakes.Add(before.At, $"{before.At.Shown} before the end the room has not begun", "write a shorter time");
    }

    private static void CheckTime(WrittenReportMoment moment, Placed<TimeSpan>? room, Mistakes mistakes)
    {
        if (moment is { Kind.Value: ReportKind.Final, Every: { } every })
            mistakes.Add(every.At, "there is only one final report", "write kind: day or kind: week, or take every: away");
        if ((moment.At ?? moment.Every) is not { } first || room is null)
            return;
        if (first.Value > room.Value)
            mistakes.Add(first.At, $"{first.At.Shown} is after the end of the room", $"write {room.At.Shown.Trim('\'')} or earlier, or lengthen duration:");
        else if (moment is { Kind.Value: ReportKind.Final, At: { } at } && at.Value < room.Value)
            mistakes.Add(at.At, "the final report is written at the room's end", $"write at: {room.At.Shown.Trim('\'')}, or kind: day");
    }

    private static Shape<WrittenFigure> Figure() => Shapes.Group<WrittenFigure>(keys =>
    {
        var title = keys.Required("title", Shapes.Text, "what people read, as in Users registered");
        var unit = keys.Optional("unit", NumberUnit, "what it is counted in; a bare number without it");
        return values => new(title.In(values), unit.In(values));
    });

    private static Shape<WrittenReportMoment> Moment() => Shapes.Group<WrittenReportMoment>(keys =>
    {
        var kind = keys.Required("kind", Shapes.Choice<ReportKind>(), "how far back it looks: a day, a week, or over the whole room");
        var at = keys.Optional("at", Shapes.DurationFrom(Minute), "when it is written, counted from the deployment, as in 24h");
        var every = keys.Optional("every", Shapes.DurationFrom(TimeSpan.FromHours(1)), "how often it is written, as in 24h; the first time at at:, or after so long");
        var title = keys.Optional("title", Shapes.Text, "what people read, as in Day 1 summary");
        return values =>
        {
            if (!values.Has(at) && !values.Has(every))
                values.Mistakes.Add(values.At, "this report does not say when it is written", "add at: 24h, for instance, or every: 24h");
            return new(kind.In(values), at.In(values), every.In(values), title.In(values));
        };
    });

    private static Shape<WrittenReport> Content() => Shapes.Group<WrittenReport>(keys =>
    {
        var targets = keys.Optional("targets", Shapes.List(Target()), "what the room is held against; the metrics' own targets without it");
        var sections = keys.Optional("sections", Shapes.List(Section()), "figures that belong together, each under a heading");
        var before = keys.Optional(
            "lessons-before", Shapes.DurationFrom(Minute), $"how long before the end people are asked for lessons; {Durations.Written(DefaultLessonsBefore)} without it");
        return values => new(targets.In(values), sections.In(values), before.In(values));
    });

    private static Shape<WrittenReportTarget> Target() => Shapes.Group<WrittenReportTarget>(keys =>
    {
        (Key<string> Key, ReportMeasure Measure)[] measures =
        [
            (keys.Optional("uptime", Shapes.Text, "how long a metric was up, in percent of the time that was seen"), ReportMeasure.Uptime),
            (keys.Optional("average", Shapes.Text, "the mean of a metric's readings"), ReportMeasure.Average),
            (keys.Optional("peak", Shapes.Text, "the highest of a metric's readings"), ReportMeasure.Peak),
            (keys.Optional("lowest", Shapes.Text, "the lowest of a metric's readings"), ReportMeasure.Lowest),
            (keys.Optional("figure", Shapes.Text, "a number that people tell"), ReportMeasure.Figure),
        ];
        keys.ExactlyOne([.. measures.Select(one => one.Key)]);
        var above = keys.Optional("above", Shapes.Number, "it should be above this");
        var below = keys.Optional("below", Shapes.Number, "it should be below this");
        var title = keys.Optional("title", Shapes.Text, "what people read; what is measured and its name without it");
        return values =>
        {
            if (values.Has(above) == values.Has(below))
                values.Mistakes.Add(values.At, values.Has(above) ? "'above' and 'below' stand here together" : "this target has no limit", "write either above: or below:");
            var (key, measure) = measures.FirstOrDefault(one => values.Has(one.Key));
            Condition? limit = above.In(values) is { } least ? new Condition.Above(least.Value) : below.In(values) is { } most ? new Condition.Below(most.Value) : null;
            return new(measure, key?.In(values), limit, title.In(values));
        };
    });

    private static Shape<WrittenReportSection> Section() => Shapes.Group<WrittenReportSection>(keys =>
    {
        var title = keys.Required("title", Shapes.Text, "its heading, as in Database");
        var metrics = keys.Optional("metrics", Names, "the metrics it shows");
        var figures = keys.Optional("figures", Names, "the figures it shows, by their names under figures:");
        var questions = keys.Optional("questions", Names, "the questions whose answers it shows");
        return values =>
        {
            if (!values.Has(metrics) && !values.Has(figures) && !values.Has(questions))
                values.Mistakes.Add(values.At, "this section shows nothing", "add metrics:, figures: or questions:");
            return new(title.In(values), metrics.In(values), figures.In(values), questions.In(values));
        };
    });

    private static ReportMoment Make(WrittenReportMoment written) =>
        new(written.Kind!.Value, (written.At ?? written.Every)!.Value, written.Every?.Value, written.Title?.Value);

    private static ReportTarget Make(WrittenReportTarget written) => new(written.Measure, written.Of!.Value, written.Limit!, written.Title?.Value);

    private static ReportSection Make(WrittenReportSection written) =>
        new(written.Title!.Value, NamesOf(written.Metrics), NamesOf(written.Figures), NamesOf(written.Questions));

    private static IReadOnlyList<string> NamesOf(Placed<IReadOnlyList<Placed<string>>>? names) => [.. names?.Value.Select(name => name.Value) ?? []];
}
