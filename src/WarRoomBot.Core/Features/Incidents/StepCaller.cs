using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Data;
using WarRoomBot.Delivery;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;
using WarRoomBot.WaysOut;

namespace WarRoomBot.Features.Incidents;

/// <summary>Sends what a step of a playbook sends, and tells what was answered. What is stored holds no secret: the address is read from the plan here.</summary>
internal sealed class StepCaller(IDatabase database, RoomPlans plans, IStepCalls calls, TimeProvider time) : IPerformer
{
    internal const string KindName = "incident-step";

    /// <summary>Whoever started it waits for the answer: after this long they are told that there is none. Of the wall clock.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    public string Kind => KindName;

    internal static Perform Asked(Incident incident, int step, WarRoom room, DateTimeOffset now)
    {
        var request = new StepRequest(incident.Number, step, incident.Steps[step].Run!.Number, now);
        return new(string.Create(CultureInfo.InvariantCulture, $"{IncidentCard.Key(incident)}/step/{step}/{request.Number}"), KindName, room.Lane, Json.Write(request));
    }

    public async Task<string> PerformAsync(string key, string body, CancellationToken cancellationToken)
    {
        var request = Json.Read<StepRequest>(body);
        return Json.Write(await database.ReadAsync((session, token) => FindAsync(session, request, token), cancellationToken) is var (room, incident, call)
            ? await CallOnceAsync(key, request, room, incident, call, cancellationToken)
            : new StepResult(false, "it is not in the plan any more", null));
    }

    /// <summary>A call that was begun by a process that is no more is not made again: nobody knows what became of it, and a person looks.</summary>
    private async Task<StepResult> CallOnceAsync(string key, StepRequest request, WarRoom room, Incident incident, StepCall call, CancellationToken cancellationToken)
    {
        if (!await database.WriteAsync((session, token) => StepMarks.SetAsync(session, key, time.GetUtcNow(), token), cancellationToken))
            return new(false, "the bot stopped while it waited for the answer; it may have begun, so look before you start it again", null);
        try
        {
            return await CallAsync(request, room, incident, call, cancellationToken);
        }
        catch (TryLaterException)
        {
            await database.WriteAsync((session, token) => StepMarks.RemoveAsync(session, key, token), cancellationToken);
            throw;
        }
    }

    private async Task<StepResult> CallAsync(StepRequest request, WarRoom room, Incident incident, StepCall call, CancellationToken cancellationToken)
    {
        // The room's opening tells it from rooms of other stores.
        var id = string.Create(CultureInfo.InvariantCulture, $"warroom/{room.Id}/{room.OpenedAt.ToUnixTimeSeconds()}/{incident.Number}/{request.Step}/{request.Number}");
        var answer = await calls.CallAsync(call, call.Body ?? Json.Write(Body(room, incident, request, id)), id, cancellationToken);
        var left = request.Since + Patience - time.GetUtcNow();
        if (!answer.IsWorthAnotherTry)
            return new(answer.Succeeded, answer.Words, answer.Output);
        if (left <= TimeSpan.Zero)
            return new(false, $"{answer.Words}, and so for {Durations.Words(Patience - left)}", answer.Output);
        throw new TryLaterException(answer.Words, answer.After > Moment ? answer.After < left ? answer.After : left : null);
    }

    private static object Body(WarRoom room, Incident incident, StepRequest request, string id) => new
    {
        id,
        step = incident.Steps[request.Step].Text,
        incident = incident.Number,
        incident.Title,
        severity = $"{incident.Severity}",
        status = IncidentWords.Of(incident.Status),
        incident.OpenedAt,
        startedBy = incident.Steps[request.Step].Run?.By.Name,
        agreedBy = incident.Steps[request.Step].Run?.Second?.Name,
        version = room.Version,
    };

    private async Task<(WarRoom Room, Incident Incident, StepCall Call)?> FindAsync(Session session, StepRequest request, CancellationToken cancellationToken)
    {
        if (await IncidentStore.FindAsync(session, request.Incident, cancellationToken) is not { } incident
            || await RoomStore.FindAsync(session, incident.Room, cancellationToken) is not { } room)
            return null;
        return StepButton.Of(incident, request.Step, await plans.OfAsync(session, room, cancellationToken)) is { } call ? (room, incident, call) : null;
    }
}

/// <param name="Incident">Its number.</param>
/// <param name="Step">Its place in the playbook, from 0.</param>
/// <param name="Number">Of the run.</param>
/// <param name="Since">When it was started.</param>
internal sealed record StepRequest(int Incident, int Step, int Number, DateTimeOffset Since);

/// <param name="Answer">A few words.</param>
/// <param name="Output">What was answered at length, without secrets; null for nothing.</param>
internal sealed record StepResult(bool Succeeded, string Answer, string? Output);
