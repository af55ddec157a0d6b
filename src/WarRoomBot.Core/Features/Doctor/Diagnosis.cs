using WarRoomBot.Checkups;

namespace WarRoomBot.Features.Doctor;

/// <summary>What came of an examination.</summary>
/// <param name="Took">How long it took.</param>
internal sealed record Diagnosis(IReadOnlyList<Examined> Parts, TimeSpan Took)
{
    public Grade Worst => Parts.SelectMany(part => part.Findings).Select(finding => finding.Grade).DefaultIfEmpty().Max();

    public int Count(Grade grade) => Parts.Sum(part => part.Findings.Count(finding => finding.Grade == grade));
}

/// <summary>One part of the product with what was found of it; at least one finding.</summary>
internal sealed record Examined(string Name, IReadOnlyList<Finding> Findings);
