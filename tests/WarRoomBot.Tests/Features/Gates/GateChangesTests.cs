using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Signals;
using WarRoomBot.Tests.Plans;

namespace WarRoomBot.Tests.Features.Gates;

/// <summary>What can happen to a gate, without a room around it.</summary>
public sealed class GateChangesTests
{
    private const int Go = 0;
    private const int Later = 1;
    private const int NoGo = 2;

    private static readonly DateTimeOffset T0 = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly Person Ana = new("ana", "ana");
    private static readonly Person Bo = new("bo", "bo");
    private static readonly Person Chi = new("chi", "chi");

    [Fact]
    public void Nothing_is_decided_before_all_have_signed()
    {
        var (gate, view) = Open();

        var two = gate.Sign(Vote("a", Go, Ana), view).Sign(Vote("b", Go, Bo), view);
        Assert.True(two.IsOpen);

        Assert.Equal(Go, two.Sign(Vote("c", Go, Chi), view).Decided!.Option);
    }

    [Theory]
    [InlineData(Go, Later, NoGo, NoGo)]
    [InlineData(Later, Go, Go, Later)]
    [InlineData(NoGo, NoGo, Go, NoGo)]
    public void The_most_cautious_signed_option_decides(int a, int b, int c, int decided)
    {
        var (gate, view) = Open();

        Assert.Equal(decided, gate.Sign(Vote("a", a, Ana), view).Sign(Vote("b", b, Bo), view).Sign(Vote("c", c, Chi), view).Decided!.Option);
    }

    [Fact]
    public void A_quorum_is_enough_but_not_without_whoever_may_veto()
    {
        var (gate, view) = Open("quorum: 2, veto: c");

        var two = gate.Sign(Vote("a", Go, Ana), view).Sign(Vote("b", Go, Bo), view);
        Assert.True(two.IsOpen);

        Assert.Equal(Go, two.Sign(Vote("c", Go, Chi), view).Decided!.Option);
        Assert.Equal((NoGo, "veto of Role c"), (gate.Sign(Vote("c", NoGo, Chi), view).Decided!.Option, gate.Sign(Vote("c", NoGo, Chi), view).Decided!.How));
    }

    [Fact]
    public void A_quorum_of_one_does_not_let_whoever_called_it_decide_alone()
    {
        var (gate, view) = Open("quorum: 1");
        gate = gate with { OpenedBy = Ana };

        var alone = gate.Sign(Vote("a", Go, Ana), view);

        Assert.True(alone.IsOpen);
        Assert.False(alone.Sign(Vote("b", Go, Bo), view).IsOpen);
    }

    [Fact]
    public void Each_change_of_a_vote_is_kept()
    {
        var (gate, view) = Open();

        var changed = gate.Sign(Vote("a", Go, Ana), view).Sign(Vote("a", NoGo, Ana), view).Sign(Vote("a", Later, Ana), view);

        Assert.Equal([Go, NoGo, Later], changed.Votes.Select(vote => vote.Option));
        Assert.Equal([Later], changed.Current.Select(vote => vote.Option));
    }

    [Fact]
    public void Silence_is_no_go_or_what_the_plan_says()
    {
        var (gate, view) = Open();
        var (other, expiring) = Open("expires: Later");

        Assert.Null(gate.Sign(Vote("a", Go, Ana), view).Tick(view, T0.AddHours(1)).Decided!.Option);
        Assert.Equal(Later, other.Sign(Vote("a", Go, Ana), expiring).Tick(expiring, T0.AddHours(1)).Decided!.Option);
        Assert.Equal(NoGo, other.Sign(Vote("a", NoGo, Ana), expiring).Tick(expiring, T0.AddHours(1)).Decided!.Option);
    }

