using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>
/// What happens to messages, people and channels, from the Events API (Docs "reaction_added event", "message event", "user_change event",
/// "member_left_channel event", "channel_archive event" and the like; of a private channel "group_…") and from the message shortcut. Most of a channel's traffic is new messages, and most changes of people are
/// about their status: those end here.
/// </summary>
internal static class EventRequest
{
    /// <summary>The shortcut's name to Slack.</summary>
    internal const string Shortcut = "timeline";

    /// <returns>Null when there is nothing in it for us.</returns>
    internal static ChatEvent? Read(EventEnvelope envelope) => envelope is { Type: "event_callback", Event: { } happened } && SlackIds.IsId(envelope.TeamId) && SlackIds.IsOpaque(envelope.EventId)
        ? happened switch
        {
            { Type: "reaction_added" or "reaction_removed", Item: { Type: "message" } item, Reaction: { Length: > 0 } reaction } =>
                Touched(envelope, happened.Type == "reaction_added" ? Touch.Marked : Touch.Unmarked, item.Channel, item.Ts, happened.User?.Id, reaction),
            // Slack also tells of links that were unfolded and replies that were counted: only other words matter, and not our own.
            { Type: "message", Subtype: "message_changed", Message: { BotId: null } message } when message.Text != happened.PreviousMessage?.Text =>
                Touched(envelope, Touch.Edited, happened.Channel?.Id, message.Ts, message.User, ""),
            { Type: "message", Subtype: "message_deleted", PreviousMessage: null or { BotId: null } } =>
                Touched(envelope, Touch.Deleted, happened.Channel?.Id, happened.DeletedTs, happened.PreviousMessage?.User, ""),
            { Type: "message", Subtype: "message_deleted", PreviousMessage.BotId: not null } when SlackIds.IsOpaque(happened.DeletedTs) => TakenAway(envelope, happened.Channel?.Id, happened.DeletedTs!),
            { Type: "channel_archive" or "group_archive" } => Changed(envelope, ChannelNews.Archived, happened),
            { Type: "channel_unarchive" or "group_unarchive" } => Changed(envelope, ChannelNews.Unarchived, happened),
            { Type: "channel_rename" or "group_rename", Channel.Name.Length: > 0 } => Changed(envelope, ChannelNews.Renamed, happened),
            { Type: "group_left" } => Changed(envelope, ChannelNews.PutOut, happened),
            { Type: "member_joined_channel", User.Id: { } who } when envelope.Authorizations?.Any(each => each.IsBot && each.UserId == who) == true => Changed(envelope, ChannelNews.Entered, happened),
            { Type: "subteam_updated" or "subteam_members_changed" } when (happened.SubteamId ?? happened.Subteam?.Id) is { } group && SlackIds.IsId(group) =>
                Changed(envelope, PersonNews.GroupChanged, "", new Person(group, happened.Subteam?.Name ?? group) { Members = [] }),
            { Type: "user_change", User: { Deleted: true } gone } => Changed(envelope, PersonNews.LeftWorkspace, "", gone),
            { Type: "member_left_channel", User: { } gone, Channel.Id: { } channel } when SlackIds.IsId(channel) => Changed(envelope, PersonNews.LeftChannel, channel, gone),
            _ => null,
        }
        : null;

    /// <returns>Null when a field that must be there is missing, or it is not our shortcut.</returns>
    internal static MessageTouched? Chosen(InteractionPayload payload) =>
        payload is { CallbackId: Shortcut, User: { Id: { } user } by, Channel.Id: { } channel, MessageTs: { } ts }
        && SlackIds.IsId(payload.TeamId) && SlackIds.IsId(user) && SlackIds.IsId(channel) && SlackIds.IsOpaque(ts) && SlackIds.IsOpaque(payload.ActionTs)
            ? new()
            {
                Key = $"slack/{payload.TeamId}/shortcut/{payload.ActionTs}/{user}/{ts}",
                Conversation = new(SlackPlatform.PlatformName, payload.TeamId!, channel),
                ConversationName = SlackIds.ChannelName(payload.Channel.Name),
                Person = new(user, by.Username ?? by.Name ?? user),
                Reply = string.IsNullOrEmpty(payload.ResponseUrl) ? null : payload.ResponseUrl,
                Message = ts,
                What = Touch.Chosen,
            }
            : null;

    private static ChannelChanged? Changed(EventEnvelope envelope, ChannelNews what, EventBody happened) => SlackIds.IsId(happened.Channel?.Id)
        ? new()
        {
            Key = $"slack/{envelope.TeamId}/event/{envelope.EventId}",
            Conversation = new(SlackPlatform.PlatformName, envelope.TeamId!, happened.Channel!.Id!),
            ConversationName = SlackIds.ChannelName(happened.Channel.Name),
            Person = SlackIds.IsUser(happened.User?.Id) ? new(happened.User!.Id!, happened.User.Name ?? happened.User.Id!) : new("", ""),
            What = what,
        }
        : null;

    private static CardTakenAway? TakenAway(EventEnvelope envelope, string? channel, string ts) => SlackIds.IsId(channel)
        ? new()
        {
            Key = $"slack/{envelope.TeamId}/event/{envelope.EventId}",
            Conversation = new(SlackPlatform.PlatformName, envelope.TeamId!, channel!),
            Person = new("", ""),
            Message = ts,
        }
        : null;

    /// <param name="channel">Empty for the whole workspace.</param>
    private static PersonChanged? Changed(EventEnvelope envelope, PersonNews what, string channel, EventParty person) =>
        SlackIds.IsUser(person.Id) ? Changed(envelope, what, channel, new Person(person.Id!, person.Name ?? person.Id!)) : null;

    private static PersonChanged Changed(EventEnvelope envelope, PersonNews what, string channel, Person person) => new()
    {
        Key = $"slack/{envelope.TeamId}/event/{envelope.EventId}",
        Conversation = new(SlackPlatform.PlatformName, envelope.TeamId!, channel),
        Person = person,
        What = what,
    };

    /// <summary>The person or group of whom something may be known that is not true any more; null when it is about nobody.</summary>
    internal static string? Outdated(EventEnvelope envelope) => envelope.Event switch
    {
        { Type: "user_change", User.Id: { } user } => user,
        { Type: "subteam_updated" or "subteam_members_changed" } group => group.SubteamId ?? group.Subteam?.Id,
        _ => null,
    };

    /// <summary>
    /// Whether the app may do nothing in the workspace any more (Docs "app_uninstalled event", "tokens_revoked event": both come, in any order).
    /// </summary>
    internal static bool IsEnd(EventEnvelope envelope) =>
        envelope is { Type: "event_callback", Event: { Type: "app_uninstalled" } or { Type: "tokens_revoked", Tokens.Bot.Count: > 0 } } && SlackIds.IsId(envelope.TeamId);

    private static MessageTouched? Touched(EventEnvelope envelope, Touch what, string? channel, string? ts, string? user, string emoji) =>
        SlackIds.IsId(channel) && SlackIds.IsOpaque(ts)
            ? new()
            {
                Key = $"slack/{envelope.TeamId}/event/{envelope.EventId}",
                Conversation = new(SlackPlatform.PlatformName, envelope.TeamId!, channel!),
                Person = SlackIds.IsId(user) ? new(user!, user!) : new("", ""),
                Message = ts!,
                What = what,
                Emoji = emoji,
            }
            : null;
}
