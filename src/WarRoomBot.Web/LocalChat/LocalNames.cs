using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using WarRoomBot.Chat;

namespace WarRoomBot.Web.LocalChat;

/// <summary>
/// How people and channels are called in the local chat. A person is their name: whoever types it is them, and one person may play several.
/// </summary>
internal static partial class LocalNames
{
    internal const string Platform = "local";
    internal const string Workspace = "local";
    internal const string Bot = "WarRoomBot";

    /// <summary>The channel there is before anybody has said anything.</summary>
    internal const string FirstChannel = "war-room";

    internal const int LongestName = 30;
    internal const int LongestChannel = 50;

    /// <summary>Whoever has not said their name yet.</summary>
    internal static readonly Person Nobody = Person("guest");

    internal static Conversation Conversation(string channel) => new(Platform, Workspace, channel);

    /// <summary>Ana and ana are one person, shown as last typed.</summary>
    internal static Person Person(string name) => new(name.ToLowerInvariant(), name);

    /// <summary>One word, so that <c>@name</c> can be typed.</summary>
    internal static bool TryPerson(string? text, [NotNullWhen(true)] out Person? person)
    {
        var name = text?.Trim().TrimStart('@') ?? "";
        person = name.Length <= LongestName && WholeName().IsMatch(name) ? Person(name) : null;
        return person is not null;
    }

    /// <summary>Those whose names were typed, with <c>@</c> or without; what is no name is left out.</summary>
    internal static IReadOnlyList<Person> People(string text) =>
        [.. text.Split([' ', ',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(word => TryPerson(word, out var person) ? person : null).OfType<Person>().Distinct()];

    /// <summary>As it stands in an address: <c>#War room</c> is typed, <c>war-room</c> is meant.</summary>
    internal static bool TryChannel(string? text, [NotNullWhen(true)] out string? channel)
    {
        channel = text?.Trim().TrimStart('#').Replace(' ', '-').ToLowerInvariant();
        if (channel is not null && !IsChannel(channel))
            channel = null;
        return channel is not null;
    }

    internal static bool IsChannel(string channel) => channel.Length <= LongestChannel && Channel().IsMatch(channel);

    [GeneratedRegex(@"^[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex WholeName();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9_-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Channel();
}
