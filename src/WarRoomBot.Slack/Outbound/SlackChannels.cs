using System.Globalization;
using System.Text.Json;
using WarRoomBot.Chat;
using WarRoomBot.Delivery;

namespace WarRoomBot.Slack;

/// <summary>
/// Makes and keeps public channels (Docs "conversations.create", ".invite", ".setTopic", ".setPurpose", ".archive", "bookmarks.add"). A
/// channel carries its mark in its purpose, so that one whose making was not answered is found by name and mark, and never made twice.
/// </summary>
internal sealed class SlackChannels(SlackCalls calls, SlackPacing pacing)
{
    /// <summary>How far Slack's clock may be behind ours.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    private const int LongestPurpose = 250;
    private const int InvitedAtOnce = 30;
    private const int MostPages = 20;

    /// <inheritdoc cref="IChannels.CreateAsync"/>
    public async Task<ChannelAnswer> CreateAsync(ChannelWork.Create wanted, CancellationToken cancellationToken)
    {
        if (calls.Identity is null)
            throw new TryLaterException("Slack has not told who we are", null);
        foreach (var name in wanted.Names)
        {
            var answer = await CallAsync(SlackMethod.CreateChannel, new() { ["name"] = name, ["is_private"] = "false" }, cancellationToken);
            if (answer.Failure is { Error: "name_taken" })
            {
                if (await FindAsync(name, wanted, cancellationToken) is { } earlier)
                    return await MarkedAsync(earlier, name, wanted, cancellationToken);
                continue;
            }

            if (answer.Failure is { } failure)
                return new() { Trouble = Refusal(failure) };
            if (answer.Body.TryGetProperty("channel", out var channel) && Text(channel, "id") is { } id)
                return await MarkedAsync(id, Text(channel, "name") ?? name, wanted, cancellationToken);
            throw new TryLaterException("conversations.create answered without a channel", null);
        }

        return new() { Trouble = $"#{string.Join(" and #", wanted.Names)} exist already" };
    }

    /// <inheritdoc cref="IChannels.FurnishAsync"/>
    public async Task<ChannelAnswer> FurnishAsync(ChannelWork.Furnish wanted, CancellationToken cancellationToken)
    {
        var channel = wanted.Channel.Channel;
        var topic = await CallAsync(SlackMethod.SetTopic, new() { ["channel"] = channel, ["topic"] = wanted.Topic }, cancellationToken);
        var trouble = topic.Failure is { } failure ? $"the topic was not set: {Refusal(failure)}" : null;
        foreach (var link in wanted.Links)
        {
            if (MrkdwnReader.AddressOf(link.Address) is { } address)
                trouble = await BookmarkAsync(channel, link.Title, address, cancellationToken) is { } why ? trouble ?? why : trouble;
        }

        return new() { Trouble = trouble };
    }

    /// <inheritdoc cref="IChannels.InviteAsync"/>
    public async Task<ChannelAnswer> InviteAsync(ChannelWork.Invite wanted, CancellationToken cancellationToken)
    {
        var missing = new List<NotInvited>();
        missing.AddRange(wanted.People.Where(person => !SlackIds.IsUser(person.Id)).Select(person => new NotInvited(person, "not somebody of this workspace")));
        foreach (var people in wanted.People.Where(person => SlackIds.IsUser(person.Id) && person.Id != calls.Identity?.UserId).Chunk(InvitedAtOnce))
        {
            // With force, one who cannot come does not keep the others out (slackapi/node-slack-sdk issue 1596).
            var answer = await CallAsync(
                SlackMethod.Invite,
                new() { ["channel"] = wanted.Channel.Channel, ["users"] = string.Join(',', people.Select(person => person.Id)), ["force"] = "true" },
                cancellationToken);
            var errors = ErrorsOf(answer.Body);
            if (errors.Count == 0 && answer.Failure is { Error: not "already_in_channel" } failure)
                missing.AddRange(people.Select(person => new NotInvited(person, Refusal(failure)) { IsUnknown = failure.Error == "user_not_found" && people.Length == 1 }));
            missing.AddRange(people.Where(person => errors.GetValueOrDefault(person.Id, "already_in_channel") is not ("already_in_channel" or "cant_invite_self"))
                .Select(person => new NotInvited(person, errors[person.Id].Replace('_', ' ')) { IsUnknown = errors[person.Id] == "user_not_found" }));
        }

        return new() { NotInvited = missing };
    }

    /// <inheritdoc cref="IChannels.ArchiveAsync"/>
    public async Task<ChannelAnswer> ArchiveAsync(ChannelWork.Archive wanted, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(SlackMethod.ArchiveChannel, new() { ["channel"] = wanted.Channel.Channel }, cancellationToken);
        return new() { Trouble = answer.Failure is { Error: not "already_archived" } failure ? $"the channel was not archived: {Refusal(failure)}" : null };
    }

    /// <summary>The purpose comes first of all: from then on the channel is known again whatever happens.</summary>
    private async Task<ChannelAnswer> MarkedAsync(string id, string name, ChannelWork.Create wanted, CancellationToken cancellationToken)
    {
        var purpose = $"{SlackText.Shortened(SlackText.OneLine(wanted.Purpose), LongestPurpose - wanted.Mark.Length - 1)} {wanted.Mark}";
        await CallAsync(SlackMethod.SetPurpose, new() { ["channel"] = id, ["purpose"] = purpose }, cancellationToken);
        return new() { Channel = wanted.Near with { Channel = id }, Name = name };
    }

    /// <summary>A channel that the bot made for this very purpose, or made and came to no purpose of.</summary>
    private async Task<string?> FindAsync(string name, ChannelWork.Create wanted, CancellationToken cancellationToken)
    {
        var arguments = new Dictionary<string, string> { ["types"] = "public_channel", ["exclude_archived"] = "true", ["limit"] = "200" };
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await CallAsync(SlackMethod.OwnChannels, arguments, cancellationToken);
            if (answer.Failure is not null || !answer.Body.TryGetProperty("channels", out var channels) || channels.ValueKind != JsonValueKind.Array)
                return null;
            foreach (var channel in channels.EnumerateArray().Where(channel => Text(channel, "name") == name))
                return IsOurs(channel, wanted) ? Text(channel, "id") : null;
            if (!answer.Body.TryGetProperty("response_metadata", out var metadata) || Text(metadata, "next_cursor") is not { Length: > 0 } cursor)
                return null;
            arguments["cursor"] = cursor;
        }

        return null;
    }

