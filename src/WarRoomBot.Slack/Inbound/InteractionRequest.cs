using System.Buffers;
using System.Text.Json;
using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>
/// Buttons and modals (Docs "Handling user interaction"): by HTTP a form with one field, <c>payload</c>, by a socket the payload itself.
/// </summary>
internal static class InteractionRequest
{
    /// <returns>Null when it cannot be read.</returns>
    internal static InteractionPayload? Parse(ReadOnlySpan<byte> form)
    {
        var reader = new FormReader(form);
        while (reader.Next())
        {
            if (reader.Name.SequenceEqual("payload"u8))
                return ParseEncoded(reader.Encoded);
        }

        return null;
    }

    /// <summary>One <see cref="Pressed"/> for each button; empty when there is nothing in it for us.</summary>
    /// <returns>Null when a field that must be there is missing.</returns>
    internal static IReadOnlyList<Pressed>? Presses(InteractionPayload payload)
    {
        if (payload.Actions is null || PersonOf(payload) is not { } person || !SlackIds.IsId(payload.TeamId))
            return null;
        if (ConversationOf(payload) is not { } conversation)
            return [];
        var isHome = SlackHome.IsHome(conversation.Channel, out _);
        var source = payload.Container?.MessageTs ?? payload.Message?.Ts ?? payload.View?.Id;
        List<Pressed> presses = [];
        foreach (var action in payload.Actions)
        {
            if (!SlackIds.IsOpaque(action.ActionTs) || action.ActionId is null)
                return null;
            var name = ActionId.ActionOf(action.ActionId);
            if (action.Url is not null || name.Length == 0)
                continue;
            presses.Add(new()
            {
                Key = $"slack/{payload.TeamId}/press/{action.ActionTs}/{person.Id}/{source}/{action.ActionId}",
                Conversation = conversation,
                ConversationName = SlackIds.ChannelName(payload.Channel?.Name),
                Person = person,
                Reply = !string.IsNullOrEmpty(payload.ResponseUrl) ? payload.ResponseUrl : isHome ? SlackReply.Directly(person.Id) : null,
                Trigger = SlackIds.IsOpaque(payload.TriggerId) ? payload.TriggerId : null,
                Action = name,
                Value = action.Value ?? action.SelectedOption?.Value ?? "",
            });
        }

        return presses;
    }

    /// <returns>Null when a field that must be there is missing, or the view is none of ours.</returns>
    internal static Submitted? Submission(InteractionPayload payload)
    {
        if (payload.View is not { } view || PersonOf(payload) is not { } person || !SlackIds.IsId(payload.TeamId) || !SlackIds.IsId(view.Id)
            || string.IsNullOrEmpty(view.CallbackId) || ViewContext.Parse(view.PrivateMetadata) is not { } context)
            return null;
        var where = WhereOf(view);
        return new()
        {
            // A view is sent in once: sending it again after an error means that nothing was stored the first time. What is asked next in its
            // place has the same id.
            Key = $"slack/{payload.TeamId}/form/{view.Id}/{view.CallbackId}",
            Conversation = where is null ? context.Conversation : context.Conversation with { Channel = where },
            ConversationName = where is null ? context.Name : null,
            Person = person,
            Reply = context.IsDirect ? SlackReply.Directly(person.Id) : SlackReply.To(person),
            Form = view.CallbackId,
            Context = context.Context,
            Values = ValuesOf(view),
        };
    }

    private static InteractionPayload? ParseEncoded(ReadOnlySpan<byte> encoded)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(encoded.Length);
        try
        {
            var length = FormReader.Decode(encoded, buffer);
            return length < 0 ? null : JsonSerializer.Deserialize(buffer.AsSpan(0, length), PayloadJson.Default.InteractionPayload);
        }
        catch (JsonException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Person? PersonOf(InteractionPayload payload) =>
        payload.User is { } user && SlackIds.IsId(user.Id) ? new(user.Id!, user.Username ?? user.Name ?? user.Id!) : null;

    /// <summary>A press on an ephemeral message has no message, one in a modal no channel.</summary>
    private static Conversation? ConversationOf(InteractionPayload payload)
    {
        var channel = payload.Channel?.Id ?? payload.Container?.ChannelId;
        return SlackIds.IsId(channel)
            ? new(SlackPlatform.PlatformName, payload.TeamId!, channel!)
            : ViewContext.Parse(payload.View?.PrivateMetadata)?.Conversation;
    }

    /// <summary>The channel that was chosen, where the form asked for one.</summary>
    private static string? WhereOf(PayloadView view) =>
        view.State?.Values?.GetValueOrDefault(Form.Where)?.Values.FirstOrDefault()?.SelectedConversation is { } channel && SlackIds.IsId(channel) ? channel : null;

    private static Dictionary<string, string> ValuesOf(PayloadView view)
    {
        var values = new Dictionary<string, string>();
        foreach (var (field, inputs) in view.State?.Values ?? new Dictionary<string, IReadOnlyDictionary<string, PayloadInput?>?>())
        {
            var input = inputs?.Values.FirstOrDefault();
            var people = input?.SelectedUsers is { } users ? PeopleField.Write(users.Where(SlackIds.IsUser).Select(user => new Person(user, user))) : null;
            if ((input?.Value ?? input?.SelectedOption?.Value ?? people) is { Length: > 0 } value)
                values[field] = value;
        }

        return values;
    }
}
