using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.WarRooms;

/// <summary><c>/warroom start [plan] [version] [pace=N] [at=14:00]</c>, typed or from the form.</summary>
internal sealed class StartWarRoom(IPlanCatalog catalog, RoomPlans plans) : IHandler<Typed>, IHandler<Submitted>
{
    public Task<Outcome> HandleAsync(Typed message, Turn turn, CancellationToken cancellationToken) =>
        StartAsync(message, StartRequest.Parse(message.Text), turn, cancellationToken);

    public Task<Outcome> HandleAsync(Submitted message, Turn turn, CancellationToken cancellationToken) =>
        StartAsync(message, StartForm.RequestOf(message.Values), turn, cancellationToken);

    /// <summary>The room as it opens; nothing of it depends on what was before.</summary>
    internal static WarRoom Open(ChatEvent asked, StartRequest request, PlanReading reading, DateTimeOffset startsAt, DateTimeOffset now)
    {
        var room = new WarRoom
        {
            Id = 0,
            Conversation = asked.Conversation,
            ConversationName = asked.ConversationName,
            PlanName = reading.Name,
            PlanHash = RoomPlans.HashOf(reading.Text),
            Version = request.Version,
            Pace = request.Pace,
            OpenedAt = now,
            StartsAt = startsAt,
            EndsAt = null,
            OpenedBy = asked.Person,
            OpenedReply = asked.Reply,
            Roles = new Dictionary<string, IReadOnlyList<Person>>(),
            StatusCards = 0,
            RowVersion = 0,
        };
        return reading.Plan!.Duration is { } duration ? room with { EndsAt = room.Clock.At(duration) } : room;
    }

    private async Task<Outcome> StartAsync(ChatEvent asked, StartRequest request, Turn turn, CancellationToken cancellationToken)
    {
        if (request.Wrong is { } wrong)
            return Outcome.Answer(asked, wrong);
        if (await RoomStore.OpenInAsync(turn.Session, asked.Conversation, cancellationToken) is { } open)
            return Outcome.Answer(asked, Taken(open, await plans.OfAsync(turn.Session, open, cancellationToken)));
        if (request.Plan.Length == 0)
            return Outcome.Answer(asked, RichText.Of($"Which plan? Type {new Code("/warroom start <plan> <version>")}; {new Code("/warroom plans")} lists them."));
        var reading = catalog.Find(request.Plan);
        if (reading is null)
            return Outcome.Answer(asked, Unknown(request.Plan, catalog.Nearest(request.Plan)));
        if (reading.Plan is null)
            return Outcome.Answer(asked, Broken(reading));
        var startsAt = turn.Now;
        if (request.At is { } typed && !TimeOfDay.TryRead(typed, reading.Plan.TimeZone, turn.Now, out startsAt))
            return Outcome.Answer(asked, RichText.Of($"at= takes a time of day in {reading.Plan.TimeZone.Id}, such as at=14:00; \"{typed}\" is not one."));

        var room = await RoomStore.AddAsync(turn.Session, Open(asked, request, reading, startsAt, turn.Now), reading.Text, cancellationToken);
        return RoomOpening.Opened(room, reading.Plan, asked.Person);
    }

    internal static RichText Taken(WarRoom open, Plan plan)
    {
        var until = open.EndsAt is { } endsAt ? RichText.Of($"until {Span.Date(endsAt)}") : "without an end";
        return RichText.Of($"A room is open in this channel already: {plan.Title} {open.Version}, {until}. {new Code("/warroom end <reason>")} closes it.");
    }

    private static RichText Unknown(string name, string? nearest) => nearest is null
        ? RichText.Of($"There is no plan \"{name}\". {new Code("/warroom plans")} lists those there are.")
        : RichText.Of($"There is no plan \"{name}\". Did you mean {new Code(nearest)}?");

    private static RichText Broken(PlanReading reading) => RichText.Of(
        $"The plan {reading.Name} cannot be used: {reading.Mistakes[0].ToString()}{(reading.Mistakes.Count > 1 ? $" (and {reading.Mistakes.Count - 1} more)" : "")}. "
        + $"Once it is mended, type the same again; {new Code("warroombot plan check")} checks it beforehand.");
}

/// <summary><b>Start a war room</b> where there is no channel, and the form was not opened.</summary>
internal sealed class StartNotOpened(IPlanCatalog catalog) : IHandler<Pressed>
{
    public Task<Outcome> HandleAsync(Pressed message, Turn turn, CancellationToken cancellationToken) => Task.FromResult(Outcome.Answer(
        message,
        catalog.All().Any(reading => reading.Plan is not null)
            ? RichText.Of($"The form could not be opened; please press the button again, or type {new Code("/warroom start <plan> <version>")} in a channel.")
            : RichText.Of($"There is no plan that can be used; {new Code("/warroom plans")} in a channel says why.")));
}
