using System.Text;
using System.Text.RegularExpressions;
using WarRoomBot.Plans;

namespace WarRoomBot.Host.Plans;

/// <summary>Fills in <c>${NAME}</c> from the environment or the configuration; <c>$$</c> stands for one dollar sign.</summary>
/// <param name="lookup">The value of a name; null or empty when it is not set.</param>
internal sealed partial class Placeholders(Func<string, string?> lookup)
{
    /// <returns>
    /// The scalar filled in; with a mistake told, one that has no value. A name that is not set is left as written and noted in
    /// <see cref="PlanNode.Scalar.Unset"/>: whether that is a mistake depends on where it stands.
    /// </returns>
    public PlanNode.Scalar Fill(PlanNode.Scalar scalar, Mistakes mistakes)
    {
        if (!scalar.Text.Contains('$', StringComparison.Ordinal))
            return scalar;
        var filled = new StringBuilder();
        var isTold = false;
        var unset = new List<string>();
        var from = 0;
        foreach (Match match in Marks().Matches(scalar.Text))
        {
            filled.Append(scalar.Text.AsSpan(from, match.Index - from));
            from = match.Index + match.Length;
            if (match.Value == "$$")
                filled.Append('$');
            else if (!match.Groups["name"].Success)
                Tell("a '${' in this value begins no name", "write ${NAME} with letters, digits and _, or $${ for the characters themselves");
            else if (lookup(match.Groups["name"].Value) is { Length: > 0 } value)
                filled.Append(Hidden(value, match.Value));
            else
            {
                filled.Append(match.Value);
                unset.Add(match.Groups["name"].Value);
            }
        }

        filled.Append(scalar.Text.AsSpan(from));
        return scalar with { Text = filled.ToString(), Written = scalar.Text, IsTold = isTold, Unset = unset };

        void Tell(string wrong, string remedy)
        {
            mistakes.Add(scalar, wrong, remedy);
            isTold = true;
        }

        string Hidden(string value, string written)
        {
            mistakes.Hide(value, written);
            return value;
        }
    }

    // The settings of the product itself have a colon in their names: a plan cannot reach its tokens.
    [GeneratedRegex(@"\$\$|\$\{(?:(?<name>[A-Za-z_][A-Za-z0-9_]{0,99})\})?")]
    private static partial Regex Marks();
}
