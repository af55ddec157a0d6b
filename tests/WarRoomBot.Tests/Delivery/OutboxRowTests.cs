using WarRoomBot.Delivery;

namespace WarRoomBot.Tests.Delivery;

public sealed class OutboxRowTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    private static readonly OutboxRow Row = new()
    {
        Id = 1,
        Key = "board",
        Conversation = new("fake", "T1", "C1"),
        Priority = 2,
        Rank = 2,
        State = OutboxState.Waiting,
        Body = "{}",
        Revision = 1,
        SentRevision = 0,
        Withdrawn = 0,
        Repost = 0,
        Pinned = 1,
        AttemptRevision = 0,
        Attempts = 0,
        NextAt = Noon,
    };

    [Theory]
    [InlineData(true, 12)]
    [InlineData(false, 2)]
    public void A_message_steps_behind_others_for_failures_of_its_own_not_for_those_of_the_platform(bool counts, long rank)
    {
        var row = Row;
        for (var attempt = 0; attempt < 10; attempt++)
            row = row.Postponed(Noon, "busy", counts);

        Assert.Equal(rank, row.Rank);
    }

    [Fact]
    public void What_follows_a_posting_does_not_wait_until_the_posting_would_have_been_looked_for()
    {
        var posted = Row.Beginning("op", Noon, Noon.AddSeconds(15)).Posted("1");

        Assert.Equal((DeliveryStep.Pin, OutboxState.Waiting, Noon), (posted.NextStep, posted.State, posted.NextAt));
    }
}
