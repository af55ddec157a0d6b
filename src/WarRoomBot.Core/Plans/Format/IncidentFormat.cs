using System.Text.Json.Nodes;

namespace WarRoomBot.Plans.Format;

/// <summary>How a plan says where incidents are worked on, and how often people are asked for news.</summary>
internal static class IncidentFormat
{
    internal static readonly IncidentRules Defaults = new("incident-{date}-{time}", 4, null);

    /// <summary>Slack's limit is 80 characters; what is filled in takes more room than its name.</summary>
    private const int LongestName = 50;

    internal static Shape<WrittenIncidents> Incidents() => Shapes.Group<WrittenIncidents>(keys =>
    {
        var name = keys.Optional("channel-name", ChannelName(), $"what an incident's channel is called; \"{Defaults.ChannelName}\" without it");
        var reminders = keys.Optional(
            "reminders", Shapes.Whole(1, 20), $"after so many reminders for an update that nobody answers, no more come; {Defaults.Reminders} without it");
        var archive = keys.Optional(
            "archive-after", Shapes.DurationFrom(TimeSpan.FromMinutes(1)), "how long after it is resolved an incident's channel is archived; never without it");
        var opened = keys.Optional("opened-by", AlertFormat.Roles, "the roles that may open an incident, or open it again; everybody without it");
        var led = keys.Optional("led-by", AlertFormat.Roles, "the roles that may lead one; everybody without it");
        var closed = keys.Optional("closed-by", AlertFormat.Roles, "the roles that may resolve one; everybody without it");
        var roles = keys.Optional("roles", Shapes.Map(PlanFormat.Role()), "what there is to do in an incident beside leading it, as in communications and scribe, each for one person to claim");
        var playbook = keys.Optional("playbook", Shapes.Line("a playbook", "write its name as it stands under playbooks:"), "the playbook of an incident for which nothing else names one; none without it");
        var emoji = keys.Optional("timeline-emoji", Emoji(), $"the emoji, by its name, that puts a message into an incident's timeline; {Defaults.TimelineEmoji} without it");
        return values => new()
        {
            TimelineEmoji = emoji.In(values),
            ChannelName = name.In(values),
            Reminders = reminders.In(values),
            ArchiveAfter = archive.In(values),
            OpenedBy = opened.In(values),
            LedBy = led.In(values),
            ClosedBy = closed.In(values),
            Roles = roles.In(values)?.Value ?? [],
            Playbook = playbook.In(values),
        };
    });

    internal static IncidentRules Make(WrittenIncidents? written) => written is null ? Defaults : new(
        written.ChannelName?.Value ?? Defaults.ChannelName, written.Reminders?.Value ?? Defaults.Reminders, written.ArchiveAfter?.Value)
    {
        OpenedBy = Names(written.OpenedBy),
        LedBy = Names(written.LedBy),
        ClosedBy = Names(written.ClosedBy),
        Roles = [.. written.Roles.Select(role => new Role(role.Name.Value, role.Value!.Value.Title!.Value))],
        Playbook = written.Playbook?.Value,
        TimelineEmoji = written.TimelineEmoji?.Value ?? Defaults.TimelineEmoji,
    };

    private static IReadOnlyList<string> Names(Placed<IReadOnlyList<Placed<string>>>? roles) => [.. roles?.Value.Select(role => role.Value) ?? []];

    private static Shape<string> Emoji() => Shapes.Parsed(
        new JsonObject { ["type"] = "string", ["pattern"] = $"^:?[a-z0-9_+'-]+:?$|{Shapes.Placeholder}", ["maxLength"] = LongestName },
        (scalar, mistakes) =>
        {
            var text = scalar.Text.Trim().Trim(':');
            if (text.Length is > 0 and <= LongestName && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '_' or '-' or '+' or '\''))
                return text;
            mistakes.Unfit(scalar, "an emoji", $"write its name, as in {Defaults.TimelineEmoji}");
            return null;
        });

    private static Shape<string> ChannelName() => Shapes.Parsed(
        new JsonObject { ["type"] = "string", ["pattern"] = $"^(?:[a-z0-9_-]|\\{{(?:date|time|number)\\}})+$|{Shapes.Placeholder}", ["maxLength"] = LongestName },
        (scalar, mistakes) =>
        {
            var text = scalar.Text.Trim();
            var fixedPart = text.Replace("{date}", "", StringComparison.Ordinal).Replace("{time}", "", StringComparison.Ordinal).Replace("{number}", "", StringComparison.Ordinal);
            if (text.Length is > 0 and <= LongestName && fixedPart.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_'))
                return text;
            mistakes.Unfit(scalar, "a channel's name", $"write it as in {Defaults.ChannelName}: small letters, digits, - and _, at most {LongestName}");
            return null;
        });
}
