using System.Text.Json;
using System.Text.Json.Serialization;

namespace WarRoomBot.Chat;

/// <summary>A place to talk in: a channel, a direct message, a local chat room. Written as <c>platform/workspace/channel</c>.</summary>
/// <param name="Platform"><c>slack</c>, <c>teams</c> or <c>local</c>.</param>
/// <param name="Workspace">The platform's id of the workspace or tenant.</param>
/// <param name="Channel">The platform's id of the channel, never its name.</param>
[JsonConverter(typeof(ConversationConverter))]
public readonly record struct Conversation(string Platform, string Workspace, string Channel)
{
    /// <exception cref="FormatException">The text does not have three parts.</exception>
    public static Conversation Parse(string text) =>
        text.Split('/', 3) is [var platform, var workspace, var channel]
            ? new(platform, workspace, channel)
            : throw new FormatException($"'{text}' is not platform/workspace/channel");

    public override string ToString() => $"{Platform}/{Workspace}/{Channel}";

    private sealed class ConversationConverter : JsonConverter<Conversation>
    {
        public override Conversation Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Conversation value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}

/// <summary>Somebody on the platform, or a group of them that holds a role together. Equality is by id: names change.</summary>
/// <param name="Id">The platform's user id.</param>
/// <param name="Name">As last seen; shown where the platform cannot turn the id into a name itself.</param>
public sealed record Person(string Id, string Name)
{
    /// <summary>Of a group, those who are in it as far as is known; null for a single person.</summary>
    public IReadOnlyList<Person>? Members { get; init; }

    [JsonIgnore]
    public bool IsGroup => Members is not null;

    /// <summary>As they are shown: who is in a group now is no part of that.</summary>
    internal Person Bare => Members is { Count: > 0 } ? this with { Members = [] } : this;

    /// <summary>Whether this is them, or a group that they are in as far as is known.</summary>
    public bool Includes(Person person) => Equals(person) || Members?.Contains(person) == true;

    public bool Equals(Person? other) => other is not null && other.Id == Id;

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}
