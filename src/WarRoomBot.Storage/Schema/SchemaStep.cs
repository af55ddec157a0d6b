using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WarRoomBot.Storage.Schema;

/// <summary>One numbered SQL file of one engine: <c>0001_rails.sqlite.sql</c>.</summary>
internal sealed record SchemaStep(int Number, string Name, string Sql)
{
    /// <summary>Of the text with line ends made alike, so that a checkout on another system is the same step.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <param name="engine"><c>sqlite</c> or <c>postgres</c>.</param>
    public static IReadOnlyList<SchemaStep> AllFor(string engine)
    {
        var assembly = typeof(SchemaStep).Assembly;
        var ending = $".{engine}.sql";
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.EndsWith(ending, StringComparison.Ordinal))
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return new SchemaStep(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name[..^ending.Length], reader.ReadToEnd());
                })
                .OrderBy(step => step.Number),
        ];
    }
}
