using System.Globalization;
using System.Text;

namespace WarRoomBot.Probes.Selecting;

/// <summary>Reads the text of a <see cref="Selection"/>, once.</summary>
internal sealed class SelectionParser
{
    private const string Example = "write a path such as data.errorRate, providers[name=OpenAI].errorRate or max(providers[*].errorRate)";
    private readonly string _path;
    private readonly List<Step> _steps = [];
    private int _at;

    private SelectionParser(string path) => _path = path;

    public static Selection? Parse(string text, out (string Wrong, string Remedy) mistake)
    {
        var (aggregate, path) = Unwrap(text.Trim());
        var parser = new SelectionParser(path);
        if (parser.Steps() is { } wrong)
        {
            mistake = ($"'{text}' is not a path: {wrong}", Example);
            return null;
        }

        mistake = Fits(aggregate, path, parser._steps) ?? default;
        return mistake == default ? new(text.Trim(), aggregate, new(parser._steps)) : null;
    }

    private static (Aggregate Aggregate, string Path) Unwrap(string text)
    {
        foreach (var aggregate in Enum.GetValues<Aggregate>().Where(aggregate => aggregate != Aggregate.None))
        {
            var opening = $"{Word(aggregate)}(";
            if (text.StartsWith(opening, StringComparison.Ordinal) && text.EndsWith(')'))
                return (aggregate, text[opening.Length..^1].Trim());
        }

        return (Aggregate.None, text);
    }

    private static (string Wrong, string Remedy)? Fits(Aggregate aggregate, string path, List<Step> steps)
    {
        var word = Word(aggregate);
        var goesThroughMany = steps.Any(step => step is Step.Every or Step.Where);
        return aggregate switch
        {
            Aggregate.None => null,
            Aggregate.Length => steps.Any(step => step is Step.Every)
                ? ($"'{word}({path})' asks for the length of many things", $"write count({path})")
                : null,
            _ => goesThroughMany ? null : ($"'{word}({path})' has only one value to take", $"write {word}({path}[*]), or the path alone"),
        };
    }

    private static string Word(Aggregate aggregate) => aggregate switch
    {
        Aggregate.Max => "max",
        Aggregate.Min => "min",
        Aggregate.Sum => "sum",
        Aggregate.Avg => "avg",
        Aggregate.Count => "count",
        Aggregate.Length => "length",
        _ => "",
    };

    /// <summary>Reads all steps.</summary>
    /// <returns>What is wrong, or null.</returns>
    private string? Steps()
    {
        if (_path.Length == 0)
            return "it is empty";
        if (_path[0] == '$')
            _at++;
        else if (_path[0] is not ('.' or '[') && Name() is { } wrongName)
            return wrongName;
        while (_at < _path.Length)
        {
            var wrong = _path[_at++] switch
            {
                '.' => Name(),
                '[' => Bracket(),
                var letter => $"'{letter}' is not expected at letter {_at}",
            };
            if (wrong is not null)
                return wrong;
        }

        return null;
    }

    private string? Name()
    {
        var from = _at;
        while (_at < _path.Length && !IsSpecial(_path[_at]))
            _at++;
        if (_at == from)
            return from == _path.Length ? "it ends with a dot" : $"a name is expected at letter {from + 1}";
        _steps.Add(new Step.Name(_path[from.._at]));
        return null;
    }

    private string? Bracket()
    {
        if (_at < _path.Length && _path[_at] is '"' or '\'')
        {
            if (Quoted() is not { } key)
                return "a quotation mark is not closed";
            _steps.Add(new Step.Name(key));
        }
        else
        {
            var from = _at;
            while (_at < _path.Length && _path[_at] is not (']' or '='))
                _at++;
            var text = _path[from.._at].Trim();
            if (_at < _path.Length && _path[_at] == '=')
            {
                _at++;
                if (text.Length == 0)
                    return "a filter has no name, as in [name=OpenAI]";
                if (Value() is not { } value)
                    return "a quotation mark is not closed";
                _steps.Add(new Step.Where(text, value));
            }
            else if (text == "*")
            {
                _steps.Add(new Step.Every());
            }
            else if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
            {
                _steps.Add(new Step.Index(index));
            }
            else
            {
                return $"[{text}] is neither a number, [*] nor a filter such as [name=OpenAI]";
            }
        }

        return _at < _path.Length && _path[_at++] == ']' ? null : "a bracket is not closed";
    }

    private string? Value()
    {
        if (_at < _path.Length && _path[_at] is '"' or '\'')
            return Quoted();
        var from = _at;
        while (_at < _path.Length && _path[_at] != ']')
            _at++;
        return _path[from.._at].Trim();
    }

    private string? Quoted()
    {
        var mark = _path[_at++];
        var text = new StringBuilder();
        while (_at < _path.Length && _path[_at] != mark)
            text.Append(_path[_at++]);
        return _at++ < _path.Length ? text.ToString() : null;
    }

    private static bool IsSpecial(char letter) =>
        letter is '.' or '[' or ']' or '(' or ')' or '"' or '\'' or '=' or '*' or ',' || char.IsWhiteSpace(letter);
}
