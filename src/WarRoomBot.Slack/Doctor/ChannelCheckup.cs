using WarRoomBot.Checkups;

namespace WarRoomBot.Slack;

/// <summary>What the bot may do in the channel that was asked about.</summary>
internal sealed class ChannelCheckup(TokenCheckup token, SlackWorkspaces workspaces, TimeProvider time) : ICheckup
{
    public string Name => "Channel";

    public async Task<IReadOnlyList<Finding>> LookAsync(CheckupOrder order, CancellationToken cancellationToken)
    {
        if (order.Conversation is not { Platform: SlackPlatform.PlatformName } channel)
            return [];
        // With a token that is no good nothing could be taken back.
        if ((await token.LookAsync(order, cancellationToken)).Any(finding => finding.Grade == Grade.Fails && finding.What.EndsWith(TokenCheckup.Token, StringComparison.Ordinal)))
            return [];
        if (channel.Workspace.Length == 0 && workspaces.Only is null)
        {
            if (workspaces.All is not [{ Installed.Team: { } team }])
                return [Finding.Warns(Name, "not tried: it may be in any of several workspaces", "Say which with --workspace T0123456789")];
            channel = channel with { Workspace = team };
        }

        return await new ChannelTrial(workspaces.Of(channel.Workspace), time).RunAsync(order, channel, cancellationToken);
    }
}
