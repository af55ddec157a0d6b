using WarRoomBot.Delivery;

namespace WarRoomBot.Tests.Delivery;

public sealed class UnderWayTests
{
    private readonly UnderWay<int> _underWay = new();

    [Fact]
    public void Work_that_ends_before_its_start_returns_is_not_under_way_for_ever()
    {
        var free = false;

        _underWay.Start(1, () => Task.CompletedTask, () => free = !_underWay.Contains(1));

        Assert.True(free);
        Assert.True(_underWay.IsEmpty);
    }

    [Fact]
    public async Task What_is_under_way_can_be_waited_for()
    {
        var mayEnd = new TaskCompletionSource();
        _underWay.Start(1, () => mayEnd.Task, () => { });
        var ended = _underWay.Ended;

        Assert.Equal([1], _underWay.Keys);
        Assert.False(ended.IsCompleted);
        mayEnd.SetResult();
        await ended;
        Assert.Equal(0, _underWay.Count);
    }
}
