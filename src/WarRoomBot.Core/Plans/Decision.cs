namespace WarRoomBot.Plans;

/// <summary>A tree of questions that ends in what is recommended.</summary>
/// <param name="Name">What playbooks refer to.</param>
/// <param name="Title">What people read.</param>
public sealed record Decision(string Name, string Title, DecisionPoint Begin)
{
    /// <summary>Where these answers lead, from the first question on; null when they are no way through the tree.</summary>
    public DecisionPoint? After(IEnumerable<string> answers) => answers.Aggregate(
        (DecisionPoint?)Begin, (point, answer) => (point as DecisionPoint.Question)?.Answers.FirstOrDefault(other => other.Text == answer)?.Then);
}

/// <summary>One place in the tree.</summary>
public abstract record DecisionPoint
{
    private DecisionPoint()
    {
    }

    /// <param name="Text">What is asked, with its question mark.</param>
    /// <param name="Answers">At least two.</param>
    public sealed record Question(string Text, IReadOnlyList<DecisionAnswer> Answers) : DecisionPoint;

    /// <param name="Text">What is recommended, as in Roll back.</param>
    /// <param name="Because">Why, continuing the sentence; null when the answers say enough.</param>
    public sealed record Recommendation(string Text, string? Because) : DecisionPoint;
}

/// <param name="Text">What its button says.</param>
public sealed record DecisionAnswer(string Text, DecisionPoint Then);
