using System.Collections.Frozen;

namespace WarRoomBot.Slack;

/// <summary>The one table of Slack's errors (Docs, the methods' own pages and "Using the Slack Web API").</summary>
internal static class SlackErrors
{
    private static readonly FrozenDictionary<string, SlackFault> Faults = new Dictionary<SlackFault, string>
    {
        [SlackFault.Throttled] = "ratelimited rate_limited",
        [SlackFault.Busy] =
            """
            service_unavailable file_update_failed org_login_required team_added_to_org too_many_requests external_channel_migrating
            streaming_state_conflict list_record_comment_fetch_failed unable_to_share_files
            """,
        [SlackFault.Ambiguous] = "fatal_error internal_error request_timeout update_failed",
        [SlackFault.AlreadySo] = "already_in_channel already_archived already_pinned cant_invite_self file_already_added",
        [SlackFault.TargetGone] =
            """
            channel_not_found is_archived is_inactive not_in_channel message_not_found user_not_found user_not_in_channel users_not_found
            user_not_visible user_disabled no_such_subteam thread_not_found cannot_reply_to_message cant_update_message edit_window_closed
            team_not_found name_taken cant_invite no_user invitee_cant_see_channel org_user_not_in_team expired_url used_url file_not_found
            invalid_code not_installed file_deleted file_is_deleted file_not_shared invalid_channel upload_refused not_found hash_conflict
            expired_trigger_id exchanged_trigger_id invalid_trigger_id trigger_expired trigger_exchanged
            """,
        [SlackFault.Configuration] =
            """
            missing_scope not_allowed_token_type no_permission not_authorized restricted_action restricted_action_read_only_channel
            restricted_action_thread_only_channel restricted_action_non_threadable_channel restricted_action_thread_locked
            ekm_access_denied access_denied accesslimited enterprise_is_restricted two_factor_setup_required plan_upgrade_required
            forbidden_team message_limit_exceeded messages_tab_disabled not_enabled permission_denied not_pinnable too_many_pins
            too_many_bookmarks too_many_tabs cannot_create_channel canvas_disabled_user_team channel_is_limited_access
            user_is_restricted ura_max_channels no_external_invite_permission user_is_external_guest cant_delete_message
            cant_archive_general cant_archive_required too_many_members method_not_supported_for_channel_type not_implemented
            bad_client_secret invalid_client_id bad_redirect_uri client_id_token_mismatch cannot_install_an_org_installed_app user_email_unverified
            no_scopes oauth_authorization_url_mismatch preview_feature_not_available is_bot
            posting_to_channel_denied file_uploads_disabled file_uploads_except_images_disabled file_type_not_allowed blocked_file_type
            file_upload_size_restricted file_share_limit_reached max_file_sharing_exceeded storage_limit_reached
            cannot_bookmark_from_external_org cannot_bookmark_restricted_sharing_enabled slack_connect_blocked_file_type
            slack_connect_canvas_sharing_blocked slack_connect_clip_sharing_blocked slack_connect_file_link_sharing_blocked
            slack_connect_file_upload_sharing_blocked slack_connect_lists_sharing_blocked
            """,
        [SlackFault.Bug] =
            """
            invalid_arguments invalid_arg_name invalid_array_arg invalid_blocks invalid_blocks_format invalid_attachments
            msg_blocks_too_long msg_too_long no_text block_mismatch metadata_too_large invalid_metadata_format invalid_metadata_schema
            invalid_metadata_filter_keys metadata_must_be_sent_from_app markdown_text_conflict too_many_attachments
            attachment_payload_limit_exceeded too_many_contact_cards missing_file_data as_user_not_supported cant_broadcast_message
            no_dual_broadcast_content_update draft_already_deleted draft_already_sent draft_has_conflict draft_not_found
            duplicate_channel_not_found duplicate_message_not_found invalid_json json_not_object invalid_form_data invalid_post_type
            missing_post_type invalid_charset missing_argument missing_args unknown_method deprecated_endpoint method_deprecated insecure_request
            invalid_ts_oldest invalid_ts_latest bad_timestamp no_item_specified invalid_cursor invalid_limit invalid_types limit_required
            view_too_large duplicate_external_id push_limit_reached missing_profile_id channels_limit_exceeded invalid_name
            invalid_name_maxlength invalid_name_punctuation invalid_name_required invalid_name_specials no_channel too_long
            invalid_grant_type invalid_code_verifier pkce_not_allowed not_bearer_token
            invalid_app_action_type invalid_bookmark_type invalid_child_type invalid_emoji invalid_entity_id invalid_link
            invalid_parent_type invalid_shortcut_type parent_bookmark_disabled parent_with_link alt_txt_too_large snippet_too_large
            unknown_snippet_type unknown_subtype too_many_users
            """,
        [SlackFault.TokenDead] =
            """
            invalid_auth not_authed account_inactive token_revoked token_expired team_access_not_granted user_removed_from_team team_disabled
            token_unreadable invalid_refresh_token
            """,
    }.SelectMany(group => group.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), (group, error) => (error, group.Key))
        .ToFrozenDictionary(pair => pair.error, pair => pair.Key);

    internal static SlackFault FaultOf(string error) => Faults.GetValueOrDefault(error, SlackFault.Unknown);

    /// <summary>Slack could not draw the blocks; the same message as text alone is still worth showing.</summary>
    internal static bool IsAboutBlocks(string error) =>
        error is "invalid_blocks" or "invalid_blocks_format" or "invalid_attachments" or "msg_blocks_too_long" or "block_mismatch";

    /// <summary>For the operator, when Slack refuses the bot token: what would be right.</summary>
    internal static string RemedyFor(string error) => error switch
    {
        "account_inactive" or "team_disabled" or "user_removed_from_team" =>
            "the app or its workspace was deactivated; install the app again, put its token into Slack:BotToken and restart",
        "token_revoked" => "the app was uninstalled; install it again, put its token into Slack:BotToken and restart",
        "invalid_auth" => "put a good one into Slack:BotToken and restart, or allow this machine's address in the app's settings",
        "team_access_not_granted" => "an administrator has to let the app into this workspace",
        _ => "put a good one into Slack:BotToken and restart",
    };

    /// <summary>One sentence for the person concerned that says what would be right.</summary>
    internal static string AdviceFor(SlackFailure failure, string botName) => failure.Error switch
    {
        "not_in_channel" or "channel_not_found" or "method_not_supported_for_channel_type" =>
            $"I am not in this channel: type /invite @{botName}, then try again.",
        InstalledToken.NotInstalled => "I am not installed in this workspace any more: one of its administrators has to install me again.",
        "is_archived" or "is_inactive" => "This channel is archived: unarchive it, or go on in another one.",
        "missing_scope" when failure.Details.Length > 0 =>
            $"I lack the Slack permission {failure.Details}: add it to the app's scopes, reinstall the app, then try again.",
        "missing_scope" => "I lack a Slack permission: add the scopes of the app's manifest, reinstall the app, then try again.",
        "too_many_pins" => "This channel has too many pinned messages: unpin one, then try again.",
        "message_limit_exceeded" => "This workspace has reached Slack's message limit: an administrator has to look at its plan.",
        "plan_upgrade_required" => "This workspace's Slack plan does not have that: an administrator has to look at its plan.",
        "messages_tab_disabled" => "The app's Messages tab is switched off: an administrator can switch it on under App Home in its settings.",
        "not_enabled" => "The app's Home tab is switched off: an administrator can switch it on under App Home in its settings.",
        "restricted_action_thread_only_channel" or "restricted_action_non_threadable_channel" or "restricted_action_thread_locked" =>
            "This channel does not let me post there: ask one of its owners to allow it, then try again.",
        "posting_to_channel_denied" => "This channel does not let me post: ask one of its owners to allow it, then try again.",
        _ when failure.Error.StartsWith("restricted_action", StringComparison.Ordinal) =>
            "This channel does not let me post: ask one of its owners to allow it, then try again.",
        _ when failure.Fault == SlackFault.Configuration =>
            $"This workspace's settings do not allow it ({failure.Error}): ask an administrator of the workspace.",
        _ => $"Slack does not take this message ({failure.Error}): the bot's log says more.",
    };
}
