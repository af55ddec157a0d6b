using WarRoomBot.Cards;
using WarRoomBot.Chat;

namespace WarRoomBot.Delivery;

/// <summary>Looks people up, on the platform that they are on.</summary>
internal sealed class PeoplePerformer(IEnumerable<IPeople> platforms) : IPerformer
{
    internal const string ActionKind = "people";

    private readonly Dictionary<string, IPeople> _platforms = platforms.ToDictionary(platform => platform.Platform);

    public string Kind => ActionKind;

    public async Task<string> PerformAsync(string key, string body, CancellationToken cancellationToken)
    {
        var work = Json.Read<PeopleWork>(body);
        var profiles = new List<Profile>();
        if (_platforms.TryGetValue(work.Near.Platform, out var platform))
        {
            foreach (var person in work.People)
                profiles.Add(await platform.LookUpAsync(work.Near, person, cancellationToken));
        }

        return Json.Write(new PeopleAnswer(profiles));
    }
}

/// <param name="Subject">What it is for, handed back with the answer.</param>
internal sealed record PeopleWork(string Subject, Conversation Near, IReadOnlyList<Person> People);

/// <param name="Profiles">Empty where the platform knows no people.</param>
internal sealed record PeopleAnswer(IReadOnlyList<Profile> Profiles);
