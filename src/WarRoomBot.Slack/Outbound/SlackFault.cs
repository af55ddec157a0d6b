using System.Collections.Frozen;

namespace WarRoomBot.Slack;

/// <summary>What kind of thing went wrong with a call, and so what to do about it.</summary>
internal enum SlackFault
{
    /// <summary>Too many calls: nothing more of the kind until the time is over.</summary>
    Throttled,

    /// <summary>Not now; nothing happened.</summary>
    Busy,

    /// <summary>Slack could not be reached at all; nothing happened.</summary>
    Unreachable,

    /// <summary>The effect may have happened: look before trying again.</summary>
    Ambiguous,

    /// <summary>The bot token is no longer good; an operator has to act.</summary>
    TokenDead,

    /// <summary>The app's or the workspace's settings do not allow it; somebody has to change them.</summary>
    Configuration,

    /// <summary>The call itself was wrong: a mistake in this program.</summary>
    Bug,

    /// <summary>What the call was about is not there, or not for us.</summary>
    TargetGone,

    /// <summary>An error that this table does not know: as final as any.</summary>
    Unknown,
}

/// <summary>A call that did not succeed.</summary>
/// <param name="Error">Slack's own word, or ours for what happened on the way.</param>
/// <param name="After">How long Slack asks to wait; null when it does not say.</param>
/// <param name="Details">For the log: Slack's messages, or the scope that is missing.</param>
internal sealed record SlackFailure(SlackFault Fault, string Error, TimeSpan? After = null, string Details = "");

/// <summary>The one table of Slack's errors (Docs, the methods' own pages).</summary>
internal static class SlackErrors
{
    private static readonly FrozenDictionary<string, SlackFault> Faults = new Dictionary<SlackFault, string[]>
    {
        [SlackFault.Throttled] = ["ratelimited", "rate_limited"],
        [SlackFault.Busy] = ["service_unavailable", "file_update_failed", "org_login_required", "team_added_to_org"],
        [SlackFault.Ambiguous] = ["fatal_error", "internal_error", "request_timeout"],
        [SlackFault.TokenDead] =
        [
            "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "team_access_not_granted",
            "user_removed_from_team", "team_disabled", "missing_args",
        ],
        [SlackFault.Configuration] =
        [
            "missing_scope", "not_allowed_token_type", "no_permission", "restricted_action", "restricted_action_read_only_channel",
            "restricted_action_thread_only_channel", "restricted_action_non_threadable_channel", "restricted_action_thread_locked",
            "ekm_access_denied", "access_denied", "accesslimited", "enterprise_is_restricted", "two_factor_setup_required",
            "plan_upgrade_required", "message_limit_exceeded", "messages_tab_disabled", "permission_denied", "not_pinnable",
            "too_many_pins", "too_many_bookmarks", "cannot_create_channel", "user_is_restricted", "cant_delete_message", "too_many_members",
            "posting_to_channel_denied", "file_uploads_disabled", "file_uploads_except_images_disabled", "file_type_not_allowed",
            "file_upload_size_restricted", "storage_limit_reached", "user_is_external_guest", "forbidden_team", "method_not_supported_for_channel_type",
        ],
        [SlackFault.Bug] =
        [
            "invalid_arguments", "invalid_arg_name", "invalid_array_arg", "invalid_blocks", "invalid_blocks_format", "invalid_attachments",
            "msg_blocks_too_long", "msg_too_long", "no_text", "block_mismatch", "metadata_too_large", "invalid_metadata_format",
            "invalid_metadata_schema", "metadata_must_be_sent_from_app", "invalid_json", "json_not_object", "invalid_form_data",
            "invalid_post_type", "missing_post_type", "invalid_charset", "missing_argument", "unknown_method", "insecure_request", "invalid_ts_oldest",
            "invalid_ts_latest", "invalid_cursor", "view_too_large", "duplicate_external_id", "channels_limit_exceeded",
        ],
        [SlackFault.TargetGone] =
        [
            "name_taken", "already_in_channel", "already_archived", "cant_invite_self", "cant_invite", "no_user",
            "channel_not_found", "is_archived", "is_inactive", "not_in_channel", "message_not_found", "user_not_found",
            "user_not_in_channel", "thread_not_found", "cannot_reply_to_message", "cant_update_message", "edit_window_closed", "expired_url", "used_url",
            "file_not_found", "invalid_channel", "upload_refused",
            "expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired", "trigger_exchanged",
        ],
    }.SelectMany(group => group.Value, (group, error) => (error, group.Key)).ToFrozenDictionary(pair => pair.error, pair => pair.Key);

    internal static SlackFault FaultOf(string error) => Faults.GetValueOrDefault(error, SlackFault.Unknown);

    /// <summary>Slack could not draw the blocks; the same message as text alone is still worth showing.</summary>
    internal static bool IsAboutBlocks(string error) =>
        error is "invalid_blocks" or "invalid_blocks_format" or "invalid_attachments" or "msg_blocks_too_long" or "block_mismatch";

    /// <summary>One sentence for the person concerned that says what would be right.</summary>
    internal static string AdviceFor(SlackFailure failure, string botName) => failure.Error switch
    {
        "not_in_channel" or "channel_not_found" or "method_not_supported_for_channel_type" =>
            $"I am not in this channel: type /invite @{botName}, then try again.",
        "is_archived" or "is_inactive" => "This channel is archived: unarchive it, or go on in another one.",
        "missing_scope" when failure.Details.Length > 0 =>
            $"I lack the Slack permission {failure.Details}: add it to the app's scopes, reinstall the app, then try again.",
        "missing_scope" => "I lack a Slack permission: add the scopes of the app's manifest, reinstall the app, then try again.",
        "too_many_pins" => "This channel has too many pinned messages: unpin one, then try again.",
        "message_limit_exceeded" => "This workspace has reached Slack's message limit: an administrator has to look at its plan.",
        "posting_to_channel_denied" => "This channel does not let me post: ask one of its owners to allow it, then try again.",
        _ when failure.Error.StartsWith("restricted_action", StringComparison.Ordinal) =>
            "This channel does not let me post: ask one of its owners to allow it, then try again.",
        _ => $"Slack does not take this message ({failure.Error}): the bot's log says more.",
    };
}
