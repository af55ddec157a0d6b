namespace WarRoomBot.Host.Demo;

/// <summary>
/// What goes wrong with the sample target, and when: an hour of calm, one of its providers starts to fail, warnings, a critical stretch
/// in which it goes down twice and is started again, recovery, calm; every six hours anew. The same moment always looks the same.
/// </summary>
internal static class SampleTargetStory
{
    /// <summary>After which it begins again, with other noise.</summary>
    public static readonly TimeSpan Cycle = TimeSpan.FromHours(6);

    private const double Restarted = 170;

    /// <summary>It had been running when the story began.</summary>
    private static readonly TimeSpan RunningBefore = TimeSpan.FromHours(30);

    private static readonly (double From, double To)[] Down = [(152, 156), (164, Restarted)];

    // Minute of the cycle and value; in between the way is smooth.
    private static readonly Curve ErrorRate =
        new((0, 0.04), (70, 0.05), (100, 1.9), (130, 2.1), (145, 7.2), (185, 7.0), (215, 0.6), (250, 0.04));
    private static readonly Curve P95 = new((0, 300), (70, 310), (105, 700), (130, 760), (150, 1450), (185, 1350), (225, 380), (260, 300));
    private static readonly Curve RequestRate = new((0, 42), (90, 44), (140, 66), (160, 30), (200, 48), (260, 42));
    private static readonly Curve ActiveUsers = new((0, 120), (120, 116), (165, 34), (230, 105), (300, 120));
    private static readonly Curve Memory = new((0, 54), (60, 57), (150, 79), (Restarted, 83), (Restarted + 4, 48), (300, 53), (360, 54));
    private static readonly Curve Cpu = new((0, 33), (70, 34), (110, 61), (150, 84), (185, 80), (220, 38), (260, 33));
    private static readonly Curve Provider = new((0, 0.3), (60, 0.3), (95, 5), (130, 6), (145, 18), (180, 16), (205, 0.9), (240, 0.3));

    /// <param name="elapsed">Since the story began, in its own time; zero or later.</param>
    public static SampleTargetState At(TimeSpan elapsed)
    {
        var total = elapsed.TotalMinutes;
        var minute = total % Cycle.TotalMinutes;
        var noise = new Noise(total);
        return new()
        {
            IsHealthy = !Down.Any(stretch => minute >= stretch.From && minute < stretch.To),
            Uptime = Uptime(elapsed),
            ErrorRate = Math.Round(ErrorRate.At(minute) * noise.Around(1, 0.12), 3),
            P95 = Math.Round(P95.At(minute) * noise.Around(2, 0.06)),
            RequestRate = Math.Round(RequestRate.At(minute) * noise.Around(3, 0.08), 1),
            ActiveUsers = (int)Math.Round(ActiveUsers.At(minute) * noise.Around(4, 0.05)),
            Memory = Math.Round(Memory.At(minute) * noise.Around(5, 0.01), 1),
            Cpu = Math.Round(Cpu.At(minute) * noise.Around(6, 0.08), 1),
            Providers =
            [
                Named("OpenAI", 0.4 * noise.Around(7, 0.3)),
                Named("Anthropic", Provider.At(minute) * noise.Around(8, 0.1)),
                Named("Google", 0.2 * noise.Around(9, 0.3)),
            ],
        };
    }

    private static TimeSpan Uptime(TimeSpan elapsed)
    {
        var sinceFirstRestart = elapsed - TimeSpan.FromMinutes(Restarted);
        return sinceFirstRestart < TimeSpan.Zero
            ? elapsed + RunningBefore
            : TimeSpan.FromTicks(sinceFirstRestart.Ticks % Cycle.Ticks);
    }

    private static SampleProvider Named(string name, double errorRate) =>
        new(name, errorRate > 10 ? "down" : errorRate > 2 ? "degraded" : "up", Math.Round(errorRate, 2));

    /// <summary>Values at certain minutes of the cycle, the last one holding until its end, joined without corners.</summary>
    private sealed class Curve(params (double Minute, double Value)[] points)
    {
        public double At(double minute)
        {
            var next = Array.FindIndex(points, point => point.Minute > minute);
            if (next < 0)
                return points[^1].Value;
            var (from, to) = (points[next - 1], points[next]);
            return from.Value + ((to.Value - from.Value) * Smooth((minute - from.Minute) / (to.Minute - from.Minute)));
        }
    }

    /// <summary>A little unrest that depends on nothing but the minute, so that two runs of the demo look alike.</summary>
    private readonly struct Noise(double minute)
    {
        private const double Step = 3;

        /// <summary>A factor within <paramref name="spread"/> around 1.</summary>
        public double Around(uint series, double spread)
        {
            var at = minute / Step;
            var before = (uint)Math.Floor(at);
            var (from, to) = (Scattered(series, before), Scattered(series, before + 1));
            return 1 + (spread * (from + ((to - from) * Smooth(at - before))));
        }

        /// <summary>Between -1 and 1, without pattern to the eye.</summary>
        private static double Scattered(uint series, uint at)
        {
            var bits = unchecked((series * 0x9E3779B1u) ^ (at * 0x85EBCA77u));
            bits = unchecked((bits ^ (bits >> 15)) * 0x2C1B3C6Du);
            bits = unchecked((bits ^ (bits >> 12)) * 0x297A2D39u);
            return ((bits ^ (bits >> 15)) / (double)uint.MaxValue * 2) - 1;
        }
    }

    private static double Smooth(double share) => share * share * (3 - (2 * share));
}
