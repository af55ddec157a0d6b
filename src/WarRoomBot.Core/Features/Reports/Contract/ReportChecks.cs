using Humanizer;
using WarRoomBot.Cards;

namespace WarRoomBot.Features.Reports.Contract;

/// <summary>What a report says of checks. Pure.</summary>
internal static class ReportChecks
{
    internal static IEnumerable<Block> Of(Report report)
    {
        var facts = report.Checks;
        yield return new Heading(2, "Checks");
        yield return new Table("How the checks were attended", ["", ""],
        [
            ["Checks posted", $"{facts.Posted} of {facts.Due}{(facts.PostedLate > 0 ? $", {facts.PostedLate} of them late" : "")}{(facts.NotPosted > 0 ? $", {facts.NotPosted} not at all" : "")}"],
            ["Checks answered wholly", $"{facts.AnsweredWholly} of {facts.Asked} that asked something"],
            ["Questions answered in time", $"{facts.Answered} of {facts.Questions}"],
            ["Questions answered late", $"{facts.AnsweredLate}"],
            ["Questions missed", $"{facts.Missed}"],
            .. facts.Waiting > 0 ? new IReadOnlyList<Cell>[] { new Cell[] { "Questions still open", $"{facts.Waiting}" } } : [],
        ]);
        if (facts.ByPerson.Count > 0)
            yield return new Bullets([.. facts.ByPerson.Select(one => new Bullet($"{one.Person} answered {one.Answered}{(one.Late > 0 ? $", {one.Late} of them late" : "")}"))]);
        if (facts.MissedBy.Count > 0)
            yield return new Bullets([.. facts.MissedBy.Select(one => new Bullet(Missed(one)))]);
        if (facts.List.Count == 0)
            yield break;
        yield return new Table("Every check", ["Check", "Posted", "Answered", "By"],
        [
            .. facts.List.Select(check => (IReadOnlyList<Cell>)
            [
                check.StandsFor.Count > 0 ? $"{check.Offset}, for {check.StandsFor.Humanize("and")} too" : check.Offset,
                new($"{ReportWords.Minute(check.PostedAt)}{(check.IsLate ? ", late" : "")}", check.IsLate ? Mark.Watch : Mark.None),
                Answered(check),
                check.By.Count > 0 ? string.Join(", ", check.By) : "–",
            ]),
        ]);
        var telling = facts.Answers.Where(answer => answer.Answer is "Watch" or "Problem" || answer.Note is not null).ToList();
        if (telling.Count == 0)
            yield break;
        yield return new Heading(3, "What people said");
        yield return new Bullets([.. telling.Select(answer => new Bullet($"{answer.Check} {answer.Text} {Answer(answer)} ({answer.By})"))]);
    }

    internal static string Answer(AnswerFact answer) => answer.Answer is { } said
        ? $"{(said == "Ok" ? "OK" : said)}{(string.IsNullOrWhiteSpace(answer.Note) ? "" : $": {answer.Note.Trim()}")}"
        : "not answered";

    private static Cell Answered(CheckFact check) =>
        check.Questions == 0 ? new("measured only")
        : check.Missed > 0 ? new($"{check.Answered} of {check.Questions}, {check.Missed} missed", Mark.Bad)
        : check.Late > 0 ? new($"{check.Answered} of {check.Questions}, {check.Late} late", Mark.Watch)
        : check.Answered < check.Questions ? new($"{check.Answered} of {check.Questions} so far", Mark.Waiting)
        : new($"{check.Answered} of {check.Questions}", Mark.Done);

    private static string Missed(MissedFact missed)
    {
        var who = missed.Owner is null ? "for nobody in particular" : $"for {missed.Owner}{(missed.People.Count > 0 ? $", {string.Join(", ", missed.People)}" : ", a role nobody holds")}";
        return $"{missed.Questions} missed {who}";
    }
}
