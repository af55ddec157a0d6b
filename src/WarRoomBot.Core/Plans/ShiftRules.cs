namespace WarRoomBot.Plans;

/// <summary>When roles change hands, and how long the incoming person has to accept.</summary>
/// <param name="All">In the order of the file; empty when nothing changes hands by itself.</param>
/// <param name="AcceptWithin">Then the incoming person is reminded once, as much later the next on the ladder is called, in the room's time.</param>
public sealed record ShiftRules(IReadOnlyList<Shift> All, TimeSpan AcceptWithin)
{
    /// <summary>The roles that change hands at some time.</summary>
    public IEnumerable<string> Roles => All.SelectMany(shift => shift.Roles).Distinct();

    public Shift? this[string name] => All.FirstOrDefault(shift => shift.Name == name);
}

/// <summary>A time during which the same people hold a few roles; it ends where the next one with the same role begins.</summary>
/// <param name="Name">What people type.</param>
/// <param name="Title">What people read.</param>
/// <param name="Roles">Names of the roles that change hands when it begins.</param>
public sealed record Shift(string Name, string Title, IReadOnlyList<string> Roles, ShiftBegin Begin);

/// <summary>When a shift begins.</summary>
public abstract record ShiftBegin
{
    private ShiftBegin()
    {
    }

    /// <summary>Once, this long after T0.</summary>
    public sealed record After(TimeSpan Offset) : ShiftBegin;

    /// <summary>On each of <paramref name="Days"/> when the clocks of the plan's zone show <paramref name="Time"/>.</summary>
    public sealed record Daily(TimeOnly Time, IReadOnlyList<DayOfWeek> Days) : ShiftBegin
    {
        public bool IsEachDay => Days.Count == 7;
    }
}
