using WarRoomBot.Plans;

namespace WarRoomBot.Tests.Plans;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("2h", 7200)]
    [InlineData("48h", 172800)]
    [InlineData("1d", 86400)]
    [InlineData("1h30m", 5400)]
    [InlineData("1h 30m", 5400)]
    [InlineData("1d2h3m4s", 93784)]
    [InlineData("0m", 0)]
    [InlineData("200ms", 0.2)]
    public void Durations_are_read_as_plans_write_them(string text, double seconds)
    {
        Assert.True(Durations.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("1.5h")]
    [InlineData("30m1h")]
    [InlineData("5m5m")]
    [InlineData("5 minutes")]
    [InlineData("99999999999999999999h")]
    [InlineData("2147483647d")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(Durations.TryParse(text, out _));

    [Theory]
    [InlineData(0, "T+0m")]
    [InlineData(30, "T+30s")]
    [InlineData(600, "T+10m")]
    [InlineData(11520, "T+3h12")]
    [InlineData(11100, "T+3h05")]
    [InlineData(172800, "T+48h")]
    [InlineData(-1080, "T-18m")]
    public void Offsets_count_from_the_deployment(int seconds, string text) => Assert.Equal(text, Durations.Offset(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(-20, "0 s")]
    [InlineData(45, "45 s")]
    [InlineData(130, "2 min 10 s")]
    [InlineData(900, "15 min")]
    [InlineData(1079.6, "18 min")]
    [InlineData(3590, "1h")]
    [InlineData(7500, "2h 5m")]
    [InlineData(74880, "20h 48m")]
    [InlineData(172800, "48h")]
    public void People_read_them_in_words(double seconds, string text) => Assert.Equal(text, Durations.Words(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("48h")]
    [InlineData("15m")]
    [InlineData("1h30m")]
    [InlineData("1m30s")]
    [InlineData("31d")]
    [InlineData("0m")]
    public void What_is_written_is_read_back(string text)
    {
        Assert.True(Durations.TryParse(text, out var duration));
        Assert.Equal(text, Durations.Written(duration));
    }
}
