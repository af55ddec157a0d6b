namespace WarRoomBot.Chat;

/// <summary>A form a person fills in: a modal in Slack, a dialog in Teams and in the local chat.</summary>
/// <param name="Id">Names the form to the router when it is submitted.</param>
/// <param name="Title">At most 24 characters, Slack's limit.</param>
/// <param name="Submit">The words on the button, at most 24 characters.</param>
/// <param name="Context">Comes back unchanged on submission, at most 2,900 characters (Slack's limit less what a platform adds); no secrets.</param>
public sealed record Form(string Id, string Title, string Submit, string Context, IReadOnlyList<Field> Fields)
{
    /// <summary>The field in which the platform asks where; what is wrong with the place stands there.</summary>
    public const string Where = "conversation";

    /// <summary>
    /// It was asked for in a place that is no channel: the platform asks in which one it is meant, and what is sent in comes from there.
    /// </summary>
    public bool AsksWhere { get; init; }

    /// <summary>Sentences by field id for what is missing or too long; empty when the form may be sent.</summary>
    public static IReadOnlyDictionary<string, string> Check(Form form, IReadOnlyDictionary<string, string> values)
    {
        var wrong = new Dictionary<string, string>();
        foreach (var field in form.Fields)
        {
            var sentence = field.Check(values.GetValueOrDefault(field.Id));
            if (sentence is not null)
                wrong[field.Id] = sentence;
        }

        return wrong;
    }
}

/// <summary>One thing asked in a form.</summary>
public abstract record Field(string Id, string Label)
{
    public bool Optional { get; init; }

    /// <summary>Small print under the field.</summary>
    public string? Hint { get; init; }

    internal string? Check(string? value) =>
        string.IsNullOrWhiteSpace(value) ? Optional ? null : $"{Label} is needed." : CheckFilled(value);

    private protected abstract string? CheckFilled(string value);
}

/// <summary>Free text of at most <see cref="Longest"/> characters (Slack's own limit is 3,000).</summary>
public sealed record TextField(string Id, string Label) : Field(Id, Label)
{
    public bool Multiline { get; init; }

    public string? Initial { get; init; }

    public int Longest { get; init; } = 3000;

    private protected override string? CheckFilled(string value) =>
        value.Length > Longest ? $"At most {Longest} characters; this has {value.Length}." : null;
}

/// <summary>Some people, or nobody. As a value: one to a line, the platform's id first, then the name where it is known.</summary>
public sealed record PeopleField(string Id, string Label) : Field(Id, Label)
{
    public IReadOnlyList<Person> Initial { get; init; } = [];

    public static string Write(IEnumerable<Person> people) => string.Join('\n', people.Select(person => $"{person.Id} {person.Name}"));

    public static IReadOnlyList<Person> Read(string? value) =>
    [
        .. (value ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', 2))
            .Select(words => new Person(words[0], words is [_, var name] ? name : words[0]))
            .Distinct(),
    ];

    private protected override string? CheckFilled(string value) => null;
}

/// <summary>One of up to 100 options.</summary>
public sealed record ChoiceField(string Id, string Label, IReadOnlyList<Option> Options) : Field(Id, Label)
{
    /// <summary>The value chosen to begin with; null leaves it open.</summary>
    public string? Initial { get; init; }

    private protected override string? CheckFilled(string value) =>
        Options.Any(option => option.Value == value) ? null : "Please choose one of the options.";
}

/// <param name="Value">At most 150 characters.</param>
/// <param name="Text">At most 75 characters.</param>
public sealed record Option(string Value, string Text);
