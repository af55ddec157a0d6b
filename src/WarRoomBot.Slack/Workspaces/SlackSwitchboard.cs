using WarRoomBot.Chat;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Slack;

/// <summary>Slack as the core sees it: puts everything through to the workspace that it is about.</summary>
internal sealed class SlackSwitchboard(SlackWorkspaces workspaces) : IChatPlatform, IPeople, IMessages, IFiles, IChannels
{
    public string Name => SlackPlatform.PlatformName;

    public string Platform => SlackPlatform.PlatformName;

    public TimeSpan Timeout => SlackPlatform.LongestStep;

    public TimeSpan Take(ChatCall call, Conversation conversation, Priority priority) => Of(conversation).Platform.Take(call, conversation, priority);

    public Task<Delivered> PostAsync(Message message, CancellationToken cancellationToken) => Of(message.Conversation).Platform.PostAsync(message, cancellationToken);

    public Task<Delivered> EditAsync(Message message, string handle, CancellationToken cancellationToken) =>
        Of(message.Conversation).Platform.EditAsync(message, handle, cancellationToken);

    public Task<Delivered> DeleteAsync(Conversation conversation, string handle, CancellationToken cancellationToken) =>
        Of(conversation).Platform.DeleteAsync(conversation, handle, cancellationToken);

    public Task<Delivered> PinAsync(Conversation conversation, string handle, CancellationToken cancellationToken) =>
        Of(conversation).Platform.PinAsync(conversation, handle, cancellationToken);

    public Task<Delivered> FindAsync(Message message, DateTimeOffset since, CancellationToken cancellationToken) =>
        Of(message.Conversation).Platform.FindAsync(message, since, cancellationToken);

    public Task<bool> OpenFormAsync(ChatEvent asked, Form form, CancellationToken cancellationToken) =>
        Of(asked.Conversation).Platform.OpenFormAsync(asked, form, cancellationToken);

    public Task<Profile> LookUpAsync(Conversation near, Person person, CancellationToken cancellationToken) => Of(near).People.LookUpAsync(near, person, cancellationToken);

    public Task<SeenMessage?> ReadAsync(Conversation conversation, string message, string emoji, CancellationToken cancellationToken) =>
        Of(conversation).Messages.ReadAsync(conversation, message, emoji, cancellationToken);

    public Task<Delivered> UploadAsync(string key, Conversation conversation, ChatFile file, CancellationToken cancellationToken) =>
        Of(conversation).Files.UploadAsync(file, cancellationToken);

    public Task<ChannelAnswer> CreateAsync(ChannelWork.Create wanted, CancellationToken cancellationToken) => Of(wanted.Near).Channels.CreateAsync(wanted, cancellationToken);

    public Task<ChannelAnswer> FurnishAsync(ChannelWork.Furnish wanted, CancellationToken cancellationToken) => Of(wanted.Channel).Channels.FurnishAsync(wanted, cancellationToken);

    public Task<ChannelAnswer> InviteAsync(ChannelWork.Invite wanted, CancellationToken cancellationToken) => Of(wanted.Channel).Channels.InviteAsync(wanted, cancellationToken);

    public Task<ChannelAnswer> ArchiveAsync(ChannelWork.Archive wanted, CancellationToken cancellationToken) => Of(wanted.Channel).Channels.ArchiveAsync(wanted, cancellationToken);

    private SlackWorkspace Of(Conversation conversation) => workspaces.Of(conversation.Workspace);
}
