using WarRoomBot.Chat;
using WarRoomBot.Pipeline;
using WarRoomBot.Slack;
using WarRoomBot.TestKit;

namespace WarRoomBot.Tests.Slack;

public sealed class SlackPacingTests
{
    private readonly FakeClock _clock = new();
    private readonly SlackPacing _pacing;

    public SlackPacingTests() => _pacing = new(_clock);

    [Fact]
    public void A_channel_takes_one_message_a_second_by_whatever_way()
    {
        Assert.Equal(TimeSpan.Zero, Take(ChatCall.Post));
        Assert.Equal(TimeSpan.FromSeconds(1), Take(ChatCall.Whisper));
        Assert.Equal(TimeSpan.Zero, Take(ChatCall.Post, channel: "C2"));

        _clock.Advance(TimeSpan.FromSeconds(0.4));
        Assert.Equal(TimeSpan.FromSeconds(0.6), Take(ChatCall.Post));
        _clock.Advance(TimeSpan.FromSeconds(0.6));
        Assert.Equal(TimeSpan.Zero, Take(ChatCall.Whisper));
        Assert.Equal(TimeSpan.FromSeconds(1), Take(ChatCall.Post));
    }

    [Fact]
    public void Asking_in_vain_costs_nothing()
    {
        Take(ChatCall.Post);
        for (var time = 0; time < 1000; time++)
            Assert.Equal(TimeSpan.FromSeconds(1), Take(ChatCall.Post));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, Take(ChatCall.Post));
    }

    [Theory]
    [InlineData(ChatCall.Edit, 50)]
    [InlineData(ChatCall.Delete, 50)]
    [InlineData(ChatCall.Find, 50)]
    [InlineData(ChatCall.Pin, 20)]
    public void A_method_is_called_as_often_as_its_tier_allows_in_any_minute(ChatCall call, int perMinute)
    {
        List<DateTimeOffset> went = [];
        var end = _clock.GetUtcNow().AddMinutes(5);
        while (_clock.GetUtcNow() < end)
        {
            var wait = Take(call, Priority.Urgent, $"C{went.Count}");
            if (wait == TimeSpan.Zero)
                went.Add(_clock.GetUtcNow());
            else
                _clock.Advance(wait);
        }

        Assert.True(went.Count > 5 * perMinute * 0.75, $"{went.Count} in five minutes wastes the tier");
        Assert.All(went, from => Assert.InRange(went.Count(at => at >= from && at < from.AddMinutes(1)), 1, perMinute));
    }

    [Fact]
    public void Waiting_as_long_as_was_said_is_enough()
    {
        for (var time = 0; time < 200; time++)
        {
            if (Take(ChatCall.Edit, Priority.Background) is not { Ticks: > 0 } wait)
                continue;
            _clock.Advance(wait);
            Assert.Equal(TimeSpan.Zero, Take(ChatCall.Edit, Priority.Background));
        }
    }

    [Theory]
    [InlineData(Priority.Background, 4)]
    [InlineData(Priority.Routine, 6)]
    [InlineData(Priority.Answer, 8)]
    [InlineData(Priority.Urgent, 10)]
    public void The_last_part_of_a_budget_is_kept_for_what_is_more_urgent(Priority priority, int atOnce)
    {
        var went = 0;
        while (Take(ChatCall.Edit, priority) == TimeSpan.Zero)
            went++;

        Assert.Equal(atOnce, went);
        for (var urgent = atOnce; urgent < 10; urgent++)
            Assert.Equal(TimeSpan.Zero, Take(ChatCall.Edit, Priority.Urgent));
        Assert.NotEqual(TimeSpan.Zero, Take(ChatCall.Edit, Priority.Urgent));
    }

    [Fact]
    public void What_is_urgent_never_waits_behind_housekeeping_however_long_that_lasts()
    {
        for (var second = 0; second < 600; second++)
        {
            while (Take(ChatCall.Edit, Priority.Background) == TimeSpan.Zero)
            {
            }

            if (second % 60 == 59)
                Assert.Equal(TimeSpan.Zero, Take(ChatCall.Edit, Priority.Urgent));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void A_workspace_has_a_ceiling_for_posts_over_all_channels()
    {
        var went = 0;
        while (Take(ChatCall.Post, Priority.Routine, $"C{went}") == TimeSpan.Zero)
            went++;

        Assert.Equal(36, went);
        Assert.Equal(TimeSpan.Zero, Take(ChatCall.Post, Priority.Urgent, "C-urgent"));
    }

    [Fact]
    public void After_a_429_nothing_goes_until_its_time_is_over_to_the_second()
    {
        _pacing.Hold(SlackMethod.PostMessage, "C1", TimeSpan.FromSeconds(30));

        Assert.Equal(TimeSpan.FromSeconds(30), Take(ChatCall.Post, Priority.Urgent, "C2"));
        Assert.Equal(TimeSpan.FromSeconds(30), Take(ChatCall.Whisper, Priority.Urgent));
        Assert.Equal(TimeSpan.FromSeconds(30), _pacing.Held(SlackMethod.PostMessage, "C2"));
        Assert.Equal(TimeSpan.FromSeconds(30), _pacing.Held(SlackMethod.PostEphemeral, "C1"));
        Assert.Equal(TimeSpan.Zero, _pacing.Held(SlackMethod.PostEphemeral, "C2"));
        Assert.Equal(TimeSpan.Zero, Take(ChatCall.Edit));
        _clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.Equal(TimeSpan.FromSeconds(0.1), Take(ChatCall.Post, Priority.Urgent));
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(TimeSpan.Zero, Take(ChatCall.Post, Priority.Urgent));
    }

    [Fact]
    public void After_a_429_one_goes_first_to_see_and_the_urgent_before_the_others()
    {
        _pacing.Hold(SlackMethod.Update, null, TimeSpan.FromSeconds(5));
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.NotEqual(TimeSpan.Zero, Take(ChatCall.Edit, Priority.Background));
        Assert.Equal(TimeSpan.Zero, Take(ChatCall.Edit, Priority.Urgent));
        Assert.NotEqual(TimeSpan.Zero, Take(ChatCall.Edit, Priority.Urgent));
    }

    [Fact]
    public void A_shorter_429_does_not_end_a_longer_one()
    {
        _pacing.Hold(SlackMethod.Update, null, TimeSpan.FromSeconds(30));
        _pacing.Hold(SlackMethod.Update, null, TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(30), Take(ChatCall.Edit, Priority.Urgent));
    }

    [Fact]
    public void Many_channels_are_forgotten_once_they_are_quiet()
    {
        for (var channel = 0; channel < 5000; channel++)
        {
            while (Take(ChatCall.Post, Priority.Urgent, $"C{channel}") is { Ticks: > 0 } wait)
                _clock.Advance(wait);
        }

        Assert.NotEqual(TimeSpan.Zero, Take(ChatCall.Post, Priority.Urgent, "C4999"));
    }

    private TimeSpan Take(ChatCall call, Priority priority = Priority.Urgent, string channel = "C1") => _pacing.Take(call, channel, priority);
}
