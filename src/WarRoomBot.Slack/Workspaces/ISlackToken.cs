namespace WarRoomBot.Slack;

/// <summary>The token that one workspace is called with.</summary>
internal interface ISlackToken
{
    /// <summary>The token for now.</summary>
    ValueTask<TokenAnswer> GetAsync(CancellationToken cancellationToken);

    /// <summary>The next one, now that Slack says that one has expired.</summary>
    ValueTask<TokenAnswer> RenewAsync(string expired, CancellationToken cancellationToken);

    /// <summary>For the operator: that Slack refuses it for good, and what would be right. A sentence.</summary>
    string WhyNot(SlackFailure refused);
}

/// <summary>A token, or why there is none. It is never printed.</summary>
internal readonly struct TokenAnswer(string? token, SlackFailure? none)
{
    public string Token => token ?? "";

    /// <summary>Null when there is one.</summary>
    public SlackFailure? None => none;
}

/// <summary>The one of <c>Slack:BotToken</c>.</summary>
internal sealed class GivenToken(string token) : ISlackToken
{
    public ValueTask<TokenAnswer> GetAsync(CancellationToken cancellationToken) => new(new TokenAnswer(token, null));

    public ValueTask<TokenAnswer> RenewAsync(string expired, CancellationToken cancellationToken) => new(new TokenAnswer(null, new(SlackFault.TokenDead, "token_expired")));

    public string WhyNot(SlackFailure refused) => $"Slack refuses the bot token ({refused.Error}): {SlackErrors.RemedyFor(refused.Error)}.";
}
