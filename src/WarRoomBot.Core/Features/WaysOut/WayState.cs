using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Plans;
using WarRoomBot.WaysOut;

namespace WarRoomBot.Features.WaysOut;

/// <summary>
/// What one way out was told of one alert. At most one word is under way, and the next goes only after the answer to it: a resolve never
/// overtakes its trigger. What happened meanwhile is told as the newest state alone. Pure.
/// </summary>
internal sealed record WayState(string Way)
{
    /// <summary>How often something was to be said.</summary>
    public int Asked { get; init; }

    public bool UnderWay { get; init; }

    /// <summary>How much of the alert's history is covered by what was said.</summary>
    public int Told { get; init; }

    /// <summary>The last that was said, or may have been; null for nothing yet.</summary>
    public AlertStage? Stage { get; init; }

    /// <summary>Why it could not be told last; null when it could.</summary>
    public string? Failure { get; init; }

    /// <summary>Something is worth saying and nothing is under way.</summary>
    internal bool HasNews(WayOut way, Alert alert)
    {
        if (UnderWay || alert.FoldedInto is not null || alert.MutedUntil is not null || !way.Takes(alert.Severity))
            return false;
        // Who never heard of it need not hear that it is over or in good hands.
        var stage = StageOf(alert);
        if (Stage is null && stage != AlertStage.Firing)
            return false;
        return alert.History.Skip(Told).Any(entry => Tells(way.Means, entry, alert)) && !(stage == AlertStage.Resolved && Stage == AlertStage.Resolved);
    }

    internal WayState Ask(Alert alert) => this with { Asked = Asked + 1, UnderWay = true, Stage = StageOf(alert) };

    internal WayState Answered(WayResult result) => this with
    {
        UnderWay = false,
        Told = result.Told ?? Told,
        Stage = result.Stage ?? Stage,
        Failure = result.Failure,
    };

    /// <summary>What the room has left is over for whoever keeps its state: nobody would ever tell them that it is.</summary>
    internal static AlertStage StageOf(Alert alert) => alert.State switch
    {
        _ when alert.LeftAt is not null => AlertStage.Resolved,
        AlertState.Resolved => AlertStage.Resolved,
        AlertState.Acknowledged => AlertStage.Acknowledged,
        _ => AlertStage.Firing,
    };

    /// <summary>PagerDuty keeps the alert's state; people and programs elsewhere get a word when somebody is needed, and when it is over.</summary>
    private static bool Tells(Means means, Happening entry, Alert alert) => entry.What switch
    {
        AlertChanges.Fired or AlertChanges.Worsened or AlertChanges.Resolved => true,
        AlertChanges.Returned => means is Means.PagerDuty || !alert.IsFlapping,
        AlertChanges.Escalated or AlertChanges.CalledFor => means is not Means.PagerDuty,
        AlertChanges.Acknowledged or AlertChanges.Reopened or AlertChanges.HolderGone or AlertChanges.Left => means is Means.PagerDuty,
        _ => false,
    };
}

/// <summary>What is asked of the performer: it reads everything else itself, so that what is stored holds no secret and is never old.</summary>
/// <param name="Way">Its key in the plan.</param>
/// <param name="Since">When it was to be said first.</param>
internal sealed record WayRequest(long Room, int Alert, string Way, DateTimeOffset Since);

/// <param name="Told">How much of the alert's history is covered by it; null when nothing was said.</param>
/// <param name="Stage">What was said; null when nothing was.</param>
internal sealed record WayResult(int? Told, AlertStage? Stage)
{
    internal static readonly WayResult NothingSaid = new(null, null);

    /// <summary>Why it could not be told; null when it was.</summary>
    public string? Failure { get; init; }

    /// <summary>It is the bot's configuration that lacks something.</summary>
    public bool NotSetUp { get; init; }
}
