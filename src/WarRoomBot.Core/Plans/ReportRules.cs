namespace WarRoomBot.Plans;

/// <summary>When reports are written, and what they hold beyond what every report holds.</summary>
/// <param name="Moments">In the order of the file. The final report is written at the room's end whether it stands here or not.</param>
/// <param name="Targets">What the room is held against, in the order of the file.</param>
/// <param name="Sections">Figures that belong together, in the order of the file.</param>
/// <param name="LessonsBefore">How long before the room's end people are asked what is to be learned from it.</param>
public sealed record ReportRules(
    IReadOnlyList<ReportMoment> Moments, IReadOnlyList<ReportTarget> Targets, IReadOnlyList<ReportSection> Sections, TimeSpan LessonsBefore);

/// <param name="At">Offset from T0 of the first one.</param>
/// <param name="Every">Then again this much later, until the room ends; null for once.</param>
/// <param name="Title">What people read; null for the usual one.</param>
public sealed record ReportMoment(ReportKind Kind, TimeSpan At, TimeSpan? Every, string? Title);

/// <summary>How much of the room a report looks back on.</summary>
public enum ReportKind
{
    /// <summary>24 hours of the room's time.</summary>
    Day,

    /// <summary>7 days of the room's time.</summary>
    Week,

    /// <summary>The whole room.</summary>
    Final,
}

/// <summary>What one figure of the report is held against.</summary>
/// <param name="Of">The name of a metric, or of a figure.</param>
/// <param name="Limit"><see cref="Condition.Above"/> or <see cref="Condition.Below"/>; for an uptime in percent.</param>
/// <param name="Title">What people read; null for what is measured and its name.</param>
public sealed record ReportTarget(ReportMeasure Measure, string Of, Condition Limit, string? Title);

public enum ReportMeasure
{
    /// <summary>Of a metric that is up or down, in percent.</summary>
    Uptime,
    Average,
    Peak,
    Lowest,

    /// <summary>A number that people told.</summary>
    Figure,
}

/// <summary>Figures that belong together under a heading: names of metrics, of figures people tell, and of questions.</summary>
public sealed record ReportSection(string Title, IReadOnlyList<string> Metrics, IReadOnlyList<string> Figures, IReadOnlyList<string> Questions);

/// <summary>A number that only people know, such as how many users registered.</summary>
/// <param name="Name">What people type.</param>
/// <param name="Title">What people read.</param>
/// <param name="Unit">Never <see cref="Unit.UpDown"/>.</param>
public sealed record Figure(string Name, string Title, Unit Unit);
