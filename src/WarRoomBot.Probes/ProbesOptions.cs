using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace WarRoomBot.Probes;

/// <summary>The configuration section <c>Probes</c>.</summary>
internal sealed class ProbesOptions
{
    public const string Section = "Probes";

    /// <summary>True lets probes read loopback and private addresses; link-local and cloud metadata stay refused.</summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>The longest wait for a connection, TLS included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:30", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The longest wait for a whole answer, redirects included, when the plan says nothing else.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>Stops the start when a setting makes no sense.</summary>
[OptionsValidator]
internal sealed partial class ProbesOptionsValidator : IValidateOptions<ProbesOptions>;
