using System.Globalization;
using WarRoomBot.Cards;

namespace WarRoomBot.Features.WarRooms;

/// <summary>What somebody who starts a room has said.</summary>
/// <param name="Plan">Empty when nobody said.</param>
/// <param name="Version">Empty when nobody said.</param>
/// <param name="Pace">1 in earnest.</param>
/// <param name="At">The deployment's time as typed; null for now.</param>
internal sealed record StartRequest(string Plan, string Version, double Pace, string? At)
{
    internal const double FastestPace = 1000;

    /// <summary>What is wrong with it; null when it can be understood.</summary>
    public RichText? Wrong { get; init; }

    public static StartRequest Parse(string text)
    {
        var request = new StartRequest("", "", 1, null);
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            request = word.Split('=', 2) switch
            {
                ["pace", var pace] => request.WithPace(pace),
                ["at", var at] => request with { At = at },
                // Not every = is an option: a version may be an address.
                [var name, _] when name.All(char.IsAsciiLetter) => request with { Wrong = RichText.Of($"{name}= is not known here; what may follow the version is pace= and at=.") },
                _ when request.Plan.Length == 0 => request with { Plan = word },
                _ => request with { Version = $"{request.Version} {word}".TrimStart() },
            };
        }

        return request;
    }

    public StartRequest WithPace(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pace) && pace is >= 1 and <= FastestPace
            ? this with { Pace = pace }
            : this with { Wrong = RichText.Of($"pace= is how many times faster a rehearsal runs, from 1 to {(long)FastestPace}, such as pace=120; \"{text}\" is not.") };
}
