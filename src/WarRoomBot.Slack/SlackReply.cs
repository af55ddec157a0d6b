using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>
/// The handle for answering one person: Slack's <c>response_url</c> (5 uses in 30 minutes); or <c>@U…</c> where Slack gives none, as when
/// a modal is sent in; or <c>im:U…</c> where they look at no channel in which it could be shown to them.
/// </summary>
internal static class SlackReply
{
    private const string Direct = "im:";

    internal static string To(Person person) => $"@{person.Id}";

    internal static string Directly(string user) => $"{Direct}{user}";

    internal static bool IsDirect(string? reply) => reply?.StartsWith(Direct, StringComparison.Ordinal) == true;

    internal static Uri? AddressOf(string? reply) =>
        Uri.TryCreate(reply, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    /// <summary>The person's id, if the handle or the message names somebody who can be written to.</summary>
    internal static string? UserOf(Message message) =>
        message.ReplyTo is ['@', .. var user] && SlackIds.IsUser(user) ? user
        : IsDirect(message.ReplyTo) && SlackIds.IsUser(message.ReplyTo![Direct.Length..]) ? message.ReplyTo[Direct.Length..]
        : SlackIds.IsUser(message.To?.Id) ? message.To!.Id : null;
}