    [Fact]
    public void A_P0_that_is_new_makes_votes_stale_once()
    {
        var (gate, view) = Open();
        var signed = gate.Sign(Vote("a", Go, Ana), view);
        Trouble[] troubles = [new("incident/1", SignalSeverity.P0, "P0 incident #1 API down")];

        var stale = signed.Learn(signed.Findings, troubles, view, T0.AddMinutes(1));
        Assert.Equal("new: P0 incident #1 API down", Assert.Single(stale.Votes).Stale);
        var again = stale.Sign(Vote("a", Later, Ana), view);

        Assert.Single(again.Learn(again.Findings, troubles, view, T0.AddMinutes(2)).Current);
    }

    [Theory]
    [InlineData("Passed", "Failed", true)]
    [InlineData("Passed", "Unknown", true)]
    [InlineData("Failed", "Passed", true)]
    [InlineData("Unknown", "Failed", true)]
    [InlineData("Unknown", "Passed", false)]
    [InlineData("Passed", "Passed", false)]
    public void A_criterion_that_turns_makes_votes_stale(string before, string after, bool isStale)
    {
        var (gate, view) = Open();
        gate = gate with { Findings = [Finding(Enum.Parse<FindingState>(before))] };

        var learned = gate.Sign(Vote("a", Go, Ana), view).Learn([Finding(Enum.Parse<FindingState>(after))], [], view, T0.AddMinutes(1));

        Assert.Equal(isStale, learned.Votes[0].Stale is not null);
        Assert.Equal(isStale, learned.AskedAgain is not null);
    }

    [Fact]
    public void News_that_change_nothing_change_nothing()
    {
        var (gate, view) = Open();

        Assert.Same(gate, gate.Learn([.. gate.Findings], [.. gate.Troubles], view, T0.AddMinutes(1)));
        Assert.Same(gate, gate.Tick(view, T0.AddMinutes(14)));
    }

    [Fact]
    public void Conditions_of_all_who_count_are_open_items()
    {
        var (gate, view) = Open("quorum: 2");

        var decided = gate.Sign(Vote("a", Go, Ana) with { Conditions = ["fix the leak"] }, view).Sign(Vote("b", Later, Bo) with { Conditions = ["fix the leak", "watch it"] }, view);

        Assert.Equal([("fix the leak", Ana), ("watch it", Bo)], decided.Decided!.Conditions.Select(condition => (condition.Text, condition.Owner)));
        Assert.Equal(Chi, decided.Meet(1, Chi, T0.AddHours(2)).Decided!.Conditions[1].DoneBy);
    }

    private static Finding Finding(FindingState state) => new("Errors low", state, "", RichText.Empty);

    private static Vote Vote(string role, int option, Person by) => new(role, option, by, T0.AddMinutes(5), 1);

    private static (Gate Gate, GateView View) Open(string more = "")
    {
        var plan = Bench.With(
            "  qa: { title: QA lead }\n",
            $"  qa: {{ title: QA lead }}\n  a: {{ title: Role a }}\n  b: {{ title: Role b }}\n  c: {{ title: Role c }}\ngates: {{ go: {{ title: Go, criteria: [{{ ask: Errors low }}], options: [Go, Later, No-go], signed-by: [a, b, c]{(more.Length > 0 ? $", {more}" : "")} }} }}\n").Plan!;
        var room = new WarRoom
        {
            Id = 7,
            Conversation = new("slack", "T", "C"),
            PlanName = "beta",
            PlanHash = "",
            Version = "",
            Pace = 1,
            OpenedAt = T0,
            StartsAt = T0,
            EndsAt = T0.AddHours(8),
            OpenedBy = Ana,
            Roles = new Dictionary<string, IReadOnlyList<Person>> { ["a"] = [Ana], ["b"] = [Bo], ["c"] = [Chi] },
            StatusCards = 0,
            RowVersion = 1,
        };
        var view = new GateView(room, plan, plan.Gates[0]);
        return (GateChanges.Open(
            new()
            {
                Number = 1,
                Room = 7,
                Name = "go",
                OpenedAt = T0,
                Deadline = T0.AddHours(1),
                Findings = [Finding(FindingState.Passed)],
                Troubles = [],
                Urgent = [],
            },
            view), view);
    }
}
