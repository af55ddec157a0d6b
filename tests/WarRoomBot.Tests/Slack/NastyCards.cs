using WarRoomBot.Cards;
using WarRoomBot.Chat;

namespace WarRoomBot.Tests.Slack;

/// <summary>Cards and forms made of everything that has ever broken a renderer; the same seed makes the same ones.</summary>
internal sealed class NastyCards(Random random)
{
    private static readonly string[] Bits =
    [
        "", " ", "\n", "\r\n", "\t", "a", "word ", "<!channel>", "<@U1>", "<", ">", "&", "&amp;", "*", "_", "~", "`", "```", "|", "#general",
        "@here", "👩‍👩‍👧‍👦", "🇩🇪", "é", "\u200B", "\uFEFF", "\u202E", "\u0000", "\u0007", "\ud83d", "\udc68", "漢字",
        "http://evil.example/<x>|y", ":fire:", "…", "''\"\"\\", "\u3164", "{date_short}", "^", "!date^1^{time}|x", "]]>",
    ];

    public Card Card() => new(Any<Mark>(), Text(Length()), [.. Many(30, Element)]);

    public Form Form() => new(
        $"form{random.Next(10)}",
        Text(40),
        Text(40),
        Text(50),
        [.. Many(12, () => random.Next(2) == 0 ? (Field)TextField() : ChoiceField())]);

    private TextField TextField() => new(Text(3), Text(300))
    {
        Hint = Maybe(() => Text(3000)),
        Initial = Maybe(() => Text(5000)),
        Longest = random.Next(-1, 5000),
        Multiline = random.Next(2) == 0,
        Optional = random.Next(2) == 0,
    };

    private ChoiceField ChoiceField()
    {
        Option[] options = [.. Many(120, () => new Option(Text(20), Text(60)))];
        return new(Text(3), Text(300), options) { Initial = Maybe(() => options is [] ? "x" : options[random.Next(options.Length)].Value) };
    }

    private Element Element() => random.Next(6) switch
    {
        0 => new Line(Rich()),
        1 => new Rows([.. Many(Seldom(200, 8), () => new Row(Any<Mark>(), Text(30), Text(20), Maybe(() => Text(10)), Rich()))]),
        2 => new Prompt(Rich(), [.. Many(5, Button)]),
        3 => new Buttons([.. Many(Seldom(120, 5), Button)]),
        4 => new Context(Rich()),
        _ => new Divider(),
    };

    private Button Button() => new(Text(Seldom(300, 6)), Text(Seldom(300, 4)), Text(Seldom(3000, 10)))
    {
        Style = Any<ButtonStyle>(),
        Confirm = Maybe(() => Text(400)),
        Label = Maybe(() => Text(100)),
        Address = random.Next(4) == 0 ? $"https://example.com/{Text(20)}" : null,
    };

    private RichText Rich() => new([.. Many(6, Span)]);

    private Span Span() => random.Next(6) switch
    {
        0 => new Words(Text(Length())),
        1 => new Strong(Text(Length())),
        2 => new Code(Text(30)),
        3 => new Mention(new(random.Next(2) == 0 ? "U024BE7LH" : Text(2), Text(5))),
        4 => new Moment(DateTimeOffset.FromUnixTimeSeconds(random.Next()), Any<MomentStyle>()),
        _ => new Link(Text(20), random.Next(3) == 0 ? Text(5) : $"https://example.com/{Text(random.Next(10) == 0 ? 2000 : 5)}"),
    };

    private int Seldom(int much, int little) => random.Next(20) == 0 ? much : little;

    private int Length() => random.Next(40) switch
    {
        0 => 15_000,
        < 6 => 1_000,
        _ => 12,
    };

    /// <summary>Of so many bits; at times one long run of a single one, where cutting is hardest.</summary>
    private string Text(int most)
    {
        var bits = random.Next(most + 1);
        return random.Next(5) == 0
            ? string.Concat(Enumerable.Repeat(Bits[random.Next(Bits.Length)], bits))
            : string.Concat(Enumerable.Range(0, bits).Select(_ => Bits[random.Next(Bits.Length)]));
    }

    private List<T> Many<T>(int most, Func<T> one) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => one())];

    private T? Maybe<T>(Func<T> one)
        where T : class => random.Next(2) == 0 ? one() : null;

    private T Any<T>()
        where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];
}