    private bool IsOurs(JsonElement channel, ChannelWork.Create wanted)
    {
        if (Text(channel, "creator") != calls.Identity?.UserId)
            return false;
        var purpose = channel.TryGetProperty("purpose", out var said) ? Text(said, "value") ?? "" : "";
        if (purpose.Length > 0)
            return purpose.EndsWith(wanted.Mark, StringComparison.Ordinal);
        return channel.TryGetProperty("created", out var created) && created.TryGetInt64(out var seconds)
            && DateTimeOffset.FromUnixTimeSeconds(seconds) >= wanted.Since - ClockSkew;
    }

    /// <summary>Adding is not idempotent, so what is there is looked at first.</summary>
    private async Task<string?> BookmarkAsync(string channel, string title, string address, CancellationToken cancellationToken)
    {
        var there = await CallAsync(SlackMethod.ListBookmarks, new() { ["channel_id"] = channel }, cancellationToken);
        if (there.Failure is null && there.Body.TryGetProperty("bookmarks", out var bookmarks) && bookmarks.ValueKind == JsonValueKind.Array
            && bookmarks.EnumerateArray().Any(bookmark => Text(bookmark, "link") == address))
            return null;
        var answer = there.Failure is null
            ? await CallAsync(SlackMethod.AddBookmark, new() { ["channel_id"] = channel, ["title"] = SlackText.Shortened(SlackText.OneLine(title), 100), ["type"] = "link", ["link"] = address }, cancellationToken)
            : there;
        return answer.Failure is { } failure ? $"the bookmark was not set: {Refusal(failure)}" : null;
    }

    /// <exception cref="TryLaterException">It is to be tried again: throttled, unreachable, or the answer was lost.</exception>
    private async Task<SlackAnswer> CallAsync(SlackMethod method, Dictionary<string, string> arguments, CancellationToken cancellationToken)
    {
        if (pacing.Take(method) is { Ticks: > 0 } wait)
            throw new TryLaterException($"{method} has its limit", wait);
        var answer = await calls.FormAsync(method, arguments, cancellationToken);
        if (answer.Failure is { Fault: SlackFault.Throttled or SlackFault.Busy or SlackFault.Unreachable or SlackFault.Ambiguous or SlackFault.TokenDead } failure)
            throw new TryLaterException(string.Create(CultureInfo.InvariantCulture, $"{method}: {failure.Error}"), failure.After);
        return answer;
    }

    private static Dictionary<string, string> ErrorsOf(JsonElement body)
    {
        var errors = new Dictionary<string, string>();
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("errors", out var all) || all.ValueKind != JsonValueKind.Array)
            return errors;
        foreach (var one in all.EnumerateArray())
        {
            if (Text(one, "user") is { } user && Text(one, "error") is { } error)
                errors[user] = error;
        }

        return errors;
    }

    /// <summary>Why, and what would be right: small, and without a full stop.</summary>
    internal static string Refusal(SlackFailure failure) => failure.Error switch
    {
        "missing_scope" => $"I lack the Slack permission {failure.Details}; add it to the app's scopes and reinstall the app",
        "restricted_action" or "cannot_create_channel" or "no_permission" or "user_is_restricted" =>
            "this workspace does not let me do that; an administrator can allow it under Settings, Permissions",
        "user_not_found" or "no_user" => "not found",
        "is_archived" => "the channel is archived",
        "too_many_bookmarks" => "the channel has too many bookmarks",
        _ => $"Slack says {failure.Error}",
    };

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
