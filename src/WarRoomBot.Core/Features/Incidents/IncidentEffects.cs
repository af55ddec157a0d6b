using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Delivery;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Incidents;

/// <summary>
/// What follows from a change of an incident: its cards, its next moment, a line in the record and a word to those who work on it for
/// whatever happened, and what is to be done with its channel. Pure.
/// </summary>
internal static class IncidentEffects
{
    internal const string Due = "incident";

    private const int MostCalled = 10;
    private const int LongestTopic = 250;
    private const int LongestPurpose = 200;

    /// <param name="before">Null for an incident that is new.</param>
    internal static Outcome Of(Incident? before, Incident after, WarRoom room, Plan plan, DateTimeOffset now)
    {
        var outcome = new Outcome();
        var known = before?.Timeline.Count ?? 0;
        var news = after.Timeline.Skip(known).ToList();
        foreach (var entry in news)
            outcome.Add(new Record(room.Id, entry.What, entry.By, $"incident #{after.Number} {after.Title}: {entry.Text}"));
        if (news.Count > 0)
            outcome.Add(RoomFacts.Of(RoomFacts.Changed, room));

        outcome.Add(new Show(IncidentCard.Key(after), room.Conversation, IncidentCard.Of(after, room)) { Priority = PriorityOf(after) });
        if (PlaceOf(after, room) is { } place)
        {
            outcome.Add(place.Show("control", ControlCard.Of(after, room, plan)) with { Pinned = after.Place.Channel is not null });
            foreach (var (entry, number) in news.Select((entry, index) => (entry, known + index)))
            {
                if (Word(entry, before, after) is { } word)
                    outcome.Add(place.Tell(number, word, entry.What is IncidentChanges.Unled or IncidentChanges.Unanswered ? [IncidentCard.Lead(after)] : []));
            }

            outcome.Also(Reminding(before, after, place, plan));
        }

        return outcome.Also(Draft(before, after, room, plan)).Also(Channel(before, after, room, plan, now)).Add(after.NextMoment() is { } next
            ? new FallsDue(IncidentCard.Key(after), room.Lane, Due, next > now ? next : now, $"{after.Number}")
            : new CallOff(IncidentCard.Key(after)));
    }

    /// <summary>Where people work on it; null while that is being made, or when it is gone.</summary>
    private static Spot? PlaceOf(Incident incident, WarRoom room) => incident.Place switch
    {
        { Wanted: true } or { Archived: true } => null,
        { Channel: { } channel } => new(incident, channel, null, ""),
        _ => new(incident, room.Conversation, IncidentCard.Key(incident), "/thread"),
    };

    private static Priority PriorityOf(Incident incident) => incident is { IsUrgent: true, IsResolved: false } ? Priority.Urgent : Priority.Routine;

    /// <summary>The question how it stands: posted anew each time, taken away with the answer.</summary>
    private static Outcome Reminding(Incident? before, Incident after, Spot place, Plan plan)
    {
        var earlier = before?.Reminders ?? 0;
        if (after.Reminders > earlier)
            return new Outcome().Add(place.Show("reminder", ControlCard.Reminder(after, plan)) with { Again = true });
        return after.Reminders == 0 && earlier > 0 ? new Outcome().Add(new Withdraw(place.Key("reminder"))) : Outcome.Nothing;
    }

    /// <summary>Each draft is a file of its own, where people work on it, or worked while there was such a place.</summary>
    private static Outcome Draft(Incident? before, Incident after, WarRoom room, Plan plan)
    {
        var place = after.Place.Archived ? new(after, room.Conversation, IncidentCard.Key(after), "/thread") : PlaceOf(after, room);
        var isNew = after.Drafts > (before?.Drafts ?? 0) || before?.Place.Wanted == true;
        if (!after.IsResolved || !isNew || place is null)
            return Outcome.Nothing;
        var postmortem = Postmortem.Of(after, room, plan);
        return new Outcome().Add(new Notice(PostmortemFile.Key(after), place.Conversation, PostmortemFile.Comment(after, postmortem))
        {
            ThreadOf = place.ThreadOf,
            File = PostmortemFile.Of(after, postmortem),
        });
    }

    private static Outcome Channel(Incident? before, Incident after, WarRoom room, Plan plan, DateTimeOffset now)
    {
        var outcome = new Outcome();
        if (after.Place.Wanted && before?.Place.Wanted != true)
            outcome.Add(Work(after, room, "create", Wanted(after, room, now)));
        if (after.Place is not { Channel: { } channel })
            return outcome;
        var isNew = before?.Place.Channel is null;
        if (isNew)
            outcome.Add(new Withdraw(new Spot(after, room.Conversation, null, "/thread").Key("control")));
        if (isNew || before!.Severity != after.Severity || before.IsResolved != after.IsResolved)
        {
            outcome.Add(Work(after, room, "furnish", new ChannelWork.Furnish($"{after.Number}", channel, Topic(after), isNew ? [.. Links(after, plan)] : [])));
        }

        var people = (isNew ? after.People : after.People.Except(before!.People)).ToList();
        if (people.Count > 0)
            outcome.Add(Work(after, room, "invite", new ChannelWork.Invite($"{after.Number}", channel, people)));
        if (after.Place.Archived && before?.Place.Archived != true)
            outcome.Add(Work(after, room, "archive", new ChannelWork.Archive($"{after.Number}", channel)));
        return outcome;
    }

    /// <summary>The timeline grows with every change that leads here, so no two pieces of work have one key.</summary>
    private static Perform Work(Incident incident, WarRoom room, string what, ChannelWork work) => new(
        $"{IncidentCard.Key(incident)}/{what}/{incident.Timeline.Count}", ChannelPerformer.ActionKind, room.Lane, Json.Write(work));

