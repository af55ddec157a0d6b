using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Checkups;
using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Features.Doctor;

/// <summary>Reads every metric of the plans once, as a room would: what several plans ask alike is asked once.</summary>
internal sealed class PlanCheckup(IPlanCatalog catalog, ProbeKinds kinds, TimeProvider time) : ICheckup
{
    private const int MostAtOnce = 16;
    private const int MostNamed = 4;

    /// <summary>A health probe that tries several times may take this long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Name => "Plans";

    public async Task<IReadOnlyList<Finding>> LookAsync(CheckupOrder order, CancellationToken cancellationToken)
    {
        var chosen = ChosenPlans.Of(catalog, order);
        if (chosen.Count == 0)
        {
            return order.Plan is { } name
                ? [Finding.Fails(name, "there is no such plan", catalog.Nearest(name) is { } nearest ? $"Did you mean {nearest}?" : "Look at its name: it is the file's, without its ending")]
                : [Finding.Fails(Name, "there is no plan file", "Put one into the directory that Plans:Directory names")];
        }

        var plans = chosen.Select(reading => reading.Plan).OfType<Plan>().ToList();
        var readings = await ReadAsync([.. plans.SelectMany(plan => plan.Metrics).Select(metric => metric.Probe).Distinct()], cancellationToken);
        return
        [
            .. chosen.Where(reading => reading.Plan is null).Select(reading => Broken(reading, isWanted: order.Plan is not null)),
            .. plans.SelectMany(plan => Of(plan, readings)),
        ];
    }

    /// <summary>A plan that nobody asked about may lie there unused: the ones that come with the bot want names set that others do not.</summary>
    private static Finding Broken(PlanReading reading, bool isWanted)
    {
        var mistake = reading.Mistakes[0];
        var more = reading.Mistakes.Count > 1 ? $", and {"more mistake".ToQuantity(reading.Mistakes.Count - 1)}" : "";
        return new(
            isWanted ? Grade.Fails : Grade.Warns, reading.Name, $"cannot be used: {mistake.Wrong} (line {mistake.Line}){more}", Texts.Sentence(mistake.Remedy));
    }

    private async Task<Dictionary<ProbeSpec, Reading?>> ReadAsync(IReadOnlyList<ProbeSpec> probes, CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        using var room = new SemaphoreSlim(MostAtOnce);
        var round = new ProbeRound(1);
        var readings = await Task.WhenAll(probes.Select(async probe =>
        {
            try
            {
                await room.WaitAsync(either.Token);
                try
                {
                    return await kinds.ReadAsync(probe, round, either.Token);
                }
                finally
                {
                    room.Release();
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return null;
            }
        }));
        return probes.Zip(readings).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>What ails several metrics alike is said once.</summary>
    private static IEnumerable<Finding> Of(Plan plan, Dictionary<ProbeSpec, Reading?> readings)
    {
        var looked = plan.Metrics.Select(metric => (metric.Title, Finding: Of(readings[metric.Probe]))).ToList();
        var read = looked.Count(one => one.Finding is null);
        if (read > 0 || looked.Count == 0)
        {
            var asked = UnsetProbe.Of(plan.Unread) is { } unset ? $"; people are asked for {"more".ToQuantity(plan.Unread.Count)}, as {unset.Why}" : "";
            var all = looked.Count == 0 ? "no metric to read" : read == looked.Count ? $"{"metric".ToQuantity(read)} read" : $"{read} of {looked.Count} metrics read";
            yield return Finding.Passes(plan.Name, all + asked);
        }

        foreach (var alike in looked.Where(one => one.Finding is not null).GroupBy(one => one.Finding!, one => one.Title))
        {
            var named = alike.Take(MostNamed).ToList();
            var more = alike.Count() > named.Count ? $" and {alike.Count() - named.Count} more" : "";
            yield return alike.Key with { What = $"{plan.Name}: {string.Join(", ", named)}{more}" };
        }
    }

    /// <summary>Null when it could be read.</summary>
    private static Finding? Of(Reading? reading) => reading switch
    {
        Reading.Number or Reading.Truth { Value: true } => null,
        Reading.Truth { Failure: { } failure } down => Finding.Fails("", down.Why ?? "it cannot be reached", RemedyOf(failure)),
        Reading.Truth down => Finding.Warns("", down.Why is { } why ? $"it is down: {why}" : "it is down", "The probe works; look at the service itself"),
        Reading.NoData empty => Finding.Warns("", $"no data: {empty.Why}", "Before the first traffic there may be none; otherwise look at its probe in the plan"),
        Reading.Failed failed => Finding.Fails("", failed.Why, RemedyOf(failed.Failure)),
        _ => Finding.Fails("", $"no answer in {Patience.TotalSeconds:0} s", RemedyOf(Failure.Timeout)),
    };

    private static string RemedyOf(Failure failure) => failure switch
    {
        Failure.Configuration => "Mend its probe in the plan, or what the plan takes from the environment",
        Failure.Dns => "Look at the host's name, in the plan or in what the plan takes from the environment",
        Failure.Refused => "Start the service, or look at the port in its address",
        Failure.Timeout => "Look whether the service is up, and whether a firewall keeps this host out",
        Failure.Tls => "Mend the service's certificate, or the name in its address",
        Failure.Forbidden => "If it is meant to be read, set Probes:AllowPrivateNetworks to true",
        Failure.Redirect => "Write the address that it leads to into the plan",
        Failure.Status => "Look at the path and the credentials of its probe",
        Failure.TooLarge => "Ask for less: name a narrower address or query",
        Failure.NotUnderstood => "Look at its probe in the plan: the answer is not what it expects",
        _ => "Look whether this host has a network, and whether a firewall lets it out",
    };
}
