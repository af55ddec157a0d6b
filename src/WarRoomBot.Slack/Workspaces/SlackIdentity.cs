namespace WarRoomBot.Slack;

/// <summary>The answer of <c>auth.test</c> (Docs "auth.test method").</summary>
/// <param name="BotId">Stands in messages the bot posted (<c>B…</c>).</param>
/// <param name="UserId">The bot as a user (<c>U…</c>).</param>
internal sealed record SlackIdentity(string Team, string TeamId, string BotName, string BotId, string UserId);
