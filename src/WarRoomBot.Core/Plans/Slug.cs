using System.Text;

namespace WarRoomBot.Plans;

/// <summary>A title as a name that can be typed: <c>Beta war room</c> is <c>beta-war-room</c>.</summary>
internal static class Slug
{
    internal static string Of(string title)
    {
        var slug = new StringBuilder();
        foreach (var character in title)
        {
            if (char.IsLetterOrDigit(character))
                slug.Append(char.ToLowerInvariant(character));
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        return slug.ToString().TrimEnd('-');
    }
}
