using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Gates.Contract;

namespace WarRoomBot.Features.Gates;

/// <summary>Asks whoever signs for the reason, the role and the conditions, where they are wanted.</summary>
internal sealed class SignForm(IDatabase database, GateTurns gates) : IForm
{
    internal const string FormId = "gate.sign";

    /// <summary>In place of a role's name: each that they hold.</summary>
    internal const string AllRoles = "*";

    private const string Option = "option";
    private const string Role = "role";
    private const string Reason = "reason";
    private const string Conditions = "conditions";
    private const int LongestReason = 1500;

    public string Id => FormId;

    public string? Opens(ChatEvent happened) => happened is Pressed { Action: GateCard.SignAction or GateCard.ConditionAction } pressed
        ? Json.Write(new SignContext(pressed.Value, happened.Person, pressed.Action == GateCard.ConditionAction))
        : null;

    /// <param name="conversation">Where the card stands.</param>
    /// <param name="context">A <see cref="SignContext"/>.</param>
    /// <param name="cancellationToken">The request is over.</param>
    public async Task<Form?> BuildAsync(Conversation conversation, string context, CancellationToken cancellationToken)
    {
        var asked = Json.Read<SignContext>(context);
        if (GatePlace.TryParse(asked.Place) is not { } place)
            return null;
        var found = await database.ReadAsync((session, token) => gates.FindAsync(session, place.Room, place.Number, token), cancellationToken);
        if (found is not { Gate.IsOpen: true } || found.View.Room.Conversation != conversation || found.Gate.Evidence != place.Evidence)
            return null;
        var (gate, view) = (found.Gate, found.View);
        var roles = view.RolesOf(gate, asked.Person);
        var isCondition = asked.WithCondition;
        if (roles.Count == 0 || (!isCondition && (place.Thing < 0 || place.Thing >= view.Planned.Options.Count)))
            return null;
        var needsReason = isCondition || GateView.NeedsReason(gate, place.Thing);
        if (roles.Count == 1 && !needsReason)
            return null;
        List<Field> fields = [];
        if (isCondition)
            fields.Add(new ChoiceField(Option, "What you sign", [.. view.Planned.Options.Select((option, at) => new Option(at.ToString(CultureInfo.InvariantCulture), option.Name))]) { Initial = "0" });
        if (roles.Count > 1)
            fields.Add(new ChoiceField(Role, "For which role", [.. roles.Select(role => new Option(role, Texts.Cut(view.Title(role), 75))), new(AllRoles, "For each of them")]));
        fields.Add(new TextField(Reason, "Why") { Multiline = true, Longest = LongestReason, Optional = !needsReason, Hint = "It goes into the record, with your name" });
        fields.Add(new TextField(Conditions, "Conditions")
        {
            Multiline = true,
            Longest = LongestReason,
            Optional = !isCondition,
            Hint = "What has to be done all the same, one on each line; they stay open until they are done",
        });
        return new(FormId, isCondition ? "With a condition" : Texts.Cut(view.Planned.Options[place.Thing].Name, 24), "Sign", context, fields);
    }

    public async Task<string?> WhyNotAsync(Submitted submitted, CancellationToken cancellationToken)
    {
        if (GatePlace.TryParse(Json.Read<SignContext>(submitted.Context).Place) is not { } place
            || await database.ReadAsync((session, token) => gates.FindAsync(session, place.Room, place.Number, token), cancellationToken) is not { } found)
            return null;
        return !found.Gate.IsOpen ? GateTurns.Closed(found).ToString() : found.Gate.Evidence != place.Evidence ? Signing.Changed : null;
    }

    internal static SignWish WishOf(IReadOnlyDictionary<string, string> values) => new(
        int.TryParse(values.GetValueOrDefault(Option), NumberStyles.None, CultureInfo.InvariantCulture, out var option) ? option : null,
        values.GetValueOrDefault(Role),
        values.GetValueOrDefault(Reason)?.Trim(),
        [.. values.GetValueOrDefault(Conditions, "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.TrimStart('-', '*', ' ')).Distinct()]);
}

/// <param name="Place">A <see cref="GatePlace"/>.</param>
internal sealed record SignContext(string Place, Person Person, bool WithCondition);

/// <summary><b>With a condition</b>: the form was not opened.</summary>
internal sealed class ConditionNotOpened(GateTurns gates) : Pipeline.IHandler<Pressed>
{
    public async Task<Pipeline.Outcome> HandleAsync(Pressed message, Pipeline.Turn turn, CancellationToken cancellationToken)
    {
        var (found, place, otherwise) = await gates.FindOpenAsync(message, message.Value, turn, cancellationToken);
        return Pipeline.Outcome.Answer(message, found is not { Gate.IsOpen: true } ? otherwise
            : found.View.RolesOf(found.Gate, message.Person).Count == 0 ? Signing.NotYou(message.Person, found)
            : place.Evidence != found.Gate.Evidence ? Signing.Changed
            : "The form could not be opened; please press the button again.");
    }
}
