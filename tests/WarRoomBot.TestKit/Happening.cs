using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Pipeline;

namespace WarRoomBot.TestKit;

/// <summary>Lets effects come about as if a handler had asked for them.</summary>
public static class Happening
{
    public static async Task HappenAsync(this Bot bot, params Effect[] effects)
    {
        var outcome = new Outcome();
        foreach (var effect in effects)
            outcome.Add(effect);
        var wakes = await bot.Store.WriteAsync(
            async (session, token) =>
            {
                var wakes = new Wakes();
                var now = bot.Clock.GetUtcNow();
                await bot.Services.GetRequiredService<OutcomeWriter>().WriteAsync(outcome, new(session, now, 1, now), wakes, token);
                return wakes;
            },
            CancellationToken.None);
        bot.Services.GetRequiredService<AfterCommit>().Announce(wakes);
    }
}
