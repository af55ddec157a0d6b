using WarRoomBot.Cards;

namespace WarRoomBot.Slack;

/// <summary>
/// The message as it fills up: blocks, and how much of Slack's 50 blocks and of the text over all of them is still free. What does not fit
/// is counted, so that the last line can say what is missing.
/// </summary>
/// <param name="blocks">The most there may be.</param>
/// <param name="text">The most characters over all of them.</param>
internal sealed class Sheet(int blocks = BlockLimits.Blocks, int text = BlockLimits.Text)
{
    /// <summary>Less is not worth a block of its own.</summary>
    private const int Worthwhile = 40;

    /// <summary>Several rows share a section, and one is to be read at a glance.</summary>
    private const int LongestRow = 1_000;

    /// <summary>Room for the line that says what is missing.</summary>
    private const int NoteText = 120;

    /// <summary>Of what is set aside for the buttons of the card as a whole, at most so much: the card itself comes first then.</summary>
    private const int MostReservedBlocks = 20;
    private const int MostReservedText = 4_000;

    private readonly List<Block> _blocks = [];
    private readonly Dictionary<Buttons, IReadOnlyList<ActionsBlock>> _reserved = new(ReferenceEqualityComparer.Instance);
    private int _freeBlocks = blocks - 1;
    private int _freeText = text - NoteText;
    private int _buttonNumber;
    private bool _cut;
    private int _missingRows;
    private int _missingParts;
    private int _missingQuestions;
    private int _missingButtons;

    public IReadOnlyList<Block> Blocks => _blocks;

    public void Header(string text) => Put(new HeaderBlock(text));

    /// <summary>Sets room aside, in the order given.</summary>
    public void Reserve(IEnumerable<Buttons> all)
    {
        var (blocks, text) = (MostReservedBlocks, MostReservedText);
        foreach (var buttons in all)
        {
            var drawn = Drawn(buttons.Items);
            var fitting = drawn.TakeWhile(block => --blocks >= 0 && (text -= block.TextLength) >= 0).ToList();
            _missingButtons += drawn.Skip(fitting.Count).Sum(block => block.Buttons.Count);
            _freeBlocks -= fitting.Count;
            _freeText -= fitting.Sum(block => block.TextLength);
            _reserved[buttons] = fitting;
        }
    }

    /// <summary>A text of any length, in as many blocks as it needs.</summary>
    public void Text(MrkdwnReader text, Func<string, Block> block)
    {
        var any = false;
        while (!text.AtEnd)
        {
            var room = Math.Min(BlockLimits.Section, _freeText);
            if (_freeBlocks == 0 || room < Worthwhile)
            {
                _missingParts += any ? 0 : 1;
                _cut |= any;
                return;
            }

            // What could be the last block of a text that goes on is marked as cut.
            var last = _freeBlocks == 1 || _freeText - room < Worthwhile;
            var chunk = Trimmed(last ? text.Only(room) : text.Next(room));
            if (last && !text.AtEnd)
                _cut = true;
            if (!SlackText.IsBlank(chunk))
                Put(block(chunk));
            any = true;
            if (last)
                return;
        }
    }

    /// <summary>One line each; the lines share sections.</summary>
    public void Rows(IEnumerable<RichText> rows)
    {
        List<string> lines = [];
        var length = 0;
        foreach (var row in rows)
        {
            var reader = new MrkdwnReader(row);
            var line = reader.Only(LongestRow).Replace('\n', ' ').Trim();
            if (SlackText.IsBlank(line))
                continue;
            if (length + line.Length + 1 > BlockLimits.Section)
            {
                PutLines(lines);
                length = 0;
            }

            if (_freeBlocks == 0 || length + line.Length + 1 > _freeText)
            {
                _missingRows++;
                continue;
            }

            _cut |= !reader.AtEnd;
            lines.Add(line);
            length += line.Length + 1;
        }

        PutLines(lines);
    }

    /// <summary>A question and its answers stay together, or are left out together.</summary>
    public void Prompt(MrkdwnReader question, IReadOnlyList<Button> buttons)
    {
        var answers = Drawn(buttons);
        var answersText = answers.Sum(block => block.TextLength);
        var room = Math.Min(BlockLimits.Section, _freeText - answersText);
        if (_freeBlocks < 1 + answers.Count || room < Worthwhile)
        {
            _missingQuestions++;
            return;
        }

        var text = Trimmed(question.Only(room));
        _cut |= !question.AtEnd;
        if (!SlackText.IsBlank(text))
            Put(new SectionBlock(text));
        foreach (var block in answers)
            Put(block);
    }

    public void Buttons(Buttons buttons) => _blocks.AddRange(_reserved[buttons]);

    /// <summary>One that would stand first, last or beside another is of no use; at worst it is left out unsaid.</summary>
    public void Divider()
    {
        if (_freeBlocks > 0 && _blocks.Count > 0 && _blocks[^1] is not DividerBlock)
            Put(new DividerBlock());
    }

    /// <summary>Says what is missing.</summary>
    /// <returns>False when there is nothing to see.</returns>
    public bool Finish()
    {
        if (_blocks is [.., DividerBlock])
            _blocks.RemoveAt(_blocks.Count - 1);
        if (Missing() is { Count: > 0 } missing)
            _blocks.Add(new ContextBlock($"{SlackText.Cut} Left out here: {string.Join(", ", missing)}."));
        return _blocks.Count > 0;
    }

    private List<string> Missing()
    {
        List<string> missing = [];
        Count(_missingRows, "row");
        Count(_missingQuestions, "question");
        Count(_missingButtons, "button");
        Count(_missingParts, "paragraph");
        if (_cut)
            missing.Add("the end of a text");
        return missing;

        void Count(int number, string what)
        {
            if (number > 0)
                missing.Add($"{number} {what}{(number == 1 ? "" : "s")}");
        }
    }

    /// <summary>In blocks of at most 25; a button that Slack would not take is missing.</summary>
    private List<ActionsBlock> Drawn(IReadOnlyList<Button> buttons)
    {
        var elements = buttons.Select(button => ButtonElement.Of(button, _buttonNumber++)).OfType<ButtonElement>().ToList();
        _missingButtons += buttons.Count - elements.Count;
        return [.. elements.Chunk(BlockLimits.ActionElements).Select(chunk => new ActionsBlock(chunk))];
    }

    private void PutLines(List<string> lines)
    {
        if (lines.Count > 0)
            Put(new SectionBlock(string.Join("\n", lines)));
        lines.Clear();
    }

    private void Put(Block block)
    {
        _blocks.Add(block);
        _freeBlocks--;
        _freeText -= block.TextLength;
    }

    /// <summary>Without empty lines at either end; blanks at the beginning of a line may be meant.</summary>
    private static string Trimmed(string chunk) => chunk.TrimEnd().TrimStart('\n');
}
