namespace WarRoomBot.Plans;

/// <summary>One step of a playbook.</summary>
/// <param name="Text">What to do.</param>
/// <param name="Call">What the bot does when it is started; null for a step that people do.</param>
public sealed record PlanStep(string Text, StepCall? Call);

/// <summary>A request that a step of a playbook sends. It is never printed with its values: some are secrets.</summary>
/// <param name="Address">Absolute, http or https.</param>
/// <param name="Headers">Names and values.</param>
/// <param name="Body">JSON; null for a description of the incident.</param>
/// <param name="StartedBy">Names of the roles whose holders may start it.</param>
/// <param name="SecondPerson">Somebody else with one of these roles has to agree before it is sent.</param>
public sealed record StepCall(string Address, IReadOnlyList<KeyValuePair<string, string>> Headers, string? Body, IReadOnlyList<string> StartedBy, bool SecondPerson)
{
    public string Host => new Uri(Address).Host;

    public override string ToString() => nameof(StepCall);
}
