using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Shifts;

/// <summary><c>/warroom shift [shift] [role] @user</c>: who is down for which shift; alone it shows the shifts there are.</summary>
internal sealed class PlanShift(RoomPlans plans) : RoomHandler<Typed>(plans)
{
    private const string Planned = "shift-planned";
    private const string Nobody = "nobody";

    protected override async Task<Outcome> InRoomAsync(Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (at.Plan.Shifts.All.Count == 0)
            return Outcome.Answer(message, RichText.Of($"This plan has no shifts; {new Code("/warroom handoff @somebody")} hands over what you hold at any time."));
        var rota = await KeepShifts.RotaAsync(at.Room, at.Turn, cancellationToken);
        var words = message.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
            return new Outcome().Reply(message, ShiftCard.Of(rota, at.Room, at.Plan, at.Now));
        if (at.Plan.Shifts[words[0].ToLowerInvariant()] is not { } shift)
            return Outcome.Answer(message, Unknown(words[0], at.Plan));
        List<Person> meant = [.. message.Mentions.Concat(message.Groups).Distinct()];
        var cleared = words[^1].Equals(Nobody, StringComparison.OrdinalIgnoreCase) && meant.Count == 0;
        var (role, wrong) = RoleOf(shift, words[1..]);
        wrong ??= meant.Count > 1 ? "One person or one group takes a role in a shift; name one of them."
            : meant.Count == 0 && !cleared ? RichText.Of($"Who takes it? Type {new Code(ShiftCard.Usage(shift, role))}, or {Nobody} to clear it.")
            : null;
        wrong ??= RoleRights.ToGive(at.Plan.Role(role)!, message.Person, at.Room, at.Plan);
        if (wrong is not null)
            return Outcome.Answer(message, wrong);

        var person = cleared ? null : meant[0];
        await rota.With(shift.Name, role, person).SaveAsync(at.Session, cancellationToken);
        var title = at.Plan.Role(role)!.Title;
        var next = ShiftCard.NextOf(shift, at.Room, at.Plan, at.Now) is { } begins ? RichText.Of($", next {Span.Date(begins)}") : RichText.Empty;
        return new Outcome()
            .Add(new Record(at.Room.Id, Planned, message.Person, $"{shift.Title}, {title}: {person?.Name ?? Nobody}"))
            .Add(new Notice(at.Room.Key($"shift/{message.Key}"), at.Room.Conversation, Card.Text(person is null
                ? RichText.Of($"{message.Person}: nobody is down for {title} in {shift.Title} now")
                : RichText.Of($"{message.Person}: {title} in {shift.Title} is {person}") + next)));
    }

    private static (string Role, RichText? Wrong) RoleOf(Shift shift, string[] words)
    {
        var named = words.FirstOrDefault(word => !word.StartsWith('@') && !word.Equals(Nobody, StringComparison.OrdinalIgnoreCase));
        var titles = shift.Roles.Humanize("and");
        return named switch
        {
            null when shift.Roles.Count == 1 => (shift.Roles[0], null),
            null => (shift.Roles[0], RichText.Of($"Which role? In {shift.Title} they are {titles}; type {new Code(ShiftCard.Usage(shift, shift.Roles[0]))}.")),
            _ when shift.Roles.Contains(named.ToLowerInvariant()) => (named.ToLowerInvariant(), null),
            _ => (shift.Roles[0], RichText.Of($"{shift.Title} has no role \"{Texts.Cut(named, 40)}\"; what changes hands in it is {titles}.")),
        };
    }

    private static RichText Unknown(string name, Plan plan) => Nearest.To(name, plan.Shifts.All.Select(shift => shift.Name)) is { } nearest
        ? RichText.Of($"This plan has no shift \"{Texts.Cut(name, 40)}\". Did you mean {new Code($"/warroom shift {nearest}")}?")
        : RichText.Of($"This plan has no shift \"{Texts.Cut(name, 40)}\"; its shifts are {plan.Shifts.All.Select(shift => shift.Name).Humanize("and")}.");
}
