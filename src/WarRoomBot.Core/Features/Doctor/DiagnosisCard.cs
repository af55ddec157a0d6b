using System.Globalization;
using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Checkups;

namespace WarRoomBot.Features.Doctor;

/// <summary>What is to be mended first, each with its remedy; then, in one line for each part, what is well.</summary>
internal static class DiagnosisCard
{
    private const int MostTold = 14;

    internal static Card Of(Diagnosis diagnosis)
    {
        var troubles = diagnosis.Parts
            .SelectMany(part => part.Findings.Where(finding => finding.Grade != Grade.Passes).Select(finding => (part.Name, Finding: finding)))
            .OrderByDescending(trouble => trouble.Finding.Grade)
            .ToList();
        List<Element> elements = [.. troubles.Take(MostTold).Select(trouble => new Line(Of(trouble.Name, trouble.Finding)))];
        if (troubles.Count > MostTold)
            elements.Add(new Line(RichText.Of($"And {troubles.Count - MostTold} more; {new Code("warroombot doctor")} prints all of them.")));
        var well = diagnosis.Parts.Where(part => part.Findings.Any(finding => finding.Grade == Grade.Passes)).ToList();
        if (troubles.Count > 0 && well.Count > 0)
            elements.Add(new Divider());
        elements.AddRange(well.Select(part => new Line(OfWell(part))));
        elements.Add(new Context(string.Create(
            CultureInfo.InvariantCulture,
            $"{Counted(diagnosis)} · took {Math.Max(1, diagnosis.Took.TotalSeconds):0} s · only you see this, and nothing was left in the channel")));
        return new(MarkOf(diagnosis.Worst), Title(diagnosis), elements);
    }

    /// <summary>How the symbol of a grade reads in words, too.</summary>
    internal static Mark MarkOf(Grade grade) => grade switch
    {
        Grade.Passes => Mark.Done,
        Grade.Warns => Mark.Watch,
        _ => Mark.Bad,
    };

    internal static string Counted(Diagnosis diagnosis) => string.Create(
        CultureInfo.InvariantCulture,
        $"{diagnosis.Count(Grade.Fails)} failed, {"warning".ToQuantity(diagnosis.Count(Grade.Warns))}, {diagnosis.Count(Grade.Passes)} passed");

    private static string Title(Diagnosis diagnosis) => (diagnosis.Count(Grade.Fails), diagnosis.Count(Grade.Warns)) switch
    {
        (0, 0) => "Doctor: ready, everything works",
        (0, var warnings) => $"Doctor: ready, with {"warning".ToQuantity(warnings)}",
        var (failures, _) => $"Doctor: {"thing".ToQuantity(failures)} to mend before you launch",
    };

    private static RichText Of(string part, Finding finding)
    {
        var word = finding.Grade == Grade.Fails ? "Failed" : "Warning";
        var what = finding.What == part ? part : $"{part} · {finding.What}";
        return RichText.Of($"{PlainText.Symbol(MarkOf(finding.Grade))} {word} · {Span.Strong(what)}: {finding.Found}\n{finding.Remedy}.");
    }

    private static RichText OfWell(Examined part)
    {
        var well = part.Findings.Where(finding => finding.Grade == Grade.Passes).Select(finding => finding.Found.Length > 0 ? $"{finding.What} ({finding.Found})" : finding.What);
        return RichText.Of($"{PlainText.Symbol(Mark.Done)} {Span.Strong(part.Name)}: {string.Join(", ", well)}");
    }
}
