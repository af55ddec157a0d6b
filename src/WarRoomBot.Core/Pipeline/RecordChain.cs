using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WarRoomBot.Pipeline;

/// <summary>
/// Each row of a room's record carries a hash over itself and the hash of the row before, so that none can be altered, taken out, put in or
/// moved without every later hash being wrong. Whoever rewrites all of them to the end is found out by the hashes that decisions have kept,
/// and shown. Pure.
/// </summary>
internal static class RecordChain
{
    /// <summary>Before the first row.</summary>
    internal const string Beginning = "";

    internal static string HashOf(string before, long room, RecordRow row)
    {
        var text = new StringBuilder();
        Append(text, before);
        Append(text, room.ToString(CultureInfo.InvariantCulture));
        Append(text, row.Seq.ToString(CultureInfo.InvariantCulture));
        Append(text, row.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        Append(text, row.What);
        Append(text, row.ById);
        Append(text, row.ByName);
        Append(text, row.Text);
        Append(text, row.Data);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>A hash as people compare it.</summary>
    internal static string Short(string hash) => hash.Length > 12 ? $"{hash[..8]}…{hash[^4..]}" : hash;

    /// <param name="rows">All of the room, in order.</param>
    /// <param name="kept">Rows whose hash was kept elsewhere.</param>
    internal static RecordTruth Check(long room, IReadOnlyList<RecordRow> rows, IReadOnlyList<KeptHash> kept)
    {
        var before = Beginning;
        long expected = 1;
        foreach (var row in rows)
        {
            if (row.Seq != expected)
                return new(rows.Count, null, expected, $"row {expected} is missing");
            // Rows from before records were sealed; once one is, none may be without.
            if (row.Hash.Length > 0 || before.Length > 0)
            {
                before = HashOf(before, room, row);
                if (row.Hash != before)
                    return new(rows.Count, null, row.Seq, $"row {row.Seq} is not as it was written, or does not follow the one before it");
            }

            expected++;
        }

        foreach (var one in kept)
        {
            if (one.Seq > rows.Count)
                return new(rows.Count, null, expected, $"row {expected} is missing: {one.By} knows {one.Seq}");
            if (rows[(int)one.Seq - 1].Hash != one.Hash)
                return new(rows.Count, null, one.Seq, $"row {one.Seq} is not the one that {one.By} knows");
        }

        return new(rows.Count, before, null, null);
    }

    /// <summary>The length goes in front, so that no two rows read the same; what is not there differs from what is empty.</summary>
    private static void Append(StringBuilder text, string? value)
    {
        if (value is null)
            text.Append('~');
        else
            text.Append(CultureInfo.InvariantCulture, $"{value.Length}:").Append(value);
    }
}

/// <param name="By">Who kept it, for people: <c>the decision on Go-live</c>.</param>
internal sealed record KeptHash(long Seq, string Hash, string By);

/// <summary>Whether a record is as it was written.</summary>
/// <param name="Rows">How many there are.</param>
/// <param name="Head">The hash of the last row; null when it is not.</param>
/// <param name="BrokenAt">The first row at which it is not; null when it is.</param>
/// <param name="Why">What is wrong there, for people.</param>
internal sealed record RecordTruth(int Rows, string? Head, long? BrokenAt, string? Why)
{
    public bool IsIntact => BrokenAt is null;
}
