using System.Text.Json.Nodes;

namespace WarRoomBot.Plans.Format;

/// <summary>How a plan writes the steps for one kind of trouble, and what of them the bot may do.</summary>
internal static class PlaybookFormat
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    internal static Shape<WrittenPlaybook> Playbook() => Shapes.Group<WrittenPlaybook>(keys =>
    {
        var title = keys.Required("title", Shapes.Text, "what people read, as in High error rate");
        var steps = keys.Optional("steps", Shapes.List(new StepShape()), "what to do, one step after the other");
        var link = keys.Optional("link", Link(), "where more about it stands");
        var rollback = keys.Optional("rollback-after", Shapes.DurationFrom(Minute), "how long after its opening an incident that is not resolved comes up for a rollback review; none without it");
        var decision = keys.Optional("decision", Shapes.Line("a decision", "write its name as it stands under decisions:"), "the questions that the rollback review leads through; none without it");
        return values => new(title.In(values), steps.In(values), link.In(values), rollback.In(values), decision.In(values));
    });

    internal static Playbook Make(string name, WrittenPlaybook written) =>
        new(name, written.Title!.Value, [.. written.Steps?.Value.Select(step => Make(step.Value)) ?? []], written.Link?.Value)
        {
            RollbackAfter = written.RollbackAfter?.Value,
            Decision = written.Decision?.Value,
        };

    private static PlanStep Make(WrittenStepOfPlaybook written) => new(
        written.Text!.Value,
        written.Call is { } call
            ? new(
                call.Value,
                [.. written.Headers.Select(header => KeyValuePair.Create(header.Name.Value, header.Value!.Value))],
                written.Body?.Value,
                [.. written.StartedBy!.Value.Select(role => role.Value)],
                written.SecondPerson?.Value ?? false)
            : null);

    private static Shape<WrittenStepOfPlaybook> Calling() => Shapes.Group<WrittenStepOfPlaybook>(keys =>
    {
        var text = keys.Required("text", Shapes.Text, "what it does, as in Start the rollback workflow");
        var call = keys.Required("call", Link(), "the address that is posted to when it is started; secrets belong into ${NAME}");
        var by = keys.Required("started-by", AlertFormat.Roles, "the roles that may start it");
        var second = keys.Optional("second-person", Shapes.Flag, "yes when somebody else of these roles has to agree first; no without it");
        var headers = keys.Optional("headers", Shapes.Entries(Shapes.Text), "sent with it; secrets belong into ${NAME}");
        var body = keys.Optional("body", Shapes.Text, "the JSON that is sent; without it, what is known of the incident");
        return values =>
        {
            var sent = headers.In(values)?.Value ?? [];
            foreach (var header in sent.Where(header => header.Value?.Value.Any(letter => letter is < ' ' or > '~') == true
                || !header.Name.Value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')))
                values.Mistakes.Add(header.Name.At, $"{header.Name.At.Shown} is no header that can be sent", "write 'Name: value' in plain ASCII");
            if (by.In(values) is { Value.Count: 0 } nobody)
                values.Mistakes.Add(nobody.At, "nobody may start this step", "name at least one role");
            return new(text.In(values), call.In(values), [.. sent.Where(header => header.Value is not null)], body.In(values), by.In(values), second.In(values));
        };
    });

    private static Shape<string> Link() => Shapes.Parsed(
        new JsonObject { ["type"] = "string", ["pattern"] = $"^https?://|{Shapes.Placeholder}" },
        (scalar, mistakes) =>
        {
            // For a room that runs, a name that is no longer set stands in the address as written.
            var address = scalar.Unset.Aggregate(scalar.Text.Trim(), (text, name) => text.Replace($"${{{name}}}", "unset", StringComparison.Ordinal));
            if (Uri.TryCreate(address, UriKind.Absolute, out var read) && read.Scheme is "http" or "https" || scalar.Unset.Count > 0)
                return scalar.Text.Trim();
            mistakes.Unfit(scalar, "an address", "write it with https:// in front");
            return null;
        });

    /// <summary>A step is a line for people, or a group of keys for what the bot does.</summary>
    private sealed class StepShape : Shape<WrittenStepOfPlaybook>
    {
        private readonly Shape<WrittenStepOfPlaybook> _calling = Calling();

        public override WrittenStepOfPlaybook? Read(PlanNode node, Mistakes mistakes)
        {
            if (node is PlanNode.Mapping)
                return _calling.Read(node, mistakes);
            return Shapes.Text.Find(node, mistakes) is { } text ? new(text, null, [], null, null, null) : null;
        }

        public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(Shapes.Text.Schema(), _calling.Schema()) };
    }
}

internal sealed record WrittenPlaybook(
    Placed<string>? Title, Placed<IReadOnlyList<Placed<WrittenStepOfPlaybook>>>? Steps, Placed<string>? Link, Placed<TimeSpan>? RollbackAfter, Placed<string>? Decision);

/// <param name="Call">Null for a step that people do.</param>
internal sealed record WrittenStepOfPlaybook(
    Placed<string>? Text, Placed<string>? Call, IReadOnlyList<Named<string>> Headers, Placed<string>? Body,
    Placed<IReadOnlyList<Placed<string>>>? StartedBy, Placed<bool>? SecondPerson);
