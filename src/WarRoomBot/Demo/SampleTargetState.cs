namespace WarRoomBot.Host.Demo;

/// <summary>How the sample target is at one moment of its story.</summary>
internal sealed record SampleTargetState
{
    /// <summary>False for the short stretches in which it answers 503.</summary>
    public required bool IsHealthy { get; init; }

    /// <summary>Since it was last started.</summary>
    public required TimeSpan Uptime { get; init; }

    /// <summary>Percent of the requests.</summary>
    public required double ErrorRate { get; init; }

    /// <summary>Milliseconds.</summary>
    public required double P95 { get; init; }

    /// <summary>Per second.</summary>
    public required double RequestRate { get; init; }

    public required int ActiveUsers { get; init; }

    /// <summary>Percent.</summary>
    public required double Memory { get; init; }

    /// <summary>Percent.</summary>
    public required double Cpu { get; init; }

    public required IReadOnlyList<SampleProvider> Providers { get; init; }
}

/// <summary>A service that the sample target leans on.</summary>
/// <param name="Status">up, degraded or down.</param>
/// <param name="ErrorRate">Percent.</param>
internal sealed record SampleProvider(string Name, string Status, double ErrorRate);
