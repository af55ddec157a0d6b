using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Reports.Contract;

/// <summary>How well the checks of a stretch were attended. Pure.</summary>
internal static class CheckTally
{
    /// <summary>Every question of the stretch, in order of time.</summary>
    internal static IReadOnlyList<AnswerFact> AnswersOf(ReportMaterial from) => [.. InStretch(from).SelectMany(check => check.Questions.Select(asked => Of(check, asked, from)))];

    internal static CheckFacts Of(ReportMaterial from, IReadOnlyList<AnswerFact> answers)
    {
        var checks = InStretch(from).ToList();
        var questions = checks.SelectMany(check => check.Questions.Select(asked => (Check: check, Asked: asked))).ToList();
        var asking = checks.Where(check => check.Questions.Count > 0).ToList();
        // Those that come by the calendar are known once they are posted.
        var scheduled = checks.Where(check => check.Day is null).ToList();
        var due = Schedule.Of(from.Plan).Count(moment => moment.At >= from.Stretch.FromOffset && moment.At < End(from));
        return new()
        {
            Due = due + checks.Count - scheduled.Count,
            Posted = checks.Count,
            PostedLate = checks.Count(check => check.IsLate),
            NotPosted = Math.Max(0, due - scheduled.Count - scheduled.Sum(check => check.StandsFor.Count)),
            Asked = asking.Count,
            AnsweredWholly = asking.Count(check => check.IsAnswered),
            Questions = questions.Count,
            Answered = answers.Count(answer => answer is { Answer: not null, Late: false }),
            AnsweredLate = answers.Count(answer => answer is { Answer: not null, Late: true }),
            Missed = questions.Count(one => IsMissed(one.Check, one.Asked)),
            Waiting = questions.Count(one => one.Asked.Answer is null && !one.Check.Closed),
            ByPerson =
            [
                .. answers.Where(answer => answer.By is not null).GroupBy(answer => answer.By!)
                    .Select(own => new AttendanceFact(own.Key, own.Count(), own.Count(answer => answer.Late)))
                    .OrderByDescending(one => one.Answered).ThenBy(one => one.Person, StringComparer.Ordinal),
            ],
            MissedBy =
            [
                .. questions.Where(one => IsMissed(one.Check, one.Asked)).GroupBy(one => one.Asked.Owner)
                    .Select(own => Missed(own.Key, own.Count(), from))
                    .OrderByDescending(one => one.Questions).ThenBy(one => one.Owner, StringComparer.Ordinal),
            ],
            List = [.. checks.Select(check => Of(check, from))],
            Answers = answers,
        };
    }

    /// <summary>The last check of a room is due at its very end, and belongs to it.</summary>
    private static IEnumerable<Check> InStretch(ReportMaterial from) => from.Checks
        .Where(check => check.At >= from.Stretch.FromOffset && check.At < End(from)).OrderBy(check => check.DueAt);

    private static TimeSpan End(ReportMaterial from) => from.Request.Kind == ReportKind.Final ? from.Stretch.ToOffset + TimeSpan.FromSeconds(1) : from.Stretch.ToOffset;

    private static CheckFact Of(Check check, ReportMaterial from)
    {
        var answered = check.Questions.Where(asked => asked.Answer is not null).ToList();
        return new(
            check.Label, check.Phase, check.DueAt, check.PostedAt, check.IsLate, check.Questions.Count, answered.Count,
            answered.Count(asked => IsLate(check, asked, from)), check.Questions.Count(asked => IsMissed(check, asked)),
            [.. answered.Select(asked => asked.Answer!.By.Name).Distinct()],
            [.. check.StandsFor.Select(Durations.Offset)]);
    }

    private static AnswerFact Of(Check check, Asked asked, ReportMaterial from) => new(
        check.Label, asked.Name, asked.Text, asked.Answer?.Verdict.ToString(), asked.Answer?.By.Name, asked.Answer?.At, asked.Answer?.Note,
        IsLate(check, asked, from));

    private static MissedFact Missed(string? owner, int questions, ReportMaterial from) => owner is null
        ? new(null, [], questions)
        : new(from.Plan.Role(owner)?.Title ?? owner, [.. from.Room.Holders(owner).Select(person => person.Name)], questions);

    private static bool IsLate(Check check, Asked asked, ReportMaterial from) =>
        asked.Answer is { } answer && from.Clock.RoomTime(answer.At - check.PostedAt) > from.Plan.Answers.RemindAfter;

    private static bool IsMissed(Check check, Asked asked) => check.Closed && asked.Answer is null;
}
