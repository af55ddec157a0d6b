using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.WarRooms;

/// <summary><c>/warroom role &lt;role&gt; @user</c>: who holds what. Several people may share a role; <c>nobody</c> clears it.</summary>
internal sealed class AssignRole(RoomPlans plans) : RoomHandler<Typed>(plans)
{
    private const string Nobody = "nobody";

    protected override async Task<Outcome> InRoomAsync(Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        var words = message.Text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var names = string.Join(", ", at.Plan.Roles.Select(role => role.Name));
        if (words.Length == 0)
            return Outcome.Answer(message, RichText.Of($"Which role, and who? Type {new Code("/warroom role <role> @somebody")}; the roles are {names}."));
        if (at.Plan.Role(words[0].ToLowerInvariant()) is not { } role)
            return Outcome.Answer(message, RichText.Of($"This plan has no role \"{words[0]}\"; its roles are {names}."));
        var cleared = words.Length == 2 && words[1].Equals(Nobody, StringComparison.OrdinalIgnoreCase);
        var named = message.Mentions.Concat(message.Groups).Distinct().ToList();
        if (!cleared && named.Count == 0)
            return Outcome.Answer(message, RichText.Of($"Who is {role.Title}? Type {new Code($"/warroom role {role.Name} @somebody")}, or {Nobody} to clear it."));
        if (RoleRights.ToGive(role, message.Person, at.Room, at.Plan) is { } refusal)
            return Outcome.Answer(message, refusal);

        var room = at.Room.With(role.Name, cleared ? [] : named);
        await RoomStore.SaveAsync(at.Session, room, cancellationToken);
        var told = cleared ? RichText.Of($"{message.Person}: nobody holds {role.Title} now.") : RichText.Of($"{message.Person}: {role.Title} is {room.Names(role)}.");
        return new Outcome()
            .Also(cleared ? Outcome.Nothing : PeopleLookUp.Of(room, role, named, at.Turn))
            .Add(RoleHistory.RecordOf(room, role, message.Person))
            .Add(new Notice(room.Key($"role/{message.Key}"), room.Conversation, Card.Text(told)))
            .Add(RoomFacts.Of(RoomFacts.Changed, room));
    }
}

/// <summary><c>/warroom roles</c>.</summary>
internal sealed class ListRoles(RoomPlans plans) : RoomHandler<Typed>(plans)
{
    protected override Task<Outcome> InRoomAsync(Typed message, RoomTurn at, CancellationToken cancellationToken) =>
        Task.FromResult(new Outcome().Reply(message, Card(at.Room, at.Plan)));

    internal static Card Card(WarRoom room, Plan plan) => new(
        Mark.None,
        "Who holds what",
        [
            .. plan.Roles.Select(role => new Line(room.Holders(role.Name).Count > 0
                ? RichText.Of($"{Span.Strong(role.Title)}  {room.Names(role)}")
                : RichText.Of($"{Span.Strong(role.Title)}  nobody yet: {new Code($"/warroom role {role.Name} @somebody")}"))),
            .. plan.Roles.Count > 0 ? [new Buttons([new("Give roles", RolesForm.Action, "")])] : (IEnumerable<Element>)[],
        ]);
}
