using WarRoomBot.Chat;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.WaysOut;
using WarRoomBot.Plans;
using WarRoomBot.Plans.Format;
using WarRoomBot.Signals;
using WarRoomBot.WaysOut;

namespace WarRoomBot.Tests.Features.WaysOut;

public sealed class WayStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly AlertClock Clock = new(AlertFormat.Defaults with { Escalation = [new(TimeSpan.Zero, ["on-call"], [])] }, new(Now, 1), TimeZoneInfo.Utc);
    private static readonly Person Ana = new("U1", "ana");
    private static readonly Alert Fired = AlertChanges.Fire(
        new()
        {
            Number = 1,
            Fingerprint = "metric/x",
            Title = "X",
            Severity = SignalSeverity.P1,
            State = AlertState.Firing,
            FiredAt = Now,
            WaitsSince = Now,
            Deadline = Now.AddMinutes(15),
            LastAt = Now,
        },
        Clock);

    private static readonly Dictionary<string, Func<Alert, Alert>> Changes = new()
    {
        ["nothing"] = alert => alert,
        ["repeated"] = alert => alert.Repeat(alert, Clock),
        ["worse"] = alert => alert.Repeat(alert with { Severity = SignalSeverity.P0, LastAt = Now }, Clock),
        ["escalated"] = alert => alert.With(Now, AlertChanges.Escalated, "called backup", null, ["backup"]),
        ["called"] = alert => alert.With(Now, AlertChanges.CalledFor, "for 10 min", null, ["cto"]),
        ["acknowledged"] = alert => alert.Acknowledge(Ana, null, Now, Clock),
        ["asked"] = alert => alert.With(Now, AlertChanges.Asked, "asked"),
        ["unacknowledged"] = alert => (alert with { State = AlertState.Firing }).With(Now, AlertChanges.Reopened, "no answer"),
        ["muted"] = alert => alert.Mute(Ana, Now.AddHours(1), "", Now),
        ["unmuted"] = alert => alert.Unmute(Ana, Now, Clock),
        ["over"] = alert => alert.Over(Now, Clock),
        ["resolved"] = alert => alert.ResolveBy(Ana, Now, Clock),
        ["back"] = alert => alert.Return(Now, Clock),
        ["flapping"] = alert => alert with { Returns = [Now, Now, Now] },
    };

    /// <summary>What happens one after the other, each time with the answer before the next, and what is said in all.</summary>
    [Theory]
    [InlineData("nothing", "Firing", "Firing")]
    [InlineData("repeated repeated", "Firing", "Firing")]
    [InlineData("worse", "Firing Firing", "Firing Firing")]
    [InlineData("escalated", "Firing", "Firing Firing")]
    [InlineData("acknowledged", "Firing Acknowledged", "Firing")]
    [InlineData("acknowledged called", "Firing Acknowledged", "Firing Acknowledged")]
    [InlineData("acknowledged asked unacknowledged", "Firing Acknowledged Firing", "Firing")]
    [InlineData("over", "Firing Resolved", "Firing Resolved")]
    [InlineData("acknowledged resolved", "Firing Acknowledged Resolved", "Firing Resolved")]
    [InlineData("over back", "Firing Resolved Firing", "Firing Resolved Firing")]
    [InlineData("muted worse", "Firing", "Firing")]
    [InlineData("muted worse unmuted", "Firing Firing", "Firing Firing")]
    [InlineData("muted over", "Firing Resolved", "Firing Resolved")]
    public void What_is_told(string changes, string pagerDuty, string mail)
    {
        Assert.Equal(pagerDuty, Said(new Means.PagerDuty("key"), changes));
        Assert.Equal(mail, Said(new Means.Email("ops@example.com"), changes));
        Assert.Equal(mail, Said(new Means.Sms("+491234567"), changes));
        Assert.Equal(mail, Said(new Means.Webhook(new("https://example.com")), changes));
    }

    [Fact]
    public void Nothing_goes_while_something_is_under_way_and_then_only_the_newest()
    {
        var way = Way(new Means.PagerDuty("key"));
        var asked = new WayState("x").Ask(Fired);
        var over = Fired.Acknowledge(Ana, null, Now, Clock).Over(Now, Clock);

        Assert.False(asked.HasNews(way, over));
        var answered = asked.Answered(new(Fired.History.Count, AlertStage.Firing));
        Assert.True(answered.HasNews(way, over));
        Assert.Equal(AlertStage.Resolved, answered.Ask(over).Stage);
        Assert.False(asked.Answered(new(over.History.Count, AlertStage.Resolved)).HasNews(way, over));
    }

    [Fact]
    public void Who_never_heard_of_it_does_not_hear_that_it_is_over()
    {
        Assert.False(new WayState("x").HasNews(Way(new Means.PagerDuty("key")), Fired.Over(Now, Clock)));
        Assert.False(new WayState("x").HasNews(Way(new Means.PagerDuty("key")), Fired.Acknowledge(Ana, null, Now, Clock)));
    }

    [Fact]
    public void Only_the_severities_of_the_plan_are_told()
    {
        var way = Way(new Means.Email("ops@example.com")) with { Severities = [SignalSeverity.P0] };

        Assert.False(new WayState("x").HasNews(way, Fired));
        Assert.True(new WayState("x").HasNews(way, Changes["worse"](Fired)));
    }

    [Fact]
    public void What_is_folded_into_a_storm_is_told_with_the_storm() =>
        Assert.False(new WayState("x").HasNews(Way(new Means.PagerDuty("key")), Fired with { FoldedInto = 7 }));

    [Fact]
    public void People_hear_nothing_of_what_comes_back_again_and_again()
    {
        var over = (Fired with { Returns = [Now, Now] }).Over(Now, Clock);
        var back = over.Return(Now, Clock) with { History = [.. over.History, new(Now, AlertChanges.Returned, "back again", null)] };
        var told = new WayState("x") { Told = over.History.Count, Stage = AlertStage.Resolved };

        Assert.True(back.IsFlapping);
        Assert.False(told.HasNews(Way(new Means.Email("ops@example.com")), back));
        Assert.True(told.HasNews(Way(new Means.PagerDuty("key")), back));
    }

    private static string Said(Means means, string changes)
    {
        var (way, alert, state, said) = (Way(means), Fired, new WayState("x"), new List<AlertStage>());
        foreach (var change in changes.Split(' ').Prepend("nothing"))
        {
            alert = Changes[change](alert);
            if (!state.HasNews(way, alert))
                continue;
            state = state.Ask(alert).Answered(new(alert.History.Count, WayState.StageOf(alert)));
            said.Add(state.Stage!.Value);
        }

        return string.Join(' ', said);
    }

    private static WayOut Way(Means means) => new("x", "X", [], means);
}
