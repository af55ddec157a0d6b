using System.Text.Json;
using System.Text.Json.Serialization;

namespace WarRoomBot.Slack;

/// <summary>The parts we read of an interactivity payload. Slack adds fields without notice; they are skipped.</summary>
internal sealed record InteractionPayload
{
    public string? Type { get; init; }
    public NamedId? Team { get; init; }
    public PayloadUser? User { get; init; }
    public NamedId? Channel { get; init; }
    public string? TriggerId { get; init; }
    public string? ResponseUrl { get; init; }
    public PayloadContainer? Container { get; init; }
    public PayloadMessage? Message { get; init; }

    /// <summary>Of a shortcut: which one, and an id of the doing.</summary>
    public string? CallbackId { get; init; }
    public string? ActionTs { get; init; }
    public string? MessageTs { get; init; }
    public PayloadView? View { get; init; }
    public IReadOnlyList<PayloadAction>? Actions { get; init; }

    /// <summary>
    /// The workspace that has installed the app. What a form says of that comes first: in a channel that two organisations share, the team is that of
    /// whoever sent it in. Of an installation in a whole organisation there is no team; then the person tells.
    /// </summary>
    public string? TeamId => View?.AppInstalledTeamId ?? Team?.Id ?? View?.TeamId ?? User?.TeamId;
}

/// <param name="Domain">Of a team, as it stands in addresses.</param>
internal sealed record NamedId(string? Id, string? Name, string? Domain);

internal sealed record PayloadUser(string? Id, string? Username, string? Name, string? TeamId);

internal sealed record PayloadContainer(string? MessageTs, string? ChannelId);

/// <param name="Text">With Slack's markup.</param>
/// <param name="User">Null for an app.</param>
internal sealed record PayloadMessage(string? Ts, string? Text, string? User);

internal sealed record PayloadAction
{
    public string? ActionId { get; init; }
    public string? ActionTs { get; init; }
    public string? Value { get; init; }

    /// <summary>Set on a button that opens a page: Slack tells of the press and wants no more than an answer.</summary>
    public string? Url { get; init; }
    public PayloadOption? SelectedOption { get; init; }
}

internal sealed record PayloadOption(string? Value);

internal sealed record PayloadView
{
    public string? Id { get; init; }
    public string? CallbackId { get; init; }
    public string? PrivateMetadata { get; init; }
    public string? TeamId { get; init; }
    public string? AppInstalledTeamId { get; init; }
    public PayloadViewState? State { get; init; }
}

/// <param name="Values">By block, then by action; untouched inputs are null.</param>
internal sealed record PayloadViewState(IReadOnlyDictionary<string, IReadOnlyDictionary<string, PayloadInput?>?>? Values);

internal sealed record PayloadInput(string? Value, PayloadOption? SelectedOption, string? SelectedConversation, IReadOnlyList<string>? SelectedUsers);

/// <summary>An envelope of the Events API (Docs "The Events API"), as far as it is read.</summary>
/// <param name="Authorizations">The one installation it is meant for.</param>
internal sealed record EventEnvelope(string? Type, string? Challenge, string? TeamId, string? EventId, EventBody? Event, IReadOnlyList<EventAuthorization>? Authorizations)
{
    /// <summary>When it happened, in Unix seconds.</summary>
    public long? EventTime { get; init; }
}

/// <param name="TeamId">The workspace that it is meant for: in a channel that several share not always where it happened.</param>
internal sealed record EventAuthorization(string? TeamId, string? UserId, bool IsBot);

/// <summary>The events that are subscribed to.</summary>
internal sealed record EventBody
{
    public string? Type { get; init; }
    public string? Subtype { get; init; }
    public EventParty? User { get; init; }

    /// <summary>A user group, in the two events there are about one.</summary>
    public EventParty? Subteam { get; init; }
    public string? SubteamId { get; init; }
    public string? Tab { get; init; }
    public string? Text { get; init; }
    public string? Ts { get; init; }
    public string? ThreadTs { get; init; }
    public string? ChannelType { get; init; }
    public string? BotId { get; init; }
    public string? Reaction { get; init; }
    public EventItem? Item { get; init; }
    public EventTokens? Tokens { get; init; }
    public EventParty? Channel { get; init; }
    public string? DeletedTs { get; init; }
    public EventMessage? Message { get; init; }
    public EventMessage? PreviousMessage { get; init; }
}

/// <summary>A person or a channel: most events tell the id alone, those about a change of it the whole thing.</summary>
/// <param name="Deleted">A person's account is no more.</param>
[JsonConverter(typeof(EventPartyConverter))]
internal sealed record EventParty(string? Id, string? Name, bool Deleted);

internal sealed class EventPartyConverter : JsonConverter<EventParty>
{
    public override EventParty? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new(reader.GetString(), null, false);
        var whole = JsonElement.ParseValue(ref reader);
        return whole.ValueKind == JsonValueKind.Object
            ? new(Text(whole, "id"), Text(whole, "name"), whole.TryGetProperty("deleted", out var deleted) && deleted.ValueKind == JsonValueKind.True)
            : null;
    }

    public override void Write(Utf8JsonWriter writer, EventParty value, JsonSerializerOptions options) => writer.WriteStringValue(value.Id);

    private static string? Text(JsonElement whole, string name) =>
        whole.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <param name="Bot">Ids of the bots whose tokens were revoked.</param>
internal sealed record EventTokens(IReadOnlyList<string>? Bot);

internal sealed record EventItem(string? Type, string? Channel, string? Ts);

internal sealed record EventMessage(string? Ts, string? Text, string? User, string? BotId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, MaxDepth = 128)]
[JsonSerializable(typeof(InteractionPayload))]
[JsonSerializable(typeof(EventEnvelope))]
[JsonSerializable(typeof(SlashCommand))]
[JsonSerializable(typeof(SocketFrame))]
internal sealed partial class PayloadJson : JsonSerializerContext;
