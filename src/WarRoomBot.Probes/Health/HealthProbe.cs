using System.Diagnostics;
using System.Text;
using System.Text.Json;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.Health;

/// <summary>
/// The probe <c>health</c>: up or down. What cannot be reached or does not say what it should is down, as far as anybody can see; what may
/// not be asked is a mistake of ours and says nothing about the service.
/// </summary>
internal sealed class HealthProbe(ProbeHttp http, TimeProvider time) : ProbeKind<HealthSpec>
{
    public override string Name => "health";

    public override Shape<ProbeSpec> Shape => HealthShape.Shape;

    protected override async Task<Reading> ReadAsync(HealthSpec health, ProbeRound round, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var reading = await AttemptAsync(health, attempt, round, cancellationToken);
            if (reading is not Reading.Truth { Value: false } || attempt == health.Attempts)
                return reading;
            await Task.Delay(round.Paced(health.RetryAfter), time, cancellationToken);
        }
    }

    private async Task<Reading> AttemptAsync(HealthSpec health, int attempt, ProbeRound round, CancellationToken cancellationToken)
    {
        // The first look is shared with everything that asks alike, a second one only with what waited as long for it.
        var key = attempt == 1 ? health.Ask.Key : $"{health.Ask.Key}\n{attempt} {health.RetryAfter}";
        var answer = await round.OnceAsync(key, () => http.FetchAsync(health.Ask, cancellationToken)).WaitAsync(cancellationToken);
        return answer switch
        {
            HttpAnswer.Answered answered => Unmet(health, answered) is { Count: > 0 } unmet
                ? new Reading.Truth(false, string.Join("; ", unmet))
                : new Reading.Truth(true),
            HttpAnswer.Failed { Failure: Failure.Forbidden or Failure.Configuration } mistake => mistake.Reading,
            HttpAnswer.Failed failed => new Reading.Truth(false, failed.Why) { Failure = failed.Failure },
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>What is wrong with the answer: the status, and the first that it does not say.</summary>
    private static List<string> Unmet(HealthSpec health, HttpAnswer.Answered answer)
    {
        var unmet = new List<string>();
        if (!health.Statuses.Any(range => range.Holds(answer.Status)))
            unmet.Add($"HTTP {answer.Status}");
        if (health.Expect.Count == 0)
            return unmet;
        var secrets = health.Ask.Secrets;
        switch (JsonAnswer.Of(health.Ask, answer))
        {
            case JsonAnswer.Understood understood:
                unmet.AddRange(health.Expect.Select(expectation => expectation.Unmet(understood.Root, secrets)).OfType<string>().Take(1));
                break;
            case JsonAnswer.NotUnderstood other when other.Failure == Failure.NotUnderstood && AsksOnlyForText(health):
                var text = JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(answer.Body).Trim());
                unmet.AddRange(health.Expect.Select(expectation => expectation.Unmet(text, secrets)).OfType<string>().Take(1));
                break;

            // An error page of whatever kind adds nothing to its status.
            case JsonAnswer.NotUnderstood other when unmet.Count == 0:
                unmet.Add(other.Why);
                break;
        }

        return unmet;
    }

    /// <summary>Some services answer with a plain word.</summary>
    private static bool AsksOnlyForText(HealthSpec health) => health.Expect.All(expectation => expectation.Select.Steps.Count == 0);
}
