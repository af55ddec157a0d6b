namespace WarRoomBot.Plans;

/// <summary>What somebody probably meant.</summary>
internal static class Nearest
{
    private const int LongestWord = 64;
    private const int MostCompared = 1000;

    /// <summary>
    /// The one most like <paramref name="word"/>: with few letters wrong, left out, too many or swapped, or else one that contains it.
    /// </summary>
    /// <returns>Null when none is like it.</returns>
    internal static string? To(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > LongestWord)
            return null;
        var candidates = known
            .Take(MostCompared)
            .Select(candidate => (Candidate: candidate, Distance: Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(pair => pair.Distance)
            .ToList();
        return candidates.Find(pair => IsNear(pair.Distance, Math.Max(word.Length, pair.Candidate.Length)) && pair.Distance < word.Length).Candidate
            ?? candidates.Find(pair => word.Length > 2 && pair.Candidate.Contains(word, StringComparison.OrdinalIgnoreCase)).Candidate;
    }

    private static bool IsNear(int distance, int length) => distance <= Math.Max(1, length / 3);

    /// <summary>How many letters have to be added, taken away, changed or swapped with their neighbour.</summary>
    private static int Distance(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = rows[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(changed, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[from.Length, to.Length];
    }
}