    private static ChannelWork.Create Wanted(Incident incident, WarRoom room, DateTimeOffset now)
    {
        var (name, own) = (incident.Place.Name!, string.Create(CultureInfo.InvariantCulture, $"{incident.Place.Name}-{incident.Number}"));
        var mark = string.Create(CultureInfo.InvariantCulture, $"(WarRoomBot {incident.Room}/{incident.Number}/{incident.OpenedAt.ToUnixTimeSeconds():x})");
        var purpose = Texts.Cut($"{incident.Severity} incident #{incident.Number} {incident.Title}{(room.ConversationName is { } war ? $", from #{war}" : "")}", LongestPurpose);
        return new($"{incident.Number}", room.Conversation, name.EndsWith($"-{incident.Number}", StringComparison.Ordinal) ? [name] : [name, own], purpose, mark, now);
    }

    private static IEnumerable<ChannelLink> Links(Incident incident, Plan plan)
    {
        if (incident.Page is { } page)
            yield return new($"Incident #{incident.Number}", page);
        if (incident.Playbook is { } name && plan.Playbook(name) is { Link: { } address } playbook)
            yield return new($"Playbook: {playbook.Title}", address);
    }

    private static string Topic(Incident incident) =>
        Texts.Cut($"{incident.Severity} · #{incident.Number} {incident.Title}{(incident.IsResolved ? " · resolved" : "")}", LongestTopic);

    /// <summary>What is said where people work on it; null when the card says enough.</summary>
    private static RichText? Word(Happening entry, Incident? before, Incident incident)
    {
        // Those who are new in a thread are called, in a channel they are brought in.
        var known = before?.People ?? [incident.OpenedBy];
        var by = entry.By is { } person ? RichText.Of($"{person} ") : RichText.Empty;
        return entry.What switch
        {
            IncidentChanges.Opened => Called(incident, known) + by + RichText.Of($"opened {incident.Severity.ToString()} incident #{incident.Number} {incident.Title}"),
            // Who is brought into a channel is told by being brought in.
            IncidentChanges.ChannelMade => RichText.Of($"{incident.Severity.ToString()} incident #{incident.Number} {incident.Title}, opened by {incident.OpenedBy}"),
            IncidentChanges.SeverityChanged when incident.Place.Channel is null => Called(incident, known) + IncidentWords.Said(entry, NoteIncident.Longest),
            IncidentChanges.Led when incident.Lead is { } given && given != entry.By => by + RichText.Of($"gives the lead to {given}"),
            IncidentChanges.Claimed when incident.Roles.FirstOrDefault(role => before?.Roles.GetValueOrDefault(role.Key) != role.Value) is { Value: { } taker } && taker != entry.By =>
                IncidentWords.Said(entry, NoteIncident.Longest) + RichText.Of($" ({taker})"),
            IncidentChanges.Unled or IncidentChanges.Unanswered =>
                RichText.Join(", ", incident.People.Where(person => person != incident.Lead).Take(MostCalled).Select(person => RichText.Of($"{person}"))) + $": {entry.Text}",
            IncidentChanges.ChannelRefused => Called(incident, [incident.OpenedBy]) + RichText.Of($"{incident.Severity.ToString()} incident #{incident.Number} {incident.Title}, opened by {incident.OpenedBy}"),
            IncidentChanges.ReviewDue => (incident.Lead is { } lead ? RichText.Of($"{lead}: ") : RichText.Empty) + $"{entry.Text}; please decide on the card",
            IncidentChanges.StepAnswered => IncidentWords.Said(entry, NoteIncident.Longest) + Output(before, incident),
            IncidentChanges.StepTaken or IncidentChanges.Joined or IncidentChanges.Archived => null,
            _ => IncidentWords.Said(entry, NoteIncident.Longest),
        };
    }

    /// <summary>What was answered at length to the step that was under way.</summary>
    private static RichText Output(Incident? before, Incident after) =>
        after.Steps.Where((step, place) => step.Run is { Output: not null } && step.Run != before?.Steps[place].Run).Select(step => RichText.Of($"\n{step.Run!.Output}")).FirstOrDefault() ?? RichText.Empty;

    /// <summary>Those who are needed, so that they are notified.</summary>
    private static RichText Called(Incident incident, IEnumerable<Person> known)
    {
        var people = incident.People.Except(known).ToList();
        return people.Count == 0 ? RichText.Empty : RichText.Join(", ", people.Select(person => RichText.Of($"{person}"))) + ": you are needed. ";
    }

    /// <summary>A place to say something about an incident.</summary>
    private sealed record Spot(Incident Incident, Conversation Conversation, string? ThreadOf, string Ending)
    {
        public string Key(string what) => $"{IncidentCard.Key(Incident)}/{what}{Ending}";

        public Show Show(string what, Card card) => new(Key(what), Conversation, card) { ThreadOf = ThreadOf, Priority = PriorityOf(Incident) };

        public Notice Tell(int number, RichText word, IReadOnlyList<Button> buttons) => new($"{IncidentCard.Key(Incident)}/{number}", Conversation, Said(word, buttons))
        {
            ThreadOf = ThreadOf,
            Priority = PriorityOf(Incident),
        };

        private static Card Said(RichText word, IReadOnlyList<Button> buttons) =>
            new(Mark.None, "", [new Line(word), .. buttons.Count > 0 ? (IEnumerable<Element>)[new Buttons(buttons)] : []]);
    }
}
