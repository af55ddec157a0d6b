using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Checks;

/// <summary>The figures of a check have come in.</summary>
internal sealed class CheckFigures(RoomPlans plans) : IHandler<Happened>
{
    private const string Prefix = "check/";

    internal static string PurposeOf(Check check) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{check.Number}");

    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var round = Json.Read<MeasuredRound>(message.Subject);
        if (!round.Purpose.StartsWith(Prefix, StringComparison.Ordinal)
            || await RoomStore.FindAsync(turn.Session, round.Room, cancellationToken) is not { } room)
            return Outcome.Nothing;
        var number = int.Parse(round.Purpose.AsSpan(Prefix.Length), CultureInfo.InvariantCulture);
        if (await CheckStore.FindAsync(turn.Session, room.Id, number, cancellationToken) is not { } stored)
            return Outcome.Nothing;

        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        var standings = await Standings.OfAsync(turn.Session, room, stored.Check.Metrics.Select(name => plan.Metric(name)!), turn.Now, cancellationToken);
        var figures = standings.Select(standing => new Measured(standing.Metric.Name, standing.Level, ValueWords.Of(standing.Metric, standing.Latest)));
        var check = stored.Check.WithFigures([.. figures], round.At);
        await CheckStore.SaveAsync(turn.Session, room.Id, stored, check, cancellationToken);
        return new Outcome().Add(new Show(CheckCard.Key(room, number), room.Conversation, CheckCard.Of(check, room, plan)));
    }
}
