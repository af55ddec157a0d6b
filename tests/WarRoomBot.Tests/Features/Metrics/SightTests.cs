using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Features.Metrics;

public sealed class SightTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 14, 3, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Before = Now.AddMinutes(-10);

    private static readonly Dictionary<string, Reading> Readings = new()
    {
        ["unreachable"] = new Reading.Failed(Failure.Unreachable, "the name could not be looked up"),
        ["down"] = new Reading.Truth(false, "no connection within 3 s") { Failure = Failure.Unreachable },
        ["refused"] = new Reading.Failed(Failure.Refused, "connection refused"),
        ["slow"] = new Reading.Failed(Failure.Timeout, "no answer within 10 s"),
        ["no-name"] = new Reading.Failed(Failure.Dns, "name not found"),
        ["error"] = new Reading.Failed(Failure.Status, "HTTP 500"),
        ["forbidden"] = new Reading.Failed(Failure.Forbidden, "may not be probed"),
        ["no"] = new Reading.Truth(false, "HTTP 503"),
        ["value"] = new Reading.Number(7),
    };

    /// <summary>What was read of which host; <c>here</c> is this machine itself.</summary>
    [Theory]
    [InlineData("two hosts, neither reached", "a unreachable, b down", true)]
    [InlineData("one host alone may be down itself", "a unreachable, a down", null)]
    [InlineData("somebody answered", "a unreachable, b down, c value", false)]
    [InlineData("a refusal is an answer too", "a unreachable, b down, c refused", false)]
    [InlineData("so is a no that was said", "a unreachable, b down, c no", false)]
    [InlineData("and an error of the server", "a unreachable, b down, c error", false)]
    [InlineData("who is slow proves nothing", "a unreachable, b slow", null)]
    [InlineData("not even beside two that are not reached", "a unreachable, b down, c slow", true)]
    [InlineData("no such name is what some name server says", "a unreachable, b no-name", null)]
    [InlineData("what may not be asked proves nothing", "a forbidden, b unreachable", null)]
    [InlineData("this machine itself is no proof", "here value, a unreachable, b down", true)]
    [InlineData("nothing was read outside", "here value", null)]
    public void A_round_shows_whether_the_room_sees(string why, string read, bool? isBlind)
    {
        var round = Round(read);

        Assert.True(Sight.After(null, round) == (isBlind == true ? Now : null), why);
        Assert.True(Sight.After(Before, round) == (isBlind == false ? null : Before), why);
    }

    [Fact]
    public void While_it_sees_everything_is_kept_as_it_was_read()
    {
        var round = Round("a down, b value");

        Assert.Same(round, Sight.Kept(null, round));
    }

    [Fact]
    public void While_it_does_not_what_was_not_reached_is_neither_down_nor_silent()
    {
        var kept = Sight.Kept(Now, Round("a down, b unreachable, c slow, here value"));

        Assert.Equal([SampleOutcome.Blind, SampleOutcome.Blind, SampleOutcome.Blind, SampleOutcome.Number], kept.Select(sample => sample.Outcome));
        Assert.Equal([null, null, null, 7], kept.Select(sample => sample.Value));
        Assert.Equal("no connection within 3 s", kept[0].Why);
    }

    private static IReadOnlyList<Sample> Round(string read)
    {
        return [.. read.Split(", ").Select(One)];

        static Sample One(string text, int at)
        {
            var (host, reading) = text.Split(' ') is [var whom, var what] ? (whom == "here" ? null : whom, Readings[what]) : throw new FormatException(text);
            return Sample.Of($"m{at}", Now, reading, TimeSpan.Zero) with { Reach = Reach.Of(new Probe(host), reading) };
        }
    }

    private sealed record Probe(string? Whom) : ProbeSpec
    {
        public override string Origin => "somewhere";

        public override string? Host => Whom;

        public override Unit? Unit => null;
    }
}
