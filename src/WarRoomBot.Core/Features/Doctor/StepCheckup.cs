using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Checkups;
using WarRoomBot.Plans;
using WarRoomBot.WaysOut;

namespace WarRoomBot.Features.Doctor;

/// <summary>Tries what the playbooks of the plans call as far as that starts nothing; what several steps call alike is tried once.</summary>
internal sealed class StepCheckup(IPlanCatalog catalog, IStepCalls calls) : ICheckup
{
    public string Name => "Playbooks";

    public async Task<IReadOnlyList<Finding>> LookAsync(CheckupOrder order, CancellationToken cancellationToken)
    {
        var steps =
            from plan in ChosenPlans.Of(catalog, order).Select(reading => reading.Plan).OfType<Plan>()
            from step in plan.Playbooks.SelectMany(playbook => playbook.Steps)
            where step.Call is not null
            select (Plan: plan.Name, step.Text, Call: step.Call!);
        return await Task.WhenAll(steps
            .GroupBy(step => (step.Call.Address, Headers: string.Join('\n', step.Call.Headers)))
            .Select(alike => calls.ProveAsync(
                $"{alike.Select(step => Texts.Cut(step.Text, 60)).Distinct().Humanize("and")} of {alike.Select(step => step.Plan).Distinct().Humanize("and")}", alike.First().Call, cancellationToken)));
    }
}
