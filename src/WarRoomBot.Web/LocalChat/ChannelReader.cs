using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Web.LocalChat;

/// <summary>Reads a channel as one reader sees it, all of it at one moment.</summary>
internal sealed class ChannelReader(IDatabase database, IEnumerable<ChatCommand> commands)
{
    private const int MostMessages = 100;

    private readonly List<ChatCommand> _commands = [.. commands.Where(command => command.Word.Length > 0).OrderBy(command => command.Example, StringComparer.Ordinal)];

    /// <param name="viewer">Who looks where.</param>
    /// <param name="below">Only messages below this number, for looking back; null for the newest.</param>
    /// <param name="cancellationToken">Nobody waits for it any more.</param>
    public Task<ChannelView> ReadAsync(Viewer viewer, long? below, CancellationToken cancellationToken) => database.ReadAsync(
        async (session, token) =>
        {
            var conversation = LocalNames.Conversation(viewer.Channel);
            var messages = await MessageStore.PageAsync(session, conversation, viewer.Person, below ?? long.MaxValue, MostMessages + 1, token);
            var channels = await MessageStore.ChannelsAsync(session, token);
            return new ChannelView
            {
                Viewer = viewer,
                Messages = [.. messages.TakeLast(MostMessages)],
                Pinned = await MessageStore.PinnedAsync(session, conversation, viewer.Person, token),
                Channels = [.. channels.Append(viewer.Channel).Distinct().Order(StringComparer.Ordinal)],
                Commands = _commands,
                HasEarlier = messages.Count > MostMessages,
                Newest = below is null ? await MessageStore.NewestAsync(session, conversation, token) : null,
            };
        },
        cancellationToken);

    /// <summary>The channel in which something was said last; null before anything was.</summary>
    public Task<string?> LiveliestAsync(CancellationToken cancellationToken) => database.ReadAsync(
        (session, token) => MessageStore.LiveliestAsync(session, token), cancellationToken);
}
