using System.Text.Json;
using WarRoomBot.Chat;
using WarRoomBot.Delivery;

namespace WarRoomBot.Slack;

/// <summary>
/// People and user groups (Docs "users.info", "usergroups.users.list"). What was read is known for an hour, or until Slack tells that it changed
/// (<c>user_change</c>, <c>subteam_updated</c>, <c>subteam_members_changed</c>); of a large workspace only those who were asked about last.
/// </summary>
internal sealed class SlackPeople(SlackCalls calls, SlackPacing pacing, TimeProvider time)
{
    private const int MostKnown = 2000;

    /// <summary>Of a larger group the others are known by their ids alone.</summary>
    private const int MostNamed = 30;

    private static readonly TimeSpan KnownFor = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (Profile Profile, long At)> _known = [];

    /// <summary>Slack told that something about a person or a group has changed.</summary>
    internal void Forget(string id)
    {
        lock (_lock)
            _known.Remove(id);
    }

    /// <inheritdoc cref="IPeople.LookUpAsync"/>
    public async Task<Profile> LookUpAsync(Conversation near, Person person, CancellationToken cancellationToken)
    {
        if (Known(person.Id) is { } known)
            return known;
        var profile = person.IsGroup ? await GroupAsync(near, person, cancellationToken)
            : SlackIds.IsUser(person.Id) ? await PersonAsync(person, cancellationToken)
            : new(person, ProfileKind.Unknown);
        if (profile.Trouble is null)
            Keep(person.Id, profile);
        return profile;
    }

    private async Task<Profile> PersonAsync(Person person, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(SlackMethod.UserInfo, new() { ["user"] = person.Id }, cancellationToken);
        if (answer.Failure is { } failure)
            return new(person, ProfileKind.Unknown) { Trouble = failure.Error is "user_not_found" or "user_not_visible" ? null : SlackChannels.Refusal(failure) };
        if (!answer.Body.TryGetProperty("user", out var user) || user.ValueKind != JsonValueKind.Object)
            return new(person, ProfileKind.Unknown);
        var name = user.TryGetProperty("profile", out var profile) && Text(profile, "display_name") is { Length: > 0 } shown ? shown : Text(user, "name") ?? person.Name;
        return new(
            person with { Name = name },
            Is(user, "deleted") ? ProfileKind.Left : Is(user, "is_bot") ? ProfileKind.App : Is(user, "is_restricted") || Is(user, "is_ultra_restricted") ? ProfileKind.Guest : ProfileKind.Member);
    }

    private async Task<Profile> GroupAsync(Conversation near, Person group, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(SlackMethod.GroupMembers, new() { ["usergroup"] = group.Id }, cancellationToken);
        if (answer.Failure is { } failure)
            return new(group with { Members = [] }, ProfileKind.Unknown) { Trouble = failure.Error is "no_such_subteam" ? null : SlackChannels.Refusal(failure) };
        List<Person> members = [];
        if (answer.Body.TryGetProperty("users", out var users) && users.ValueKind == JsonValueKind.Array)
        {
            foreach (var user in users.EnumerateArray().Select(each => each.GetString()).Where(SlackIds.IsUser))
            {
                var member = new Person(user!, user!);
                members.Add(members.Count < MostNamed ? (await LookUpAsync(near, member, cancellationToken)).Person : member);
            }
        }

        return new(group with { Members = members }, ProfileKind.Member);
    }

    private Profile? Known(string id)
    {
        lock (_lock)
            return _known.TryGetValue(id, out var known) && time.GetElapsedTime(known.At) < KnownFor ? known.Profile : null;
    }

    private void Keep(string id, Profile profile)
    {
        lock (_lock)
        {
            if (_known.Count >= MostKnown)
            {
                foreach (var old in _known.OrderBy(pair => pair.Value.At).Take(MostKnown / 2).Select(pair => pair.Key).ToList())
                    _known.Remove(old);
            }

            _known[id] = (profile, time.GetTimestamp());
        }
    }

    /// <exception cref="TryLaterException">It is to be tried again: throttled, unreachable, or the answer was lost.</exception>
    private async Task<SlackAnswer> CallAsync(SlackMethod method, Dictionary<string, string> arguments, CancellationToken cancellationToken)
    {
        if (pacing.Take(method) is { Ticks: > 0 } wait)
            throw new TryLaterException($"{method} has its limit", wait);
        var answer = await calls.ReadAsync(method, arguments, cancellationToken);
        if (answer.Failure is { Fault: SlackFault.Throttled or SlackFault.Busy or SlackFault.Unreachable or SlackFault.Ambiguous or SlackFault.TokenDead } failure)
            throw new TryLaterException($"{method}: {failure.Error}", failure.After);
        return answer;
    }

    private static bool Is(JsonElement user, string name) => user.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
