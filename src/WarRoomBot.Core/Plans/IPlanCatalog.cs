namespace WarRoomBot.Plans;

/// <summary>The plans there are, valid or not. A file that changed is read again when it is next asked for.</summary>
public interface IPlanCatalog
{
    /// <summary>In the order of their names.</summary>
    IReadOnlyList<PlanReading> All();

    PlanReading? Find(string name);

    /// <summary>The plan name most like <paramref name="name"/>; null when none is like it.</summary>
    string? Nearest(string name);

    /// <summary>
    /// Reads a plan from its text alone: a running room keeps its own. A <c>${NAME}</c> that its probes need and that is no longer set is no
    /// mistake here: see <see cref="Probes.UnsetProbe"/>.
    /// </summary>
    PlanReading Read(string name, string text);
}

/// <summary>What came of reading a plan file.</summary>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="Text">As it stands in the file, placeholders unresolved.</param>
/// <param name="Plan">Null when there are mistakes.</param>
/// <param name="Mistakes">Empty when there is a plan.</param>
public sealed record PlanReading(string Name, string Text, Plan? Plan, IReadOnlyList<Mistake> Mistakes);
