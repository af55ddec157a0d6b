namespace WarRoomBot.Slack;

/// <summary>What kind of thing went wrong with a call, and so what to do about it: try again, make up for it, tell somebody, or stop.</summary>
internal enum SlackFault
{
    /// <summary>Too many calls. Tried again when the time is over; until then nothing more of the kind.</summary>
    Throttled,

    /// <summary>Not now; nothing happened. Tried again.</summary>
    Busy,

    /// <summary>Slack could not be reached at all; nothing happened. Tried again.</summary>
    Unreachable,

    /// <summary>The effect may have happened. Made up for: it is looked for before it is tried again.</summary>
    Ambiguous,

    /// <summary>What the call was about is not there, or not for us. Made up for where that can be: posted anew, or elsewhere.</summary>
    TargetGone,

    /// <summary>It is as it was to be already.</summary>
    AlreadySo,

    /// <summary>The app's or the workspace's settings do not allow it. Told to whoever asked; a missing scope also to operators.</summary>
    Configuration,

    /// <summary>The call itself was wrong: a mistake in this program. Told in the log; blocks that cannot be drawn are sent as words.</summary>
    Bug,

    /// <summary>The bot token is no longer good. Stopped: nothing more is called until Slack takes it again; messages are kept.</summary>
    TokenDead,

    /// <summary>An error that the table does not know: as final as any.</summary>
    Unknown,
}

/// <summary>A call that did not succeed.</summary>
/// <param name="Error">Slack's own word, or ours for what happened on the way.</param>
/// <param name="After">How long Slack asks to wait; null when it does not say.</param>
/// <param name="Details">For the log: Slack's messages, or the scope that is missing.</param>
internal sealed record SlackFailure(SlackFault Fault, string Error, TimeSpan? After = null, string Details = "");
