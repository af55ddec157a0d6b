using Humanizer;
using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Host.Plans;

/// <summary><c>warroombot plan check &lt;file…&gt;</c></summary>
internal sealed class PlanCheck(PlanLoader loader)
{
    private const int Good = 0;
    private const int Finding = 1;
    private const int WrongUse = 2;

    /// <summary>Writes every mistake, or one line for a good plan.</summary>
    /// <returns>The exit code: 0 when all are good, 1 when one has mistakes, 2 when no file is named or one is not there.</returns>
    public int Run(IReadOnlyList<string> files, TextWriter output)
    {
        if (files.Count > 0)
            return files.Max(file => Run(file, output));
        output.WriteLine("No file is named; write warroombot plan check plans/beta-war-room.yaml, for instance.");
        return WrongUse;
    }

    private int Run(string file, TextWriter output)
    {
        if (!File.Exists(file))
        {
            output.WriteLine($"{file}: there is no such file; plan check takes plan files by their path");
            return WrongUse;
        }

        var reading = loader.ReadFile(file, file);
        foreach (var mistake in reading.Mistakes)
            output.WriteLine(mistake);
        if (reading.Plan is not { } plan)
            return Finding;
        var unread = UnsetProbe.Of(plan.Unread) is { } unset ? $"; people are asked for {"more metric".ToQuantity(plan.Unread.Count)}, as {unset.Why}" : "";
        output.WriteLine($"{file}: good; {PlanWords.InOneLine(plan, ", ")}{unread}");
        return Good;
    }
}
