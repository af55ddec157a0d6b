using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Checks;

/// <summary>When unanswered questions are asked again and when they count as missed. Counted from the posting: nobody can answer before. Pure.</summary>
internal static class CheckDeadlines
{
    internal static DateTimeOffset MissedAt(Check check, WarRoom room, Plan plan) => check.PostedAt + room.Clock.Real(plan.Answers.MissedAfter);

    /// <summary>Null when there is none left before the questions count as missed.</summary>
    internal static DateTimeOffset? NextReminder(Check check, WarRoom room, Plan plan)
    {
        var at = check.PostedAt + room.Clock.Real(plan.Answers.RemindAfter * (check.Reminders + 1));
        return at < MissedAt(check, room, plan) ? at : null;
    }
}
