using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.WarRooms;

/// <summary>Who holds what, all on one sheet: asked after a room was started, and by <b>Give roles</b>.</summary>
internal sealed class RolesForm(IPlanCatalog catalog, IDatabase database, RoomPlans plans) : IForm
{
    internal const string FormId = "room.roles";
    internal const string Action = "room.roles";

    /// <summary>More would be no form but a list; the others are typed.</summary>
    private const int MostRoles = 20;

    public string Id => FormId;

    public string? Opens(ChatEvent happened) => happened is Pressed { Action: Action } ? Json.Write(new RolesContext(null, [])) : null;

    public async Task<Form?> BuildAsync(ChatEvent asked, string context, CancellationToken cancellationToken) =>
        await OpenInAsync(asked.Conversation, cancellationToken) is { } open ? Of(open.Plan, open.Room, null) : null;

    public async Task<Form?> BuildAsync(Conversation conversation, string context, CancellationToken cancellationToken)
    {
        var known = Json.Read<RolesContext>(context);
        // Sent in before the room has opened: what is asked is clear already.
        var plan = (await OpenInAsync(conversation, cancellationToken))?.Plan ?? (known.Starts is { } name ? catalog.Find(name)?.Plan : null);
        return plan is null ? null : Of(plan, null, known.Starts);
    }

    public async Task<IReadOnlyDictionary<string, string>> CheckAsync(Submitted submitted, CancellationToken cancellationToken)
    {
        var wrong = new Dictionary<string, string>();
        if (await OpenInAsync(submitted.Conversation, cancellationToken) is not { } open)
            return wrong;
        foreach (var (role, _) in ChangesOf(submitted, open.Room, open.Plan))
        {
            if (RoleRights.ToGive(role, submitted.Person, open.Room, open.Plan) is { } refusal)
                wrong[role.Name] = refusal.ToString();
        }

        return wrong;
    }

    /// <param name="plan">Whose roles are given.</param>
    /// <param name="room">As it is; null when nobody can hold any yet.</param>
    /// <param name="starts">The name of the plan whose room is about to open; null for a room that is open.</param>
    /// <returns>Null when the plan has none.</returns>
    internal static Form? Of(Plan plan, WarRoom? room, string? starts)
    {
        var roles = plan.Roles.Take(MostRoles).ToList();
        return roles.Count == 0 ? null : new(
            FormId,
            "Who holds what",
            "Save",
            Json.Write(new RolesContext(starts, [.. roles.Where(role => room is not null && Single(room, role).Any()).Select(role => role.Name)])),
            [.. roles.Select(role => new PeopleField(role.Name, Texts.Cut(role.Title, 75)) { Optional = true, Initial = room is null ? [] : [.. Single(room, role)] })]);
    }

    /// <summary>The roles that change hands. One that was shown with its holders and came back empty is nobody's; one that was shown empty stays as it is.</summary>
    internal static IEnumerable<(Role Role, IReadOnlyList<Person> People)> ChangesOf(Submitted submitted, WarRoom room, Plan plan)
    {
        var shown = Json.Read<RolesContext>(submitted.Context).Held;
        return plan.Roles
            .Where(role => submitted.Values.ContainsKey(role.Name) || shown.Contains(role.Name))
            .Select(role => (Role: role, People: (IReadOnlyList<Person>)[.. room.Holders(role.Name).Where(holder => holder.IsGroup), .. Named(PeopleField.Read(submitted.Values.GetValueOrDefault(role.Name)), room)]))
            .Where(one => !one.People.SequenceEqual(room.Holders(one.Role.Name)));
    }

    /// <summary>No platform lets groups be chosen beside people: they stay as they are, and are given by a command.</summary>
    private static IEnumerable<Person> Single(WarRoom room, Role role) => room.Holders(role.Name).Where(holder => !holder.IsGroup);

    /// <summary>By the names under which we know them: a platform may tell of people by id alone.</summary>
    private static IReadOnlyList<Person> Named(IReadOnlyList<Person> people, WarRoom room) =>
        [.. people.Select(person => person.Name != person.Id ? person : room.People.FirstOrDefault(known => known == person) ?? person)];

    private Task<RoomAndPlan?> OpenInAsync(Conversation conversation, CancellationToken cancellationToken) => database.ReadAsync(
        async (session, token) => await RoomStore.OpenInAsync(session, conversation, token) is { } room ? new RoomAndPlan(room, await plans.OfAsync(session, room, token)) : null,
        cancellationToken);
}

/// <param name="Starts">The name of the plan whose room is about to open; null for a room that is open.</param>
/// <param name="Held">Names of the roles that were shown with somebody in them.</param>
internal sealed record RolesContext(string? Starts, IReadOnlyList<string> Held);

/// <summary>The form was sent in.</summary>
internal sealed class GiveRoles(RoomPlans plans) : RoomHandler<Submitted>(plans)
{
    protected override async Task<Outcome> InRoomAsync(Submitted message, RoomTurn at, CancellationToken cancellationToken)
    {
        var (outcome, room, told) = (new Outcome(), at.Room, new List<RichText>());
        foreach (var (role, people) in RolesForm.ChangesOf(message, at.Room, at.Plan))
        {
            if (RoleRights.ToGive(role, message.Person, at.Room, at.Plan) is { } refusal)
            {
                outcome.Reply(message, Card.Text(refusal));
                continue;
            }

            room = room.With(role.Name, people);
            outcome.Add(RoleHistory.RecordOf(room, role, message.Person)).Also(PeopleLookUp.Of(room, role, people, at.Turn));
            told.Add(people.Count > 0 ? RichText.Of($"{role.Title} is {room.Names(role)}") : RichText.Of($"nobody holds {role.Title} now"));
        }

        if (told.Count == 0)
            return outcome;
        await RoomStore.SaveAsync(at.Session, room, cancellationToken);
        return outcome
            .Add(new Notice(room.Key($"role/{message.Key}"), room.Conversation, Card.Text(RichText.Of($"{message.Person}: ") + RichText.Join(", ", told) + ".")))
            .Add(RoomFacts.Of(RoomFacts.Changed, room));
    }
}

/// <summary><b>Give roles</b>: the form was not opened.</summary>
internal sealed class RolesNotOpened(RoomPlans plans) : RoomHandler<Pressed>(plans)
{
    protected override Task<Outcome> InRoomAsync(Pressed message, RoomTurn at, CancellationToken cancellationToken) =>
        Task.FromResult(Outcome.Answer(message, RichText.Of($"The form could not be opened; please press the button again, or type {new Code("/warroom role <role> @somebody")}.")));
}
