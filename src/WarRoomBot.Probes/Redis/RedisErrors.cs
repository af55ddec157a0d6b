using WarRoomBot.Probes.Network;

namespace WarRoomBot.Probes.Redis;

/// <summary>The errors of a Redis server in the product's words. Source: Redis documentation, "ACL", "RESP" and each command's page.</summary>
internal static class RedisErrors
{
    /// <param name="command">What was asked.</param>
    public static ProbeFailedException Of(RespValue.Error error, IReadOnlyList<string> command, Secrets secrets)
    {
        var code = error.Words.Split(' ', 2)[0];
        var (failure, why) = code switch
        {
            "NOAUTH" => (Failure.Status, "the server wants a password"),
            "WRONGPASS" => (Failure.Status, "the user or the password is not accepted"),
            "NOPERM" => (Failure.Status, $"the user has no right to {Named(command)}"),
            "LOADING" => (Failure.Status, "the server is still loading its data"),
            "BUSY" => (Failure.Status, "the server is busy with a script"),
            "MASTERDOWN" => (Failure.Status, "the server has lost the one it copies"),
            "WRONGTYPE" => (Failure.Configuration, $"{command[^1]} is not a {Kind(command[0])}; write of: list, stream or sorted-set"),
            "DENIED" => (Failure.Status, "the server is in protected mode and takes nobody from outside"),
            _ when command[0] == "AUTH" && error.Words.Contains("without any password", StringComparison.Ordinal) =>
                (Failure.Configuration, "the server has no password; leave it out of the address"),
            _ when error.Words.Contains("max number of clients", StringComparison.Ordinal) => (Failure.Status, "the server takes no more clients"),
            _ => (Failure.Status, $"the server answers {secrets.Quote(error.Words)}"),
        };
        return new(failure, why);
    }

    /// <summary>Without what stands behind it: AUTH is followed by a password.</summary>
    private static string Named(IReadOnlyList<string> command) =>
        command[0] is "LLEN" or "XLEN" or "ZCARD" ? $"{command[0]} {command[1]}" : command[0];

    private static string Kind(string command) => command switch
    {
        "XLEN" => "stream",
        "ZCARD" => "sorted set",
        _ => "list",
    };
}
