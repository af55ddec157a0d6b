using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Checkups;
using WarRoomBot.Delivery;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Doctor;

/// <summary><c>/warroom doctor [plan]</c>: without a name it looks at the plan of the room that is open here, or else at every plan.</summary>
internal sealed class AskDoctor(IPlanCatalog catalog) : IHandler<Typed>
{
    public async Task<Outcome> HandleAsync(Typed message, Turn turn, CancellationToken cancellationToken)
    {
        if (message.Text.Length > 0 && catalog.Find(message.Text) is null)
        {
            var plan = Texts.Cut(message.Text, 50);
            return Outcome.Answer(message, catalog.Nearest(message.Text) is { } nearest
                ? RichText.Of($"There is no plan \"{plan}\". Did you mean {new Code($"/warroom doctor {nearest}")}?")
                : RichText.Of($"There is no plan \"{plan}\". {new Code("/warroom plans")} lists them; {new Code("/warroom doctor")} looks at all."));
        }

        var room = message.Text.Length > 0 ? null : await RoomStore.OpenInAsync(turn.Session, message.Conversation, cancellationToken);
        var order = new CheckupOrder(string.Create(CultureInfo.InvariantCulture, $"doctor/{turn.Arrival}"), turn.Now)
        {
            Conversation = message.Conversation,
            ConversationName = message.ConversationName,
            Asker = message.Person,
            Plan = message.Text.Length > 0 ? message.Text : room?.PlanName,
        };
        return Outcome.Answer(message, "Looking at everything a room needs; what I find comes here within a minute, for you alone.")
            .Add(new Perform(order.Key, Examination.ActionKind, message.Conversation.ToString(), Json.Write(new DoctorVisit(order, message.Reply))));
    }
}

/// <param name="Reply">The platform's handle for answering whoever asked.</param>
internal sealed record DoctorVisit(CheckupOrder Order, string? Reply);

/// <summary>The examination itself, outside any turn.</summary>
internal sealed class Examination(Examiner examiner) : IPerformer
{
    internal const string ActionKind = "doctor";

    public string Kind => ActionKind;

    public async Task<string> PerformAsync(string key, string body, CancellationToken cancellationToken) =>
        Json.Write(await examiner.ExamineAsync(Json.Read<DoctorVisit>(body).Order, cancellationToken));
}

/// <summary>What was found, for whoever asked.</summary>
internal sealed class TellDiagnosis : IHandler<Performed>
{
    public Task<Outcome> HandleAsync(Performed message, Turn turn, CancellationToken cancellationToken)
    {
        var visit = Json.Read<DoctorVisit>(message.Request);
        return Task.FromResult(new Outcome().Add(new Notice(visit.Order.Key, visit.Order.Conversation!.Value, DiagnosisCard.Of(Json.Read<Diagnosis>(message.Result)))
        {
            To = visit.Order.Asker,
            ReplyTo = visit.Reply,
        }));
    }
}
