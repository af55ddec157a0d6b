using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Web.LocalChat;

/// <summary>
/// Channels of the local chat. One exists as soon as something was said in it, everybody is in it, and it has neither topic nor end: so making
/// it is to say what it is for, and there is nothing else to do.
/// </summary>
internal sealed class LocalChannels(IDatabase database, Commotion commotion, TimeProvider time) : IChannels
{
    public string Platform => LocalNames.Platform;

    public Task<ChannelAnswer> CreateAsync(ChannelWork.Create wanted, CancellationToken cancellationToken) => database.WriteAsync(
        async (session, token) =>
        {
            foreach (var name in wanted.Names.Where(LocalNames.IsChannel))
            {
                var channel = LocalNames.Conversation(name);
                var first = new NewMessage(channel, $"{wanted.Mark}/{name}", Card.Text(wanted.Purpose).ToJson(), ByBot: true, LocalNames.Bot);
                if (await MessageStore.FindAsync(session, first.Op, token) is null)
                {
                    if (await MessageStore.NewestAsync(session, channel, token) > 0)
                        continue;
                    await MessageStore.AddAsync(session, first, time.GetUtcNow(), token);
                    commotion.Announce(channel);
                }

                return new ChannelAnswer { Channel = channel, Name = name };
            }

            return new ChannelAnswer { Trouble = $"#{string.Join(" and #", wanted.Names)} exist already" };
        },
        cancellationToken);

    public Task<ChannelAnswer> FurnishAsync(ChannelWork.Furnish wanted, CancellationToken cancellationToken) => Task.FromResult(new ChannelAnswer());

    public Task<ChannelAnswer> InviteAsync(ChannelWork.Invite wanted, CancellationToken cancellationToken) => Task.FromResult(new ChannelAnswer());

    public Task<ChannelAnswer> ArchiveAsync(ChannelWork.Archive wanted, CancellationToken cancellationToken) => Task.FromResult(new ChannelAnswer());
}
