using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;
using WarRoomBot.Signals;

namespace WarRoomBot.Features.Alerts;

/// <summary><b>Raise alert</b> beside a message: how bad it is, and what. One message is one alert while that is open.</summary>
internal sealed class RaiseForm(IDatabase database, RoomPlans plans) : IForm
{
    internal const string FormId = "alert.raise";
    internal const string Action = "alert.raise";
    internal const string Severity = "severity";
    internal const string Title = "title";

    internal const int LongestTitle = 150;

    public string Id => FormId;

    public string? Opens(ChatEvent happened) => happened is Pressed { Action: Action } pressed ? pressed.Value : null;

    public async Task<Form?> BuildAsync(Conversation conversation, string context, CancellationToken cancellationToken)
    {
        var found = await FindAsync(conversation, context, cancellationToken);
        return found is null ? null : new(
            FormId,
            "Raise an alert",
            "Raise",
            context,
            [
                new ChoiceField(Severity, "Severity", SeverityOptions.Of(found.Plan.Alerts)) { Hint = "How fast somebody has to take it goes by that" },
                new TextField(Title, "What is wrong") { Longest = LongestTitle, Initial = TitleOf(Json.Read<ChosenMessage>(context)) },
            ]);
    }

    public async Task<IReadOnlyDictionary<string, string>> CheckAsync(Submitted submitted, CancellationToken cancellationToken) =>
        await FindAsync(submitted.Conversation, submitted.Context, cancellationToken) is { Open: { } open }
            ? new Dictionary<string, string> { [Title] = $"Alert #{open.Number} is about this message already: {open.Title}." }
            : new Dictionary<string, string>();

    internal static string FingerprintOf(ChosenMessage chosen) => $"message/{chosen.Id}";

    private Task<Found?> FindAsync(Conversation conversation, string context, CancellationToken cancellationToken) => database.ReadAsync(
        async (session, token) =>
        {
            if (await RoomStore.OpenInAsync(session, conversation, token) is not { } room)
                return null;
            var newest = await AlertStore.NewestAsync(session, room.Id, FingerprintOf(Json.Read<ChosenMessage>(context)), token);
            return new Found(await plans.OfAsync(session, room, token), newest is { IsResolved: false } ? newest : null);
        },
        cancellationToken);

    private static string? TitleOf(ChosenMessage chosen) =>
        chosen.Text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) is { } line ? Texts.Cut(line, LongestTitle) : null;

    private sealed record Found(Plan Plan, Alert? Open);
}

/// <summary>The form was sent in.</summary>
internal sealed class RaiseAlert(RoomPlans plans) : RoomHandler<Submitted>(plans)
{
    private const int LongestDetail = 500;

    protected override async Task<Outcome> InRoomAsync(Submitted message, RoomTurn at, CancellationToken cancellationToken)
    {
        var chosen = Json.Read<ChosenMessage>(message.Context);
        var fingerprint = RaiseForm.FingerprintOf(chosen);
        if (await AlertStore.NewestAsync(at.Session, at.Room.Id, fingerprint, cancellationToken) is { IsResolved: false } open)
            return Outcome.Answer(message, RichText.Of($"Alert #{open.Number} is about this message already."));
        var (severity, clock) = (Enum.Parse<SignalSeverity>(message.Values[RaiseForm.Severity]), AlertClock.Of(at.Plan, at.Room.Clock));
        var alert = AlertChanges.Fire(
            new()
            {
                Number = await AlertStore.NextNumberAsync(at.Session, at.Room.Id, cancellationToken),
                Fingerprint = fingerprint,
                Title = message.Values[RaiseForm.Title].Trim(),
                Severity = severity,
                State = AlertState.Firing,
                FiredAt = at.Now,
                WaitsSince = at.Now,
                Deadline = clock.DeadlineFrom(severity, at.Now),
                LastAt = at.Now,
                Author = chosen.By is { } author ? Known(author, message.Person, at.Room) : null,
                Detail = chosen.Text.Length > 0 ? Texts.Cut(chosen.Text, LongestDetail) : null,
                Link = chosen.Link,
            },
            clock,
            message.Person);
        await AlertStore.AddAsync(at.Session, at.Room.Id, alert, cancellationToken);
        return AlertEffects.Of(null, alert, at.Room, at.Plan, at.Now);
    }

    /// <summary>By the name under which we know them: a platform may tell of the author by id alone.</summary>
    private static Person Known(Person author, Person by, WarRoom room) => room.People.Prepend(by).FirstOrDefault(known => known == author) ?? author;
}

/// <summary>The form was not opened.</summary>
internal sealed class RaiseNotOpened(RoomPlans plans) : RoomHandler<Pressed>(plans)
{
    protected override Task<Outcome> InRoomAsync(Pressed message, RoomTurn at, CancellationToken cancellationToken) =>
        Task.FromResult(Outcome.Answer(message, "The form could not be opened; please choose Raise alert from the message's menu again."));
}
